using FilmBlog.Web.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Reviews_are_imported_exported_and_imported_again()
    {
        using var filmblog = new Executable();
        filmblog.Write("rain.md", new Story("Rain") { Slug = "rain", Rating = 4.5m, ImdbRating = 8m }.ToString());
        var draft = filmblog.Write("draft.md", new Story("Draft") { Slug = "draft", Published = null }.ToString());
        var reviews = Path.GetDirectoryName(draft)!;

        var dry = await filmblog.RunAsync("import", reviews, "--dry-run");
        Assert.Equal((0, "new 2, changed 0, same 0, failed 0"), (dry.ExitCode, dry.LastLine));
        var first = await filmblog.RunAsync("import", reviews);
        Assert.Equal((0, "new 2, changed 0, same 0, failed 0"), (first.ExitCode, first.LastLine));
        var second = await filmblog.RunAsync("import", reviews);
        Assert.Equal((0, "new 0, changed 0, same 2, failed 0"), (second.ExitCode, second.LastLine));

        var exported = Path.Combine(filmblog.Folder, "exported");
        Assert.Equal(0, (await filmblog.RunAsync("export", exported)).ExitCode);
        Assert.Equal(["draft.md", "rain.md"], Directory.GetFiles(Path.Combine(exported, "reviews")).Select(f => Path.GetFileName(f)).Order());
        var again = await filmblog.RunAsync("import", exported);
        Assert.Equal((0, "new 0, changed 0, same 2, failed 0"), (again.ExitCode, again.LastLine));
    }

    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("fa_IR.UTF-8")]
    public async Task Files_mean_the_same_under_every_culture(string locale)
    {
        using var filmblog = new Executable { Locale = locale };
        var source = new Story("Rain") { Slug = "rain", Rating = 4.5m, ImdbRating = 8.1m, Watched = "2026-09-30", Published = "2026-10-01T09:00:00Z" };
        filmblog.Write("rain.md", source.ToString());

        var import = await filmblog.RunAsync("import", Path.Combine(filmblog.Folder, "reviews"));
        Assert.Equal((0, "new 1, changed 0, same 0, failed 0"), (import.ExitCode, import.LastLine));
        await filmblog.RunAsync("export", Path.Combine(filmblog.Folder, "exported"));
        var lines = await File.ReadAllLinesAsync(Path.Combine(filmblog.Folder, "exported", "reviews", "rain.md"), TestContext.Current.CancellationToken);
        Assert.Contains("rating: 4.5", lines);
        Assert.Contains("  imdb_rating: 8.1", lines);
        Assert.Contains("  year: 1970", lines);
        Assert.Contains("watched: 2026-09-30", lines);
        Assert.Contains("published: 2026-10-01T09:00:00Z", lines);
    }

    [Fact]
    public async Task A_file_that_fails_is_named_with_its_line_and_the_others_go_on()
    {
        using var filmblog = new Executable();
        filmblog.Write("a.md", new Story("Rain").ToString());
        var wrong = filmblog.Write("b.md", "---\nfilm:\n  title: Wrong\n  year: soon\n  directors: [A]\n---\n\nText.\n");

        var run = await filmblog.RunAsync("import", Path.GetDirectoryName(wrong)!);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("new 1, changed 0, same 0, failed 1", run.LastLine);
        Assert.Contains("b.md:4: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "import", "--help")]
    [InlineData(0, "export", "--help")]
    [InlineData(0, "rerender", "--help")]
    [InlineData(0, "migrate", "--help")]
    [InlineData(0, "--version")]
    [InlineData(0, "rerender")]
    [InlineData(2, "import")]
    [InlineData(2, "import", "no-such-folder")]
    [InlineData(2, "import", "a", "b")]
    [InlineData(2, "export")]
    [InlineData(2, "imoprt", "content")]
    [InlineData(2, "import", "a", "--dry")]
    [InlineData(0, "--urls", "http://127.0.0.1:1", "migrate")]
    [InlineData(0, "--urls=http://127.0.0.1:1", "migrate")]
    [InlineData(2, "--dry-run")]
    [InlineData(2, "--nonsense", "--FilmBlog:Title=Rain")]
    [InlineData(2, "--nonsense", "migrate")]
    public async Task Each_verb_ends_with_the_code_that_it_promises(int exitCode, params string[] arguments)
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotEmpty(exitCode == 0 ? run.Output : run.Errors);
        Assert.DoesNotContain("   at ", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_stand_beside_a_verb_wherever_one_writes_them()
    {
        using var filmblog = new Executable();
        var file = filmblog.Write("rain.md", new Story("Rain").ToString());

        Assert.Equal("new 1, changed 0, same 0, failed 0", (await filmblog.RunAsync("--FilmBlog:TimeZone=Europe/Berlin", "import", file)).LastLine);
        Assert.Equal("new 0, changed 0, same 1, failed 0", (await filmblog.RunAsync("--FilmBlog:TimeZone", "Europe/Berlin", "import", file)).LastLine);
        Assert.Equal("new 0, changed 0, same 1, failed 0", (await filmblog.RunAsync("import", "--FilmBlog:TimeZone", "Europe/Berlin", file)).LastLine);
        var wrong = await filmblog.RunAsync("import", file, "--FilmBlog:TimeZone=Nowhere");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("FilmBlog:TimeZone is \"Nowhere\"", wrong.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_names_the_database_that_the_settings_name()
    {
        using var filmblog = new Executable();
        var elsewhere = Path.Combine(filmblog.Folder, "films.db");

        var run = await filmblog.RunAsync("migrate", $"--ConnectionStrings:FilmBlog=Data Source={elsewhere}");

        Assert.Equal((0, $"The database {elsewhere} is up to date."), (run.ExitCode, run.LastLine));
        Assert.True(File.Exists(elsewhere));
    }

    [Fact]
    public async Task A_verb_that_creates_the_database_keeps_the_content_folder_out()
    {
        using var filmblog = new Executable();
        filmblog.Write("rain.md", new Story("Rain").ToString());
        var content = $"--FilmBlog:ContentPath={Path.Combine(filmblog.Folder, "reviews")}";

        Assert.Equal(0, (await filmblog.RunAsync("migrate", content)).ExitCode);
        await using var site = await filmblog.ServeAsync(content);

        Assert.Empty((await site.OpenAsync("/")).Films);
    }

    [Fact]
    public async Task A_first_import_that_was_cut_off_is_left_to_the_next_start_by_verbs()
    {
        using var filmblog = new Executable();
        filmblog.Write("rain.md", new Story("Rain").ToString());
        Assert.Equal(0, (await filmblog.RunAsync("migrate")).ExitCode);
        // As serving leaves it that is killed before the first import has ended.
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(filmblog.Folder, "data", "filmblog.db")};Pooling=False"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var cutOff = database.CreateCommand();
            cutOff.CommandText = "DELETE FROM Settings WHERE Name = 'first-import'";
            Assert.Equal(1, await cutOff.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(0, (await filmblog.RunAsync("author", "list")).ExitCode);
        await using var site = await filmblog.ServeAsync($"--FilmBlog:ContentPath={Path.Combine(filmblog.Folder, "reviews")}");

        Assert.Equal(["Rain"], (await site.OpenAsync("/")).Films);
    }
}
