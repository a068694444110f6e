using System.CommandLine;
using FilmBlog.Core.Checking;
using FilmBlog.Core.Data;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog check [--repair]</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var repair = new Option<bool>("--repair") { Description = "Mend what can be made anew from the rest: indexes, pages from their texts. Files that belong to nothing are moved to DATA/orphans, not deleted." };
        var command = new Command("check", "Verifies the data, also while the site serves: the database, texts and pictures against what was saved, the search against the texts, files that belong to nothing.") { repair };
        command.SetAction((parsed, cancellationToken) => CommandLine.WithDataAsync(settings, async (services, _) =>
        {
            var folder = services.GetRequiredService<DataFolder>();
            using var shared = folder.Share();
            if (FolderSwap.IsUnfinished(folder) || File.Exists(folder.Migrating))
            {
                throw new StartException("A restore or a migration was cut off, and what is there now is neither the old nor the new. Run filmblog migrate, or start the site: either brings that to its end; then check.");
            }

            if (!File.Exists(folder.Database) && services.GetRequiredService<IConfiguration>().GetConnectionString("FilmBlog") is null)
            {
                throw File.Exists(folder.Marker) ? new DatabaseMissingException(folder.Database, "is missing") : new StartException($"There is no database in {folder.Path}: nothing to check.");
            }

            var report = await services.GetRequiredService<DataCheck>().RunAsync(parsed.GetValue(repair), new ConsoleProgress("checked"), cancellationToken);
            foreach (var finding in report.Findings)
            {
                Console.WriteLine(finding);
            }

            Console.WriteLine(report);
            return report.Problems == 0 ? 0 : 1;
        }));
        return command;
    }
}
