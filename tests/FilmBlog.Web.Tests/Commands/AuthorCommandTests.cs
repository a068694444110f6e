using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Commands;

public sealed class AuthorCommandTests
{
    private const string Password = "a long walk home in the rain";

    [Fact]
    public async Task Authors_are_added_listed_and_given_new_passwords()
    {
        using var filmblog = new Executable();

        var first = await filmblog.RunAsync(Password, ["author", "add", "Ada", "--email", "ada@example.org", "--password-stdin"]);
        Assert.Equal((0, "added Ada as an owner"), (first.ExitCode, first.LastLine));
        var second = await filmblog.RunAsync(Password, ["author", "add", "Bea", "--email", "bea@example.org", "--password-stdin"]);
        Assert.Equal((0, "added Bea as an author"), (second.ExitCode, second.LastLine));
        Assert.Equal("ada@example.org\towner\tAda\nbea@example.org\tauthor\tBea", (await filmblog.RunAsync("author", "list")).Output.Trim().ReplaceLineEndings("\n"));

        var reset = await filmblog.RunAsync("another long walk home", ["author", "reset", "BEA@example.org", "--password-stdin"]);
        Assert.Equal((0, "Bea has a new password"), (reset.ExitCode, reset.LastLine));
    }

    [Theory]
    [InlineData("short", "from 12 to 256 characters", "author", "add", "Ada", "--email", "ada@example.org", "--password-stdin")]
    [InlineData(Password, "is not an e-mail address", "author", "add", "Ada", "--email", "ada", "--password-stdin")]
    [InlineData(Password, "There is no author", "author", "reset", "nobody@example.org", "--password-stdin")]
    [InlineData(Password, "--password-stdin", "author", "add", "Ada", "--email", "ada@example.org")]
    public async Task What_is_wrong_is_said_in_a_sentence(string input, string said, params string[] arguments)
    {
        using var filmblog = new Executable();

        var run = await filmblog.RunAsync(input, arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_authors_prints_a_link_and_no_log_file_has_it()
    {
        using var filmblog = new Executable();
        await using var serving = await filmblog.ServeAsync($"--FilmBlog:ContentPath={filmblog.Folder}");
        serving.Terminate();
        var run = await serving.EndAsync();

        var line = Assert.Single(run.Output.Split('\n'), l => l.StartsWith("There is no author yet. Open http://127.0.0.1:", StringComparison.Ordinal));
        var token = line.Split("/account/first/")[1].Split(' ')[0];
        Assert.Matches("^[0-9a-f]{32,}$", token);
        Assert.All(Directory.GetFiles(Path.Combine(filmblog.Folder, "data", "logs")), log => Assert.DoesNotContain(token, File.ReadAllText(log), StringComparison.Ordinal));
    }
}
