using System.Diagnostics;
using System.Globalization;

namespace FilmBlog.Benchmarks.Load;

/// <summary>Gives the server one processor to itself and who asks it another, where the machine has two and <c>taskset</c>.</summary>
internal static class Cores
{
    private static readonly string? Taskset = Programs.Find("taskset");
    private static readonly List<int> Allowed = ReadAllowed();

    /// <summary>The server's processor; null: it has none to itself.</summary>
    public static int? Server => IsPinning ? Allowed[0] : null;

    /// <summary>The processor of who asks; null: none to itself.</summary>
    public static int? Client => IsPinning ? Allowed[^1] : null;

    /// <summary>What is pinned, in a sentence.</summary>
    public static string Sentence => IsPinning
        ? $"servers on processor {Server}, who asks them on processor {Client}"
        : $"nothing is pinned to a processor ({(Taskset is null ? "there is no taskset" : "there is only one")}): figures spread more";

    private static bool IsPinning => Taskset is not null && Allowed.Count > 1;

    /// <summary>How to start a program on a processor. It replaces taskset, so that the process is the program's own.</summary>
    public static ProcessStartInfo Start(int? core, string file, IEnumerable<string> arguments) => core is { } one
        ? new ProcessStartInfo(Taskset!, ["--cpu-list", one.ToString(CultureInfo.InvariantCulture), file, .. arguments])
        : new ProcessStartInfo(file, arguments);

    // As in "0-1" or "2,5-7"; other systems have no such file, and no taskset.
    private static List<int> ReadAllowed()
    {
        const string Label = "Cpus_allowed_list:";
        const string File = "/proc/self/status";
        var line = System.IO.File.Exists(File) ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) : null;
        return [.. (line?[Label.Length..] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(range =>
        {
            var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
        })];
    }
}
