using System.Globalization;
using System.Net;
using FilmBlog.Web.Logging;
using FilmBlog.Web.Tests.Support;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

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

    [Theory]
    [InlineData("/a\r\n06:00:00 INF forged", "/a%0D%0A06:00:00 INF forged")]
    [InlineData("/a\u001b[2J\u009b2J\u007f", "/a%1B[2J%C2%9B2J%7F")]
    [InlineData("/media/a\u2028b\u2029", "/media/a%E2%80%A8b%E2%80%A9")]
    [InlineData("/a\u202egnp.\u2066b\u200f\u061c", "/a%E2%80%AEgnp.%E2%81%A6b%E2%80%8F%D8%9C")]
    [InlineData("/кино/映画/a b", "/кино/映画/a b")]
    public void What_is_asked_for_begins_no_line_on_a_terminal_and_moves_nothing_there(string path, string shown)
    {
        var terminal = new Terminal();
        using (var log = new LoggerConfiguration().Enrich.With<SecretsInPaths>().WriteTo.Sink(terminal).CreateLogger())
        {
            log.Information("{RequestMethod} {RequestPath} {StatusCode}", "GET", path, 404);
        }

        Assert.EndsWith($" INF GET {shown} 404{Environment.NewLine}", terminal.Shown, StringComparison.Ordinal);
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

    // Has each line formatted as the console's sink does.
    private sealed class Terminal : ILogEventSink
    {
        private readonly MessageTemplateTextFormatter formatter = new(SiteLogging.Line, CultureInfo.InvariantCulture);

        public string Shown { get; private set; } = "";

        public void Emit(LogEvent logEvent)
        {
            using var line = new StringWriter(CultureInfo.InvariantCulture);
            formatter.Format(logEvent, line);
            Shown += line;
        }
    }
}
