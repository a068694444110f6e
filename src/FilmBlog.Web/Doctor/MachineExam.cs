using System.Globalization;
using System.Net.NetworkInformation;

namespace FilmBlog.Web.Doctor;

/// <summary>The machine: clock, zones and languages, open files, who runs it, who listens.</summary>
internal static class MachineExam
{
    private const int FewFiles = 4096;

    public static IEnumerable<Finding> Examine(SetUpUnderExam setUp) =>
        [Clock(setUp), .. Words(), .. Files(), .. User(), .. setUp.Addresses.Select(address => Listener(setUp, address))];

    private static Finding Clock(SetUpUnderExam setUp)
    {
        var now = setUp.Clock.GetUtcNow();
        var built = new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, "filmblog.dll")), TimeSpan.Zero);
        return now < built.AddDays(-1) || now.Year > built.Year + 20
            ? Finding.Wrong($"The clock says {now:yyyy-MM-dd HH:mm} UTC, and the program is of {built:yyyy-MM-dd}: let the machine keep time (NTP).")
            : Finding.Ok($"The clock says {now:yyyy-MM-dd HH:mm} UTC.");
    }

    private static IEnumerable<Finding> Words()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _))
        {
            yield return Finding.Wrong("This machine knows no time zones but UTC: install its package tzdata.");
        }

        if (CultureInfo.GetCultureInfo("de-DE").DateTimeFormat.GetMonthName(1) != "Januar")
        {
            yield return Finding.Wrong("This machine knows no languages: install ICU (libicu), and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }

    private static IEnumerable<Finding> Files()
    {
        const string limits = "/proc/self/limits";
        if (File.Exists(limits) && File.ReadLines(limits).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
            && int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture, out var most) && most < FewFiles)
        {
            yield return Finding.Note($"This user may have {most} files and connections open at a time; with more readers at once new ones wait. Raise it (LimitNOFILE, ulimit -n) to {FewFiles} or more.");
        }
    }

    private static IEnumerable<Finding> User()
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            yield return Finding.Note("This is run by root: what rights the serving user has is not seen so, and that user should not be root.");
        }
    }

    private static Finding Listener(SetUpUnderExam setUp, Uri address)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == address.Port);
        var serving = IsClaimed(setUp.Folder.Path);
        return (taken, serving) switch
        {
            (true, true) => Finding.Ok($"A site serves from this data folder; port {address.Port} answers."),
            (true, false) => Finding.Wrong($"Another program listens on port {address.Port}, and no site serves from this data folder: choose another address with --urls, or end that one."),
            (false, true) => Finding.Note($"A site serves from this data folder, but nobody listens on port {address.Port}: it was given another address."),
            _ => Finding.Note($"No site serves from this data folder now; port {address.Port} is free."),
        };
    }

    // A serving process holds its lock for as long as it lives.
    private static bool IsClaimed(string folder)
    {
        try
        {
            using var claim = new FileStream(Path.Combine(folder, "filmblog.lock"), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
