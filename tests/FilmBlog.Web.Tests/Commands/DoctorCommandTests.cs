using System.Security.Cryptography;
using FilmBlog.Core.Data;
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
            Assert.Contains($"ok: The site sees what its readers ask for: {address.TrimEnd('/')}, from 127.0.0.1.", beside.Output, StringComparison.Ordinal);
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
    [InlineData("wrong: /nowhere/films.pem (Kestrel:Certificates:Default:Path) is not there", "--Kestrel:Certificates:Default:Path=/nowhere/films.pem", "--urls", "https://*:5443")]
    [InlineData("a proxy on the host comes from the gateway of the container's network", "--FilmBlog:BaseUrl=https://films.example", "--urls", "http://*:8080")]
    [InlineData("wrong: ConnectionStrings:FilmBlog names no file", "--ConnectionStrings:FilmBlog=Data Source=:memory:")]
    [InlineData("wrong: ConnectionStrings:FilmBlog cannot be read", "--ConnectionStrings:FilmBlog=Source of data=films.db")]
    [InlineData("wrong: FilmBlog:TrustedProxies names \"proxy\"", "--FilmBlog:TrustedProxies=proxy", "--FilmBlog:BaseUrl=https://films.example")]
    [InlineData("wrong: FilmBlog:BaseUrl is \"ftp://films.example\"", "--FilmBlog:BaseUrl=ftp://films.example", "--ask")]
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
    public async Task A_database_that_is_gone_is_said_as_the_start_says_it()
    {
        using var filmblog = new Executable();
        Write(filmblog, "filmblog.made", "");

        var run = await filmblog.RunAsync("doctor");
        var start = await filmblog.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("filmblog.db is missing, but this data folder has had one", start.OnlyError, StringComparison.Ordinal);
        Assert.Contains($"wrong: {start.OnlyError}", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no database yet", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_empty_is_one_thing_wrong_as_the_start_says_it()
    {
        using var filmblog = new Executable();
        Write(filmblog, "filmblog.db", "");
        Write(filmblog, "filmblog.made", "");

        var run = await filmblog.RunAsync("doctor");
        var start = await filmblog.RunAsync();

        Assert.Contains("filmblog.db is empty, but this data folder has had one", start.OnlyError, StringComparison.Ordinal);
        Assert.Contains($"wrong: {start.OnlyError}", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("wrong 1, ", run.LastLine, StringComparison.Ordinal);
        Assert.DoesNotContain("The database is whole", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_was_only_begun_is_made_by_the_next_start()
    {
        using var filmblog = new Executable();
        Write(filmblog, "filmblog.db", "");

        var run = await filmblog.RunAsync("doctor");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("note: There is nothing in the database yet: serving makes it", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("port 5611 is free", "ASPNETCORE_HTTP_PORTS=5611")]
    [InlineData("port 5614 is free", "ASPNETCORE_URLS=http://127.0.0.1:5613 Kestrel__Endpoints__Web__Url=http://127.0.0.1:5614")]
    public async Task What_the_site_listens_on_is_read_from_the_environment_as_the_server_reads_it(string said, string variables)
    {
        using var filmblog = new Executable { Variables = variables.Split(' ').Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]) };

        var run = await filmblog.RunAsync("doctor");

        Assert.Contains(said, run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.Split('\n'), line => line.Contains("is free", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_nobody_can_listen_on_is_said_as_is_the_setting_that_names_it()
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync("doctor", "--urls", "localhost:5633");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("wrong: --urls (ASPNETCORE_URLS) names \"localhost:5633\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is free", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_of_what_lies_in_a_data_folder_that_this_user_may_not_enter()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rights are taken from a process by setpriv, which is of Linux.");
        using var filmblog = new Executable();
        var data = Path.GetDirectoryName(Write(filmblog, "filmblog.made", ""))!;
        SetRights(data, "---------");

        var run = await filmblog.RunWithinRightsAsync("doctor");
        SetRights(data, "rwx------");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"wrong: The user .* may not read and write in the data folder {data}", run.Output);
        Assert.DoesNotContain("There is no database yet", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_this_user_may_not_make_is_one_thing_wrong()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rights are taken from a process by setpriv, which is of Linux.");
        using var filmblog = new Executable();
        SetRights(filmblog.Folder, "r-x------");

        var run = await filmblog.RunWithinRightsAsync("doctor");
        SetRights(filmblog.Folder, "rwx------");

        Assert.Matches("wrong: The data folder .* does not exist, and the user .* may not create it", run.Output);
        Assert.DoesNotContain("There is no database yet", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_this_user_may_not_read_is_said_before_serving_begins_without_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rights are taken from a process by setpriv, which is of Linux.");
        using var filmblog = new Executable();
        var content = Directory.CreateDirectory(Path.Combine(filmblog.Folder, "content")).FullName;
        SetRights(content, "---------");

        var run = await filmblog.RunWithinRightsAsync("doctor", $"--FilmBlog:ContentPath={content}");
        SetRights(content, "rwx------");

        Assert.Matches($"wrong: The user .* may not read {content}", run.Output);
    }

    [Fact]
    public async Task The_database_that_the_settings_name_is_examined_wherever_it_lies()
    {
        using var filmblog = new Executable();
        var elsewhere = filmblog.Write("elsewhere.db", string.Concat(Enumerable.Repeat("This is no database. ", 100)));

        var run = await filmblog.RunAsync("doctor", $"--ConnectionStrings:FilmBlog=Data Source={elsewhere}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"note: The database is {elsewhere} (ConnectionStrings:FilmBlog), not in the data folder", run.Output, StringComparison.Ordinal);
        Assert.Contains("wrong: The database file is not a SQLite database", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_where_the_data_folder_should_be_is_said()
    {
        using var filmblog = new Executable();
        var file = filmblog.Write("data", "no folder");

        var finding = Assert.Single(FolderExam.Examine(new SetUpUnderExam(new SiteOptions(), new(file), [], TimeProvider.System)));

        Assert.Equal(Finding.Wrong($"{file} is a file; FilmBlog:DataPath must be a folder."), finding);
    }

    [Fact]
    public void What_others_keep_in_the_data_folder_may_be_theirs_and_what_the_site_keeps_may_not()
    {
        using var filmblog = new Executable();
        foreach (var name in new[] { "lost+found/x", ".filmblog.db-litestream/x", "backups/lost+found/x", "filmblog.db", "filmblog.db-wal", "images/00/x", "keys/key-1.xml" })
        {
            Write(filmblog, name, "");
        }

        var folder = new DataFolder(Path.Combine(filmblog.Folder, "data"));
        IEnumerable<Finding> Of(params string[] root) => FolderExam.Owners(folder, path => root.Contains(Path.GetRelativePath(folder.Path, path)) ? 0u : 1654u);

        Assert.Empty(Of("lost+found", ".filmblog.db-litestream", ".filmblog.db-litestream/x", "backups/lost+found"));
        Assert.StartsWith("In the data folder filmblog.db-wal belongs to another user than the folder, ", Assert.Single(Of("filmblog.db-wal", "lost+found")).Text, StringComparison.Ordinal);
        Assert.StartsWith("In the data folder images/00, keys/key-1.xml belong to another user than the folder, ", Assert.Single(Of("images/00", "keys/key-1.xml")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_this_user_may_not_look_for_the_backups_that_others_take_that_is_said_and_the_rest_is_looked_at()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rights are taken from a process by setpriv, which is of Linux.");
        using var filmblog = new Executable();
        Write(filmblog, "filmblog.made", "");
        var backups = Directory.CreateDirectory(Path.Combine(filmblog.Folder, "backups")).FullName;
        SetRights(backups, "--x------");

        var run = await filmblog.RunWithinRightsAsync("doctor", "--FilmBlog:Backup:Every=0", $"--FilmBlog:Backup:Path={backups}");
        SetRights(backups, "rwx------");

        Assert.Matches($"note: Whether there is a backup in {backups} is not known: the user .* may not look into it\\. The site takes none by itself", run.Output);
        Assert.StartsWith("wrong 1, ", run.LastLine, StringComparison.Ordinal);
    }

    // Into the data folder; names the file.
    private static string Write(Executable filmblog, string name, string text)
    {
        var path = Path.Combine(filmblog.Folder, "data", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    // As ls shows them.
    private static void SetRights(string folder, string rights)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)rights.Aggregate(0, (bits, letter) => (bits << 1) | (letter == '-' ? 0 : 1)));
        }
    }

    private static string Fingerprint(string folder) => string.Join('\n', Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => path + (File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "")));
}
