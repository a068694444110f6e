using System.IO.Compression;
using System.Net;
using System.Text;
using FilmBlog.Benchmarks.Faults;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Commands;

/// <summary>The executable as an operator keeps a blog with it: backup, restore, check, and what stops a start.</summary>
public sealed class BackupCommandTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blog_is_backed_up_and_checked_while_it_serves_and_restored_elsewhere()
    {
        using var filmblog = new Executable();
        filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        var content = $"--FilmBlog:ContentPath={Path.Combine(filmblog.Folder, "reviews")}";
        var backup = Path.Combine(filmblog.Folder, "backup.zip");
        await using (var serving = await filmblog.ServeAsync(content))
        {
            var run = await filmblog.RunAsync("backup", backup, "--FilmBlog:Title=Rainy", "--FilmBlog:Mail:Password=secret-of-mail");
            Assert.True(run.ExitCode == 0, run.Errors);
            Assert.StartsWith("reviews 1, images 0, authors 0, bytes ", run.LastLine, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-of-mail", await EntryOfAsync(backup, "settings.json"), StringComparison.Ordinal);
            Assert.Contains("Rainy", await EntryOfAsync(backup, "settings.json"), StringComparison.Ordinal);
            Assert.Equal((0, "checked 1 reviews, 0 images; problems 0"), Of(await filmblog.RunAsync("check")));

            var refused = await filmblog.RunAsync("restore", backup);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains($"process {serving.Id} serves", refused.OnlyError, StringComparison.Ordinal);
            serving.Terminate();
            Assert.Equal(0, (await serving.EndAsync()).ExitCode);
        }

        // A graceful end leaves one file.
        Assert.False(new FileInfo(Path.Combine(filmblog.Folder, "data", "filmblog.db-wal")) is { Exists: true, Length: > 0 });
        using var elsewhere = new Executable();
        var restored = await elsewhere.RunAsync("restore", backup);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.StartsWith("restored the backup of 20", restored.LastLine, StringComparison.Ordinal);
        Assert.Contains("FilmBlog:Title was Rainy", restored.Output, StringComparison.Ordinal);
        await using var again = await elsewhere.ServeAsync();
        Assert.Equal(["Rain"], (await again.OpenAsync("/")).Films);
        Assert.Equal(["Rain"], (await again.OpenAsync("/search?q=rain")).Films);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_more_leaves_the_former_backup()
    {
        using var filmblog = new Executable();
        var rain = filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        Assert.Equal(0, (await filmblog.RunAsync("import", rain)).ExitCode);
        var backup = Path.Combine(filmblog.Folder, "backup.zip");
        Assert.Equal(0, (await filmblog.RunAsync("backup", backup)).ExitCode);
        var former = await File.ReadAllBytesAsync(backup, Cancelled);

        // No file may become larger than 64 KB: to a program that is a full disk.
        var run = await filmblog.RunLimitedAsync(blocks: 128, "backup", backup);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("could not be written", run.OnlyError, StringComparison.Ordinal);
        Assert.Equal(former, await File.ReadAllBytesAsync(backup, Cancelled));
        Assert.Single(Directory.GetFiles(filmblog.Folder, "backup*"));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(filmblog.Folder, "data", "outgoing")));
    }

    [Fact]
    public async Task A_backup_that_is_killed_leaves_the_former_one_or_the_new_one()
    {
        using var filmblog = new Executable();
        var rain = filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        Assert.Equal(0, (await filmblog.RunAsync("import", rain)).ExitCode);
        var backup = Path.Combine(filmblog.Folder, "backup.zip");
        var killed = 0;
        await foreach (var landed in filmblog.KillAsync(times: 5, "backup", backup))
        {
            killed += landed ? 1 : 0;
            // Its last entry: an archive that is not whole has none.
            Assert.Contains("filmblog.db", await EntryOfAsync(backup, "manifest.json"), StringComparison.Ordinal);
        }

        Assert.InRange(killed, 1, 5);
        using var elsewhere = new Executable();
        Assert.Equal(0, (await elsewhere.RunAsync("restore", backup)).ExitCode);
        // Drafts go with the next backup there.
        Assert.Equal(0, (await filmblog.RunAsync("backup", backup)).ExitCode);
        Assert.Equal([backup], Directory.GetFiles(filmblog.Folder, "backup.zip*"));
        // What the killed ones were writing is no part of the blog, and goes with the next start.
        await using var serving = await filmblog.ServeAsync();
        Assert.False(Directory.Exists(Path.Combine(filmblog.Folder, "data", "outgoing")));
    }

    [Fact]
    public async Task Pictures_on_a_disk_of_their_own_are_not_restored_over_and_nothing_changes()
    {
        Assert.SkipUnless(Disks.CanBeMade, "A process cannot be given a disk of its own here (unshare).");
        using var filmblog = new Executable();
        filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        Assert.Equal(0, (await filmblog.RunAsync("import", Path.Combine(filmblog.Folder, "reviews"))).ExitCode);
        var backup = Path.Combine(filmblog.Folder, "backup.zip");
        Assert.Equal(0, (await filmblog.RunAsync("backup", backup)).ExitCode);
        var (data, images) = (Path.Combine(filmblog.Folder, "data"), Path.Combine(filmblog.Folder, "data", "images"));
        Directory.CreateDirectory(images);
        var before = Directory.GetFileSystemEntries(data).Order();

        var run = await filmblog.RunMountedAsync(images, "restore", backup);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{images} is a disk of its own", run.OnlyError, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(data).Order());
        // By way of a link, too, above the folder.
        var link = Path.Combine(Directory.CreateDirectory(Path.Combine(filmblog.Folder, "links")).FullName, "blog");
        Directory.CreateSymbolicLink(link, filmblog.Folder);
        run = await filmblog.RunMountedAsync(images, "restore", backup, $"--FilmBlog:DataPath={Path.Combine(link, "data")}");
        Assert.Contains($"{images} is a disk of its own", run.OnlyError, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(data).Order());
        Assert.Equal(0, (await filmblog.RunAsync("restore", backup)).ExitCode);
        Directory.Delete(link);
    }

    [Fact]
    public async Task A_disk_of_its_own_for_what_can_be_made_anew_hinders_neither_a_restore_nor_a_start()
    {
        Assert.SkipUnless(Disks.CanBeMade, "A process cannot be given a disk of its own here (unshare).");
        using var filmblog = new Executable();
        filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        Assert.Equal(0, (await filmblog.RunAsync("import", Path.Combine(filmblog.Folder, "reviews"))).ExitCode);
        var backup = Path.Combine(filmblog.Folder, "backup.zip");
        Assert.Equal(0, (await filmblog.RunAsync("backup", backup)).ExitCode);
        var data = Path.Combine(filmblog.Folder, "data");
        var (cards, outgoing) = (Directory.CreateDirectory(Path.Combine(data, "cards")).FullName, Directory.CreateDirectory(Path.Combine(data, "outgoing")).FullName);

        var restored = await filmblog.RunMountedAsync(cards, "restore", backup);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Empty(Directory.GetDirectories(data, "restor*"));

        // It gets as far as the address, which another one has.
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var run = await filmblog.RunMountedAsync(outgoing, $"--urls=http://{taken.LocalEndpoint}");
        Assert.Contains("Another program listens there", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_is_killed_leaves_a_blog_that_starts()
    {
        using var filmblog = new Executable();
        var rain = filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        Assert.Equal(0, (await filmblog.RunAsync("import", rain)).ExitCode);
        var backup = Path.Combine(filmblog.Folder, "backup.zip");
        Assert.Equal(0, (await filmblog.RunAsync("backup", backup)).ExitCode);
        var killed = 0;
        await foreach (var landed in filmblog.KillAsync(times: 5, "restore", backup))
        {
            killed += landed ? 1 : 0;
            Assert.Equal((0, "new 0, changed 0, same 1, failed 0"), Of(await filmblog.RunAsync("import", rain)));
        }

        Assert.InRange(killed, 1, 5);
        Assert.Equal(0, (await filmblog.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task A_check_without_room_for_a_copy_says_what_it_found_without_one()
    {
        using var filmblog = new Executable();
        var rain = filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        Assert.Equal(0, (await filmblog.RunAsync("import", rain)).ExitCode);
        var lost = Path.Combine(filmblog.Folder, "data", "images", "00", "lost.webp");
        Directory.CreateDirectory(Path.GetDirectoryName(lost)!);
        await File.WriteAllTextAsync(lost, "left", Cancelled);
        File.SetLastWriteTimeUtc(lost, DateTime.UtcNow.AddDays(-1));

        var run = await filmblog.RunLimitedAsync(blocks: 128, "check");

        Assert.True(run.ExitCode == 1, run.Errors);
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.StartsWith("images/00/lost.webp: no picture of the blog is named so", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("search: it was not compared with the texts, for want of a copy of the database", lines[1], StringComparison.Ordinal);
        Assert.Equal("checked 1 reviews, 0 images; problems 2", lines[2]);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(filmblog.Folder, "data", "outgoing")));
    }

    [Fact]
    public async Task A_database_that_is_gone_stops_the_start_and_a_restore_brings_it_back()
    {
        using var filmblog = new Executable();
        var rain = filmblog.Write("rain.md", new Story("Rain") { Slug = "rain" }.ToString());
        Assert.Equal(0, (await filmblog.RunAsync("import", rain)).ExitCode);
        var backup = Path.Combine(filmblog.Folder, "backup.zip");
        Assert.Equal(0, (await filmblog.RunAsync("backup", backup)).ExitCode);
        foreach (var file in Directory.GetFiles(Path.Combine(filmblog.Folder, "data"), "filmblog.db*"))
        {
            File.Delete(file);
        }

        foreach (var verb in new[] { "migrate", "check" })
        {
            var refused = await filmblog.RunAsync(verb);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("is missing, but this data folder has had one", refused.OnlyError, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await filmblog.RunAsync("--urls=http://127.0.0.1:0")).ExitCode);
        Assert.Equal(0, (await filmblog.RunAsync("restore", backup)).ExitCode);
        // As if a kill had come before the restore was decided.
        Directory.CreateDirectory(Path.Combine(filmblog.Folder, "data", "restoring"));
        Assert.Contains("was cut off", (await filmblog.RunAsync("check")).OnlyError, StringComparison.Ordinal);
        Assert.Equal(0, (await filmblog.RunAsync("migrate")).ExitCode);
        Assert.Equal((0, "checked 1 reviews, 0 images; problems 0"), Of(await filmblog.RunAsync("check")));
    }

    [Theory]
    [InlineData("header", 0, 100)]
    [InlineData("page", 8192, 12288)]
    [InlineData("cut off", 20480, int.MaxValue)]
    public async Task A_damaged_database_stops_the_start_with_a_sentence(string kind, int from, int to)
    {
        using var filmblog = new Executable();
        Assert.Equal(0, (await filmblog.RunAsync("migrate")).ExitCode);
        var database = Path.Combine(filmblog.Folder, "data", "filmblog.db");
        var bytes = await File.ReadAllBytesAsync(database, Cancelled);
        if (kind != "cut off")
        {
            bytes.AsSpan(from, to - from).Fill(0x5A);
        }

        await File.WriteAllBytesAsync(database, kind == "cut off" ? bytes[..from] : bytes, Cancelled);

        var run = await filmblog.RunAsync("--urls=http://127.0.0.1:0");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("estore a backup", run.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_stops_the_start_with_a_sentence()
    {
        using var filmblog = new Executable();
        await File.WriteAllTextAsync(Path.Combine(filmblog.Folder, "data"), "A file.", Cancelled);

        var run = await filmblog.RunAsync("check");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Set FilmBlog:DataPath", run.OnlyError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "backup")]
    [InlineData(2, "backup", "/")]
    [InlineData(2, "backup", "/no/such/folder/a.zip")]
    [InlineData(2, "restore")]
    [InlineData(1, "restore", "/no/such/file.zip")]
    [InlineData(1, "check")]
    [InlineData(0, "backup", "--help")]
    [InlineData(0, "restore", "--help")]
    [InlineData(0, "check", "--help")]
    public async Task Each_verb_ends_with_the_code_that_it_promises(int exitCode, params string[] arguments)
    {
        using var filmblog = new Executable();

        Assert.Equal(exitCode, (await filmblog.RunAsync(arguments)).ExitCode);
    }

    [Fact]
    public async Task Keys_that_are_lost_end_forms_and_sign_ins_and_nothing_else()
    {
        using var filmblog = new Executable();
        var content = $"--FilmBlog:ContentPath={filmblog.Folder}";
        string cookie, token;
        await using (var serving = await filmblog.ServeAsync(content))
        {
            using var answer = await serving.Client.GetAsync("/account/sign-in", Cancelled);
            var page = await HtmlPage.ReadAsync(answer);
            cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
            token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            serving.Terminate();
            await serving.EndAsync();
        }

        Directory.Delete(Path.Combine(filmblog.Folder, "data", "keys"), recursive: true);
        await using var again = await filmblog.ServeAsync(content);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Input.Email"] = "a@example.org", ["Input.Password"] = "x", ["__RequestVerificationToken"] = token }),
        };
        form.Headers.Add("Cookie", $"{cookie}; desk=CfDJ8NothingThatCanBeRead");
        using var refused = await again.Client.SendAsync(form, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        using var afresh = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        afresh.Headers.Add("Cookie", $"{cookie}; desk=CfDJ8NothingThatCanBeRead");
        using var shown = await again.Client.SendAsync(afresh, Cancelled);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains(shown.Headers.GetValues("Set-Cookie"), set => set.StartsWith("form=", StringComparison.Ordinal));
    }

    private static (int ExitCode, string LastLine) Of(Run run) => (run.ExitCode, run.LastLine);

    private static async Task<string> EntryOfAsync(string backup, string name)
    {
        await using var zip = await ZipFile.OpenReadAsync(backup, Cancelled);
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Cancelled), Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancelled);
    }
}
