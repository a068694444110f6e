using System.CommandLine;
using System.Globalization;
using FilmBlog.Core.Backups;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog backup FILE [--with-keys]</c>.</summary>
internal static class BackupCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("FILE") { Description = "The archive to write. One that is there is replaced once the new one is whole and has been read; until then it stays." };
        var withKeys = new Option<bool>("--with-keys")
        {
            Description = "Put the keys in, too: with them a restore elsewhere keeps authors' second steps. Who has such a file and knows a password needs nothing else: keep it safe.",
        };
        file.Validators.Add(given =>
        {
            var path = Path.GetFullPath(given.GetRequiredValue(file));
            if (Directory.Exists(path))
            {
                given.AddError($"{path} is a folder; name a file, such as {Path.Combine(path, "filmblog.zip")}.");
            }
            else if (!Directory.Exists(Path.GetDirectoryName(path)))
            {
                given.AddError($"There is no folder {Path.GetDirectoryName(path)} to write the backup into.");
            }
        });
        var command = new Command("backup", "Writes database, images and settings into one archive, also while the site serves. It holds the authors' accounts: keep it safe.") { file, withKeys };
        command.SetAction((parsed, cancellationToken) => CommandLine.WithSiteAsync(settings, async (services, _) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            var manifest = await services.GetRequiredService<BackupWriter>().WriteFileAsync(path, parsed.GetValue(withKeys), new ConsoleProgress("written and read once more"), cancellationToken);
            foreach (var hash in manifest.Missing)
            {
                Console.WriteLine($"images/{hash[..2]}/{hash}.webp: {(manifest.Damaged.Contains(hash) ? "damaged" : "missing")} in the data folder; the backup is without it");
            }

            foreach (var foreign in manifest.LeftOut)
            {
                Console.WriteLine($"{foreign}: no part of a blog; the backup is without it");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"reviews {manifest.Counts["reviews"]}, images {manifest.Counts["images"]}, authors {manifest.Counts["authors"]}, bytes {new FileInfo(path).Length}"));
            return manifest.Missing.Count == 0 ? 0 : 1;
        }));
        return command;
    }
}
