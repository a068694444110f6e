using System.CommandLine;
using System.Globalization;
using FilmBlog.Web.Doctor;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog doctor</c>: needs nothing to be in order, and changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var ask = new Option<bool>("--ask") { Description = "Ask the site's public address, its certificate and the server for letters, too." };
        var command = new Command(
            "doctor", "Says in plain words what is wrong with the set-up. Changes nothing, and may be run beside a serving site. Give it the settings that the site is given, --urls too.") { ask };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var findings = await ExamineAsync([.. settings], parsed.GetValue(ask), cancellationToken);
            foreach (var finding in findings)
            {
                Console.WriteLine(finding);
            }

            int Count(Verdict verdict) => findings.Count(f => f.Verdict == verdict);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrong {Count(Verdict.Wrong)}, notes {Count(Verdict.Note)}, ok {Count(Verdict.Ok)}"));
            return Count(Verdict.Wrong) == 0 ? 0 : 1;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(string[] settings, bool asks, CancellationToken cancellationToken)
    {
        IConfiguration configuration;
        try
        {
            // Read as serving reads it: what it listens on may stand in variables that other programs do not look at.
            configuration = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }).Configuration;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException)
        {
            return [Finding.Wrong($"The settings cannot be read: {unreadable.Message} {unreadable.GetBaseException().Message}")];
        }

        var (setUp, said) = SettingsExam.Examine(configuration, TimeProvider.System);
        var data = FolderExam.Obstacle(setUp) is null
            ? [.. await DatabaseExam.ExamineAsync(setUp, cancellationToken), .. KeysExam.Examine(setUp), .. await BackupExam.ExamineAsync(setUp, cancellationToken)]
            : Array.Empty<Finding>();
        return
        [
            .. said,
            .. FolderExam.Examine(setUp),
            .. data,
            .. MachineExam.Examine(setUp),
            .. AddressExam.Examine(setUp),
            .. asks ? await OutsideExam.AskAsync(setUp, cancellationToken) : [],
        ];
    }
}
