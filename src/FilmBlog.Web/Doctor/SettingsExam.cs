using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Doctor;

/// <summary>The settings: whether they are understood, and what is to be examined by them.</summary>
internal static class SettingsExam
{
    private const string ConnectionSetting = "ConnectionStrings:FilmBlog";

    private static readonly string[] FilesOfCertificates = ["Path", "KeyPath"];

    public static (SetUpUnderExam SetUp, IReadOnlyList<Finding> Findings) Examine(IConfiguration configuration, TimeProvider clock)
    {
        var (site, wrong) = SiteSettings.Examine(configuration);
        var (addresses, wrongAddresses) = ListeningAddress.Of(configuration);
        var folder = new DataFolder(Installation.PathOf(site.DataPath));
        var (database, said) = Database(configuration, folder);
        List<Finding> findings = [.. wrong.Concat(wrongAddresses).Select(Finding.Wrong), .. said, .. addresses.Any(a => a.IsOverTls) ? Certificates(configuration) : []];
        return (new SetUpUnderExam(site, folder, addresses, clock) { Database = database }, findings.Exists(f => f.Verdict is Verdict.Wrong) ? findings : [Finding.Ok("The settings are understood."), .. findings]);
    }

    // Where the site does TLS by itself.
    private static IEnumerable<Finding> Certificates(IConfiguration configuration)
    {
        IConfigurationSection[] named =
        [
            .. configuration.GetSection("Kestrel:Certificates").GetChildren(),
            .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint.GetSection("Certificate")).Where(certificate => certificate.Exists()),
        ];
        if (named.Length == 0)
        {
            yield return Finding.Note("The site is to listen with TLS, and no certificate is named (Kestrel:Certificates:Default:Path): serving starts only where there is a developer's certificate, which no reader's browser trusts.");
        }

        foreach (var (setting, path) in named.SelectMany(n => FilesOfCertificates.Select(name => ($"{n.Path}:{name}", n[name]))))
        {
            if (path is { Length: > 0 } && Path.GetFullPath(path, AppContext.BaseDirectory) is var file && !(File.Exists(file) && FileRights.MayRead(file)))
            {
                yield return Finding.Wrong($"{file} ({setting}) {(File.Exists(file) ? $"cannot be read by the {FileRights.User}" : "is not there, or the " + FileRights.User + " may not look there")}: serving fails without it.");
            }
        }
    }

    private static (string Path, IEnumerable<Finding> Findings) Database(IConfiguration configuration, DataFolder folder)
    {
        SqliteConnectionStringBuilder? named;
        try
        {
            named = SiteSettings.Database(configuration);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or KeyNotFoundException)
        {
            return (folder.Database, [Finding.Wrong($"{ConnectionSetting} cannot be read: {unreadable.Message} It must be such as Data Source=/srv/films/filmblog.db.")]);
        }

        if (named is null)
        {
            return (folder.Database, []);
        }

        if (!SiteSettings.IsFile(named))
        {
            return (folder.Database, [Finding.Wrong($"{ConnectionSetting} names no file: all would be gone when the site stops. Name one, such as Data Source=/srv/films/filmblog.db, or leave the setting away.")]);
        }

        var path = named.DataSource;
        return path == folder.Database ? (path, [])
            : (path, [Finding.Note($"The database is {path} ({ConnectionSetting}), not in the data folder: that one is examined. Pictures, keys and backups lie in {folder.Path}; a restore puts a database there, too.")]);
    }
}
