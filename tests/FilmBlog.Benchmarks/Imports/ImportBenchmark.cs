using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Imports;

/// <summary>The import of many Markdown files: how fast, and whether memory stays flat however many there are.</summary>
internal static class ImportBenchmark
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = new Options(arguments).Number("--files", 20_000);
        var blog = new SyntheticBlog(count);
        var root = Path.Combine(Path.GetTempPath(), "filmblog-benchmarks", Guid.NewGuid().ToString("N"));
        var files = Path.Combine(root, "files");
        Directory.CreateDirectory(files);
        try
        {
            Print($"{count} files, writing them …");
            Write(blog, files);
            // Small blogs beforehand, so that neither the JIT nor EF's own model is counted; not in the database that is measured.
            await WarmAsync(root);
            await using var services = await OpenAsync(new DataFolder(Path.Combine(root, "data")));
            var importer = services.GetRequiredService<ContentImporter>();
            Print($"{"import",-16} {"part",5} {"wall files/s",12} {"CPU files/s",12} {"CPU µs/file",12} {"managed MB",11} {"resident MB",12} {"alloc KB/file",14}");
            await MeasureAsync("new", importer, files, count);
            await MeasureAsync("all the same", importer, files, count);
            Change(files);
            await MeasureAsync("1 % changed", importer, files, count);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(root, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, ContentImporter importer, string folder, int count)
    {
        GC.Collect();
        using var memory = new MemoryWatch();
        var parts = new Parts(name, memory, count);
        var report = await importer.ImportAsync(new ImportRequest(folder, TimeZoneInfo.Utc), parts, CancellationToken.None);
        parts.Print();
        Print($"  {report}");
    }

    private static void Write(SyntheticBlog blog, string folder)
    {
        foreach (var (name, text) in blog.Files())
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private static void Change(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where((_, number) => number % 100 == 0))
        {
            File.AppendAllText(file, "One more paragraph, for a change.\n");
        }
    }

    private static async Task WarmAsync(string root)
    {
        for (var round = 0; round < 5; round++)
        {
            var files = Path.Combine(root, "warm", Text(round));
            Directory.CreateDirectory(files);
            Write(new SyntheticBlog(1500, seed: 2 + round), files);
            await using var services = await OpenAsync(new DataFolder(Path.Combine(root, "warm-data", Text(round))));
            for (var again = 0; again < 2; again++)
            {
                await services.GetRequiredService<ContentImporter>().ImportAsync(new ImportRequest(files, TimeZoneInfo.Utc), null, CancellationToken.None);
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<ServiceProvider> OpenAsync(DataFolder folder)
    {
        folder.Create();
        var services = new ServiceCollection().AddLogging().AddFilmBlogCore(folder).BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return services;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    // Reports come from the import's own thread. A quarter, the second quarter, the second half; then the whole.
    private sealed class Parts(string name, MemoryWatch memory, int count) : IProgress<ImportProgress>
    {
        private static readonly double[] Ends = [0.25, 0.5, 1];
        private readonly List<Mark> marks = [Mark.Now(0, default)];

        public void Report(ImportProgress value)
        {
            if (marks.Count <= Ends.Length && value.Done >= Ends[marks.Count - 1] * count)
            {
                marks.Add(Mark.Now(value.Done, memory.Take()));
            }
        }

        public void Print()
        {
            marks.Add(Mark.Now(count, memory.Take()));
            for (var part = 1; part <= Ends.Length; part++)
            {
                Line($"{Ends[part - 1]:0.##}", marks[part - 1], marks[part], marks[part].Memory);
            }

            // What follows the last batch (corrections, the check of pins) counts too.
            Line("whole", marks[0], marks[^1], new Peak(marks.Max(m => m.Memory.Managed), marks.Max(m => m.Memory.Resident)));
        }

        private void Line(string part, Mark from, Mark to, Peak peak)
        {
            var done = to.Done - from.Done;
            var wall = Stopwatch.GetElapsedTime(from.At, to.At).TotalSeconds;
            var cpu = (to.Cpu - from.Cpu).TotalSeconds;
            ImportBenchmark.Print($"{name,-16} {part,5} {done / wall,12:0} {done / cpu,12:0} {cpu * 1e6 / done,12:0} {peak.Managed / 1e6,11:0.0} {peak.Resident / 1e6,12:0.0} {(to.Allocated - from.Allocated) / 1e3 / done,14:0.0}");
        }
    }

    private readonly record struct Mark(int Done, long At, TimeSpan Cpu, long Allocated, Peak Memory)
    {
        public static Mark Now(int done, Peak memory) =>
            new(done, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), memory);
    }
}
