using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Tests.Support;

/// <summary>
/// The database of a blog that was started once, with nothing in it. A site of a test that is not about a first start begins with a copy:
/// to create the schema anew is a third of what a start costs.
/// </summary>
internal static class EmptyBlog
{
    private static readonly Lazy<Task<byte[]>> Database = new(MakeAsync);

    public static async Task LayAsync(DataFolder folder)
    {
        var database = await Database.Value;
        folder.Create();
        await File.WriteAllBytesAsync(folder.Database, database, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.Marker, "", TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> MakeAsync()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Data = _ => { } });
        var copy = Path.Combine(site.Folder, "copy.db");
        await using (var from = new SqliteConnection(site.Data.ConnectionString))
        await using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString()))
        {
            await from.OpenAsync();
            await to.OpenAsync();
            from.BackupDatabase(to);
        }

        return await File.ReadAllBytesAsync(copy);
    }
}
