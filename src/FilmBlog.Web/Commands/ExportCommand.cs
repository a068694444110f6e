using System.CommandLine;
using System.Globalization;
using FilmBlog.Core.Content;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog export DIR</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to write into; created where missing." };
        var command = new Command("export", "Writes every review (drafts too), pages, introductions and images as files that import reads.") { folder };
        command.SetAction((parsed, cancellationToken) => CommandLine.WithSiteAsync(settings, async (services, _) =>
        {
            var report = await services.GetRequiredService<ContentExporter>()
                .ExportAsync(parsed.GetRequiredValue(folder), new ConsoleProgress("exported"), cancellationToken);
            foreach (var problem in report.Problems)
            {
                Console.WriteLine(problem);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reviews {report.Reviews}, pages and introductions {report.Prose}, images {report.Images}"));
            return report.Problems.Count == 0 ? 0 : 1;
        }));
        return command;
    }
}
