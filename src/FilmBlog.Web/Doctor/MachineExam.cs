using System.Globalization;
using System.Net.NetworkInformation;
using System.Reflection;

namespace FilmBlog.Web.Doctor;

/// <summary>The machine: clock, zones and languages, open files, who runs it, who listens.</summary>
internal static class MachineExam
{
    private const int FewFiles = 4096;
    private const int Beginning = 2025;

    public static IEnumerable<Finding> Examine(SetUpUnderExam setUp) =>
        [Clock(setUp.Clock.GetUtcNow(), BuiltOn(), KernelClock.IsKept()), .. Words(), .. Files(), .. User(), .. setUp.Addresses.Select(address => Listener(setUp, address))];

    /// <summary>How the clock stands.</summary>
    /// <param name="now">What it says.</param>
    /// <param name="built">The day on which the program was built; null: not known.</param>
    /// <param name="isKept">Whether the system says that something keeps it in time; null: it does not say.</param>
    internal static Finding Clock(DateTimeOffset now, DateTimeOffset? built, bool? isKept)
    {
        var says = string.Create(CultureInfo.InvariantCulture, $"The clock says {now:yyyy-MM-dd HH:mm} UTC");
        // The build's machine may be in another zone and a little ahead. A build that dates itself before there was such a program tells nothing.
        return built is { Year: >= Beginning } day && (now < day.AddDays(-1) || now.Year > day.Year + 20)
            ? Finding.Wrong($"{says}, and the program was built on {day:yyyy-MM-dd}: let the machine keep time (NTP).")
            : isKept switch
            {
                true => Finding.Ok($"{says}, and is kept in time."),
                false => Finding.Note($"{says}, and the system says that nothing keeps it in time: turn NTP on (systemd-timesyncd, chrony), unless the machine's host does it. Scheduled reviews, sessions and codes depend on it."),
                null => Finding.Ok($"{says}. Whether it is kept in time is not told here."),
            };
    }

    // Written by the build: the dates of files are whatever copied them made of them.
    internal static DateTimeOffset? BuiltOn() =>
        typeof(MachineExam).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(m => m.Key == "BuiltOn") is { Value: { } day }
            && DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var built) ? built : null;

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

    private static Finding Listener(SetUpUnderExam setUp, ListeningAddress address)
    {
        var serving = IsServing(setUp);
        if (address.IsSocket || address.Port == 0)
        {
            return serving ? Finding.Ok("A site serves from this data folder.")
                : Finding.Note($"No site serves from this data folder now; it will listen on {(address.IsSocket ? address.Host : "a port that is free then")}.");
        }

        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == address.Port);
        return (taken, serving) switch
        {
            (true, true) => Finding.Ok($"A site serves from this data folder; port {address.Port} answers."),
            (true, false) => Finding.Wrong($"Another program listens on port {address.Port}, and no site serves from this data folder: choose another address with --urls, or end that one."),
            (false, true) => Finding.Note($"A site serves from this data folder, but nobody listens on port {address.Port}: it was given another address."),
            _ => Finding.Note($"No site serves from this data folder now; port {address.Port} is free."),
        };
    }

    // A serving process holds its lock for as long as it lives.
    private static bool IsServing(SetUpUnderExam setUp)
    {
        try
        {
            using var claim = new FileStream(Path.Combine(setUp.Folder.Path, "filmblog.lock"), FileMode.Open, FileAccess.Read, FileShare.Read);
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
