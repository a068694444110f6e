using System.CommandLine;
using System.Globalization;
using FilmBlog.Core.Backups;
using FilmBlog.Core.Data;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog restore FILE</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("FILE") { Description = "An archive that the verb backup, the desk or the site itself wrote." };
        var command = new Command("restore", "Puts what a backup holds in the place of what is there, which is kept beside it. The backup is verified first. Stop the serving process before.") { file };
        command.SetAction((parsed, cancellationToken) => CommandLine.WithDataAsync(settings, async (services, _) =>
        {
            if (services.GetRequiredService<IConfiguration>().GetConnectionString("FilmBlog") is not null)
            {
                throw new StartException("ConnectionStrings:FilmBlog names a database outside of the data folder; restore writes into the data folder. Take that setting away.");
            }

            var report = await services.GetRequiredService<Restoration>().RestoreAsync(Path.GetFullPath(parsed.GetRequiredValue(file)), new ConsoleProgress("unpacked"), cancellationToken);
            await NoteAsync(services, report);
            Tell(report, services.GetRequiredService<BackupSettings>());
            return report.Manifest.Missing.Count + report.Unrendered.Count == 0 ? 0 : 1;
        }));
        return command;
    }

    // The trail that came with the backup knows nothing of it.
    private static async Task NoteAsync(IServiceProvider services, RestoreReport report)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Audit>().Note("restored a backup", string.Create(CultureInfo.InvariantCulture, $"of {report.Manifest.TakenAt:yyyy-MM-dd HH:mm}Z"));
        await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().SaveChangesAsync();
    }

    private static void Tell(RestoreReport report, BackupSettings here)
    {
        foreach (var hash in report.Manifest.Missing)
        {
            Console.WriteLine($"images/{hash[..2]}/{hash}.webp: was {(report.Manifest.Damaged.Contains(hash) ? "damaged" : "missing")} already when the backup was taken");
        }

        foreach (var problem in report.Unrendered)
        {
            Console.WriteLine($"{problem} Its page is empty until the text is mended at the desk.");
        }

        foreach (var (name, value) in report.Settings.Where(set => here.Values.GetValueOrDefault(set.Key) != set.Value))
        {
            Console.WriteLine($"{name} was {value} where the backup was taken; here it is {here.Values.GetValueOrDefault(name) ?? "not set"}");
        }

        if (!report.WithKeys)
        {
            Console.WriteLine("The backup holds no keys: where those in the data folder are others, authors with a second step set it up anew (filmblog author reset E --without-second-step).");
        }

        if (report.Before is { } before)
        {
            Console.WriteLine($"What was there before is in {before}; delete it when it is not needed any more.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"restored the backup of {report.Manifest.TakenAt:yyyy-MM-dd HH:mm}Z: {string.Join(", ", report.Manifest.Counts.Select(count => $"{count.Key} {count.Value}"))}"));
    }
}
