using System.Security.Cryptography;
using FilmBlog.Web.Doctor;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Commands;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_set_up_that_has_not_begun_is_not_wrong_and_is_left_as_it_is()
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync("doctor", "--urls", "http://127.0.0.1:9");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("note: There is no database yet", run.Output, StringComparison.Ordinal);
        Assert.Contains("note: FilmBlog:BaseUrl is not set", run.Output, StringComparison.Ordinal);
        Assert.Contains("ok: The settings are understood.", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("wrong 0, notes ", run.LastLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(filmblog.Folder, "data")));
    }

    [Fact]
    public async Task Beside_a_serving_site_it_finds_all_well_and_changes_nothing()
    {
        using var filmblog = new Executable();
        var address = "";
        await using (var serving = await filmblog.ServeAsync())
        {
            address = serving.Client.BaseAddress!.ToString();
            var beside = await filmblog.RunAsync("doctor", "--ask", "--urls", address, $"--FilmBlog:BaseUrl={address}");
            Assert.True(beside.ExitCode == 0, beside.Output);
            Assert.Contains("ok: The database is whole", beside.Output, StringComparison.Ordinal);
            Assert.Contains("ok: A site serves from this data folder", beside.Output, StringComparison.Ordinal);
            Assert.Contains($"ok: {address} answers.", beside.Output, StringComparison.Ordinal);
            serving.Terminate();
            await serving.EndAsync();
        }

        var before = Fingerprint(filmblog.Folder);
        var run = await filmblog.RunAsync("doctor", "--ask", "--urls", address, $"--FilmBlog:BaseUrl={address}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"wrong: {address} does not answer from here", run.Output, StringComparison.Ordinal);
        Assert.Contains("ok: The database is whole", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint(filmblog.Folder));
    }

    [Theory]
    [InlineData("wrong: There is no setting FilmBlog:Titel. Did you mean Title?", "--FilmBlog:Titel=Zerkalo")]
    [InlineData("wrong: FilmBlog:Mail:Security is None and the server mail.example is another machine", "--FilmBlog:Mail:Host=mail.example", "--FilmBlog:Mail:Security=None", "--FilmBlog:Mail:From=desk@films.example")]
    [InlineData("wrong: FilmBlog:TrustedProxies is one value; there is no FilmBlog:TrustedProxies:0.", "--FilmBlog:TrustedProxies:0=10.0.0.2")]
    [InlineData("wrong: FilmBlog:TimeZone is \"Nowhere\"", "--FilmBlog:TimeZone=Nowhere")]
    [InlineData("wrong: FilmBlog:BaseUrl is http://films.example: passwords", "--FilmBlog:BaseUrl=http://films.example")]
    [InlineData("wrong: The site listens to other machines without TLS, and FilmBlog:TrustedProxies is not set", "--FilmBlog:BaseUrl=https://films.example", "--urls", "http://*:5000")]
    public async Task What_is_wrong_with_settings_is_said_and_the_rest_is_looked_at(string said, params string[] arguments)
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync(["doctor", .. arguments]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
        Assert.Contains("The clock says", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_open_keys_and_a_server_for_letters_that_is_away_are_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such rights here.");
        using var filmblog = new Executable();
        var data = Path.Combine(filmblog.Folder, "data");
        var keys = Directory.CreateDirectory(Path.Combine(data, "keys")).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        }

        await File.WriteAllTextAsync(Path.Combine(data, "filmblog.db"), string.Concat(Enumerable.Repeat("This is no database. ", 100)), TestContext.Current.CancellationToken);

        var run = await filmblog.RunAsync("doctor", "--ask", "--FilmBlog:Mail:Host=127.0.0.1", "--FilmBlog:Mail:Port=9", "--FilmBlog:Mail:Security=None", "--FilmBlog:Mail:From=desk@films.example");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("wrong: The database file is not a SQLite database", run.Output, StringComparison.Ordinal);
        Assert.Contains("could forge a sign-in", run.Output, StringComparison.Ordinal);
        Assert.Contains("wrong: 127.0.0.1 takes no letters", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_where_the_data_folder_should_be_is_said()
    {
        using var filmblog = new Executable();
        var file = filmblog.Write("data", "no folder");

        var finding = Assert.Single(FolderExam.Examine(new SetUpUnderExam(new SiteOptions(), new(file), [], TimeProvider.System)));

        Assert.Equal(Finding.Wrong($"{file} is a file; FilmBlog:DataPath must be a folder."), finding);
    }

    private static string Fingerprint(string folder) => string.Join('\n', Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => path + (File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "")));
}
