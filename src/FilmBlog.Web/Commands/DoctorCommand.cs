using System.CommandLine;
using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Web.Doctor;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog doctor</c>: needs nothing to be in order, and changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var ask = new Option<bool>("--ask") { Description = "Ask the site's public address, its certificate and the server for letters, too." };
        var urls = new Option<string?>("--urls") { Description = "What the site listens on, where it is given on its command line." };
        var command = new Command("doctor", "Says in plain words what is wrong with the set-up. Changes nothing, and may be run beside a serving site.") { ask, urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory }).Configuration;
            var (site, problems) = SiteSettings.Examine(configuration);
            var listensOn = parsed.GetValue(urls) ?? configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? "http://localhost:5000";
            var setUp = new SetUpUnderExam(site, new DataFolder(Installation.PathOf(site.DataPath)), SetUpUnderExam.AddressesOf(listensOn), TimeProvider.System);
            IReadOnlyList<Finding> findings =
            [
                .. problems.Count == 0 ? [Finding.Ok("The settings are understood.")] : problems.Select(Finding.Wrong),
                .. FolderExam.Examine(setUp),
                .. await DatabaseExam.ExamineAsync(setUp, cancellationToken),
                .. MachineExam.Examine(setUp),
                .. AddressExam.Examine(setUp),
                .. parsed.GetValue(ask) ? await AddressExam.AskAsync(setUp, cancellationToken) : [],
            ];
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
}
