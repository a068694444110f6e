using System.CommandLine;
using FilmBlog.Core.Data;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog migrate</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("migrate", "Creates the database, or brings it to the schema of this program. Stop the serving process first.");
        command.SetAction((_, _) => CommandLine.WithSiteAsync(settings, (services, _) =>
        {
            // Every verb migrates before it begins; this one does nothing else, and never beside a serving process.
            using var claim = services.GetRequiredService<DataFolder>().Claim();
            Console.WriteLine($"The database {services.GetRequiredService<DatabaseFile>().Path} is up to date.");
            return Task.FromResult(0);
        }));
        return command;
    }
}
