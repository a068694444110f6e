using System.CommandLine;
using System.Globalization;
using FilmBlog.Core.Content;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog import PATH [--dry-run]</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var path = new Argument<string>("PATH") { Description = "A Markdown file, or a folder of them (read recursively)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done." };
        var command = new Command("import", "Reads reviews in Markdown: creates, updates or leaves each, and never deletes one.") { path, dryRun };
        command.SetAction((parsed, cancellationToken) => CommandLine.WithSiteAsync(settings, async (services, _) =>
        {
            var importer = services.GetRequiredService<ContentImporter>();
            var request = new ImportRequest(parsed.GetRequiredValue(path), services.GetRequiredService<SiteProfile>().Zone, parsed.GetValue(dryRun)) { GivesWay = true };
            ImportReport report;
            try
            {
                report = await importer.ImportAsync(request, new ConsoleProgress("imported"), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("The import was stopped. What was saved by then stays; import again, and it goes on.");
                return 1;
            }
            catch (ImportTakenBackException taken)
            {
                await Console.Error.WriteLineAsync(taken.Message);
                return 1;
            }
            catch (DirectoryNotFoundException missing)
            {
                await Console.Error.WriteLineAsync(missing.Message);
                return 2;
            }

            foreach (var problem in report.Problems)
            {
                Console.WriteLine(problem);
            }

            if (report.ProseWritten > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pages and introductions written: {report.ProseWritten}"));
            }

            Console.WriteLine(report);
            return report.Failed == 0 ? 0 : 1;
        }));
        return command;
    }
}
