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
    public async Task Where_the_folder_of_logs_goes_away_readers_are_served()
    {
        await using var site = await TestSite.StartAsync();
        await site.OpenAsync("/");
        Directory.Delete(site.Data.Logs, recursive: true);

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/reviews")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/nowhere")).Status);
    }
}
