using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FilmBlog.Benchmarks.Pages;

namespace FilmBlog.Benchmarks.Load;

/// <summary>The published site under load, in a process of its own: what its pages cost, and whether it stays right and small meanwhile.</summary>
internal static class LoadBenchmark
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new Options(arguments);
        var settings = LoadSettings.Of(options);
        if (settings.Parts?.Except(LoadSettings.AllParts).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no part {unknown}; there are {string.Join(", ", LoadSettings.AllParts)}.");
            return 2;
        }

        var sizes = (options.List("--compare") ?? options.List("--reviews") ?? ["1000"]).Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        var report = new Report(Console.Out);
        // A site that runs in this process logs each request.
        Console.SetOut(TextWriter.Null);
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await RunAsync(sizes, settings, report, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            report.Line($"Stopped.");
            return 1;
        }

        // What was started is ended and deleted before this program is.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task RunAsync(List<int> sizes, LoadSettings settings, Report report, CancellationToken cancellationToken)
    {
        report.Line($"{Environment.ProcessorCount} processors, {Cores.Sentence}; load of the machine {LoadAverage()}; the log of requests is {(settings.LogsRequests ? "written" : "off")}");
        report.Line($"{(settings.Site is null ? "publishing the site …" : $"the site in {settings.Site}")}");
        using var publication = settings.Site is { } folder ? Publication.In(folder) : await Publication.MakeAsync(cancellationToken);
        var found = new List<Dictionary<string, PageFigures>>();
        foreach (var size in sizes)
        {
            found.Add(await MeasureAsync(size, isLast: size == sizes[^1], publication, settings, report, cancellationToken));
        }

        for (var larger = 1; larger < sizes.Count; larger++)
        {
            Compare(found[0], found[larger], $"{sizes[larger]} : {sizes[0]} reviews", report);
        }

        DeepPages(found[^1], report);
        report.Line($"load of the machine at the end {LoadAverage()}");
    }

    private static async Task<Dictionary<string, PageFigures>> MeasureAsync(
        int size, bool isLast, Publication publication, LoadSettings settings, Report report, CancellationToken cancellationToken)
    {
        var blog = new SyntheticBlog(size);
        report.Line($"");
        report.Line($"{size} reviews, filling a database …");
        var started = Stopwatch.GetTimestamp();
        await using var database = await SyntheticDatabase.CreateAsync(blog, withBodies: true, cancellationToken);
        await database.FurnishAsync();
        report.Line($"filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {new FileInfo(database.Folder.Database).Length / 1e6:0} MB");
        await DeskEditor.AddAuthorAsync(publication, database.Folder, cancellationToken);
        var figures = await AskAsync(database, blog, isLast, publication, settings, report, cancellationToken);
        if (isLast && settings.Has("start"))
        {
            await ColdStart.RunAsync(publication, database.Folder, size, report, cancellationToken);
        }

        if (isLast && settings.Has("crowd"))
        {
            await Crowd.RunAsync(database, blog, report, cancellationToken);
        }

        return figures;
    }

    private static async Task<Dictionary<string, PageFigures>> AskAsync(
        SyntheticDatabase database, SyntheticBlog blog, bool isLast, Publication publication, LoadSettings settings, Report report, CancellationToken cancellationToken)
    {
        await using var generator = LoadGenerator.Start();
        await using var site = await PublishedSite.StartAsync(publication, database.Folder, settings.LogsRequests, cancellationToken);
        report.Line($"memory of the site before the first page: {site.Resident / 1e6:0} MB resident");
        var figures = new Dictionary<string, PageFigures>();
        if (settings.Has("pages") || settings.Has("yardsticks"))
        {
            var kinds = (await PageKinds.OfAsync(blog, database.Services)).Where(kind => settings.HasPage(kind.Name));
            using var sent = await SentPages.CaptureAsync(site, kinds, cancellationToken);
            var pages = new PageLoad(site, generator, settings, report);
            if (settings.Has("pages"))
            {
                figures = await pages.RunAsync(sent, cancellationToken);
            }

            if (isLast && settings.Has("yardsticks"))
            {
                await pages.CompareWithYardsticksAsync(sent, cancellationToken);
            }
        }

        if (isLast && settings.Has("junk"))
        {
            await Junk.RunAsync(site, generator, blog, report, cancellationToken);
        }

        if (isLast && (settings.Has("mixed") || settings.Has("publish")))
        {
            using var editor = await DeskEditor.SignInAsync(site, database, cancellationToken);
            if (settings.Has("mixed"))
            {
                await new MixedLoad(site, generator, blog, report).RunAsync(editor, settings.MixedSeconds, cancellationToken);
            }

            if (settings.Has("publish"))
            {
                await Publishing.RunAsync(site, editor, blog, report, cancellationToken);
            }
        }

        return figures;
    }

    private static void Compare(Dictionary<string, PageFigures> small, Dictionary<string, PageFigures> large, string title, Report report)
    {
        report.Line($"");
        report.Line($"{title,-32} {"kept",6} {"made",6} {"bytes",6}");
        foreach (var (name, figures) in large.Where(page => small.ContainsKey(page.Key)))
        {
            var before = small[name];
            report.Line($"{name,-32} {figures.Kept.Cpu / before.Kept.Cpu,6:0.00} {figures.Made.Cpu / before.Made.Cpu,6:0.00} {figures.Sent.Bytes / before.Sent.Bytes,6:0.00}");
        }
    }

    private static void DeepPages(Dictionary<string, PageFigures> pages, Report report)
    {
        report.Line($"");
        foreach (var (first, deep) in PageKinds.FirstAndDeep.Where(pair => pages.ContainsKey(pair.First) && pages.ContainsKey(pair.Deep)))
        {
            report.Line($"{deep + " (" + pages[deep].Sent.Kind.Paths[0] + ") : " + first,-50} kept {pages[deep].Kept.Cpu / pages[first].Kept.Cpu,5:0.00}   made {pages[deep].Made.Cpu / pages[first].Made.Cpu,5:0.00}");
        }
    }

    // Of the last minute, five and fifteen minutes.
    private static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";
}
