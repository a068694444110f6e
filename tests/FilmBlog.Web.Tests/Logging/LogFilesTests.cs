using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Logging;

public sealed class LogFilesTests
{
    [Fact]
    public async Task Where_no_log_can_be_written_readers_are_served()
    {
        using var filmblog = new Executable();
        // A file where the folder has to be: as good as a disk that takes nothing, also for whoever may write everywhere.
        Directory.CreateDirectory(Path.Combine(filmblog.Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(filmblog.Folder, "data", "logs"), "", TestContext.Current.CancellationToken);

        await using var serving = await filmblog.ServeAsync();

        Assert.Equal(HttpStatusCode.OK, (await serving.OpenAsync("/")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await serving.OpenAsync("/nowhere")).Status);
    }

    [Fact]
    public async Task The_secret_of_a_link_stands_in_no_log_however_it_was_copied()
    {
        const string Secret = "5d41b279a17645ae1f564bcc964b9ff2";
        await using var site = await TestSite.StartAsync();
        foreach (var address in new[] { $"/preview/{Secret}", $"/preview/{Secret}.", $"/preview/{Secret}/", $"/preview/{Secret}%2f", $"/preview/<{Secret}>", $"/preview/{Secret[..^1]}", $"/account/first/{Secret}{Secret[16..]})" })
        {
            using var answer = await site.GetAsync(address);
        }

        var log = site.ReadLog();
        Assert.Contains("/preview/….", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret[..20], log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_folder_of_logs_goes_away_readers_are_served()
    {
        await using var site = await TestSite.StartAsync();
        await site.OpenAsync("/");
        Directory.Delete(site.Data.Logs, recursive: true);

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/nowhere")).Status);
    }
}
