using System.Text;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Content;

public sealed class RoundTripTests
{
    public static TheoryData<string> Bodies =>
    [
        "",
        "\n",
        "No final newline",
        "Windows\r\nline\r\nends\r\n",
        "old\rMac\r",
        "tab\tand trailing spaces   \nend  \n",
        "---\ntitle: not front matter\n---\n",
        "\n---\n\n---\n",
        "NUL \0 in the middle",
        "\uFEFFa second mark",
        "Зеркало, آینه, 鏡, 🎬, e\u0301 and \u00e9\n",
        "\u0001\u007F\u0085\u2028\uFFFD\uFFFE",
        "   leading",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_is_stored_and_exported_byte_for_byte(string body)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write("a.md", Reading.Review("slug: a") + body).Write("pages/about.md", "---\ntitle: About\n---\n" + body);
        await blog.ImportAsync(folder);

        Assert.Equal(body, (await blog.ReviewAsync("a")).Body.Markdown);
        using var exported = await blog.ExportAsync();
        Assert.Equal(Encoding.UTF8.GetBytes("\n---\n" + body), File.ReadAllBytes(exported.At("reviews/a.md"))[^(Encoding.UTF8.GetByteCount(body) + 5)..]);
        await AssertComesBackAsync(exported);
    }

    [Fact]
    public void A_document_written_reads_as_the_same_document()
    {
        var documents = new RandomDocuments(51);
        for (var round = 0; round < 1500; round++)
        {
            var document = documents.Next(round);
            var text = ReviewWriter.Write(document);
            var problems = new List<ContentProblem>();
            var read = ReviewReader.Read("a.md", text, TimeZoneInfo.Utc, problems);

            Assert.True(problems.Count == 0, $"{string.Join('\n', problems)}\n{text}");
            Assert.NotNull(read);
            Assert.Equal(text, ReviewWriter.Write(read));
            Assert.Equivalent(document with { Lines = read.Lines }, read, strict: true);
        }
    }

    [Fact]
    public async Task What_is_exported_comes_back_and_is_exported_the_same()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder();
        var documents = new RandomDocuments(52);
        for (var number = 1; number <= 150; number++)
        {
            folder.Write($"reviews/{number}.md", ReviewWriter.Write(documents.Next(number)));
        }

        folder.Write("directors/varda.md", "---\nname: Agnès Varda\n---\n\nShe.\r\n")
            .Write("themes/sea.md", "---\nname: the sea\n---\n")
            .Write("pages/about.md", "---\ntitle: \"About: all\"\n---\n\n# About\n");
        Assert.Equal("new 150, changed 0, same 0, failed 0", (await blog.ImportAsync(folder)).ToString());

        using var exported = await blog.ExportAsync();
        await AssertComesBackAsync(exported);
        Assert.Equal("new 0, changed 0, same 150, failed 0", (await blog.ImportAsync(exported)).ToString());
    }

    [Fact]
    public async Task Slugs_that_names_do_not_give_survive()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "film.title: آینه", "film.directors: [جعفر پناهی, 小津]", "themes: [时间, Con, con-film]").Review("b", "film.title: 鏡");
        await blog.ImportAsync(folder);
        using var exported = await blog.ExportAsync();

        Assert.Equal(
            ["directors/director-1.md", "directors/director-2.md", "reviews/a.md", "reviews/review-1.md", "themes/con-film-2.md", "themes/theme-1.md"],
            exported.Files().Keys.Order(StringComparer.Ordinal));
        Assert.Equal("---\nname: جعفر پناهی\n---\n", File.ReadAllText(exported.At("directors/director-1.md")));
        // As if others had come first: the numbers would fall otherwise.
        File.Move(exported.At("reviews/a.md"), exported.At("reviews/z.md"));
        await using var other = await TestDatabase.CreateAsync();
        await other.ImportAsync(exported);
        Assert.Equal(await SlugsOfAsync(blog), await SlugsOfAsync(other));
    }

    [Fact]
    public async Task Drafts_aliases_pages_and_introductions_are_exported()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "aliases: [/z, /2019/Ä/]", "themes: [The Sea]")
            .Write("directors/andrei-tarkovsky.md", "---\nname: Andrei Tarkovsky\n---\nHe.")
            .Write("themes/the-sea.md", "---\nname: The Sea\n---\nIt.")
            .Write("pages/about.md", "---\ntitle: About\n---\nThis.");
        var report = await blog.ImportAsync(folder);
        Assert.Equal((3, 0), (report.ProseWritten, report.Problems.Count));
        Assert.Equal(0, (await blog.ImportAsync(folder)).ProseWritten);

        using var exported = await blog.ExportAsync();

        var text = File.ReadAllText(exported.At("reviews/a.md"));
        Assert.Contains("\naliases: [/2019/ä, /z]\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("published", text, StringComparison.Ordinal);
        Assert.Equal("---\nname: Andrei Tarkovsky\n---\nHe.", File.ReadAllText(exported.At("directors/andrei-tarkovsky.md")));
        await AssertComesBackAsync(exported);
    }

    [Fact]
    public async Task An_introduction_joins_the_director_who_is_there_at_his_own_slug()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Review("a", "slug: a", "film.directors: [Agnès Varda]");
        await blog.ImportAsync(folder);
        folder.Write("directors/varda.md", "---\nname: AGNÈS VARDA\n---\nShe.\n").Write("directors/zoo.md", "---\nname: agnès varda\n---\nAgain.\n");

        var report = await blog.ImportAsync(folder.At("directors"));

        Assert.Equal("new 0, changed 0, same 0, failed 1", report.ToString());
        Assert.Equal(
            [
                "directors/varda.md:1: warning: the address stays agnes-varda, as it was made first; name the file so",
                "directors/zoo.md:1: directors/varda.md is about \"agnès varda\" already; put the two into one file",
            ],
            report.Problems.In(folder));
        Assert.Equal(("Agnès Varda", "agnes-varda", "She.\n"), await blog.ReadAsync(async db =>
        {
            var director = await db.Directors.SingleAsync(TestContext.Current.CancellationToken);
            return (director.Name, director.Slug.Value, director.Introduction!.Markdown);
        }));
    }

    [Theory]
    [InlineData("pages/About us.md", "---\ntitle: About\n---\n", "1: the file's name gives the address: small letters a to z, digits and single hyphens")]
    [InlineData("pages/about.md", "---\nname: About\n---\n", "2: warning: name: is not a known key; it is ignored")]
    [InlineData("directors/a.md", "---\nname: \"\"\n---\n", "2: name: is missing")]
    [InlineData("themes/a.md", "---\nname: a: b\n---\n", "2: the front matter is not valid YAML: a value that contains \": \" must be put in quotes")]
    [InlineData("themes/a.md", "A text.\n", "1: there is no front matter: a text begins with a line \"---\", then its facts, then another line \"---\"")]
    public async Task A_page_or_introduction_that_is_wrong_fails_with_a_sentence(string path, string text, string problem)
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder().Write(path, text);

        var report = await blog.ImportAsync(folder);

        Assert.Equal((1, 0), (report.Failed, report.ProseWritten));
        Assert.Contains($"{path}:{problem}", report.Problems.In(folder));
        Assert.Equal(0, await blog.CountAsync<SitePage>() + await blog.CountAsync<Theme>() + await blog.CountAsync<Director>());
    }

    // Into a fresh database, and out again.
    internal static async Task AssertComesBackAsync(ContentFolder exported)
    {
        await using var blog = await TestDatabase.CreateAsync();
        var report = await blog.ImportAsync(exported);
        Assert.DoesNotContain(report.Problems, p => !p.IsWarning);
        using var again = await blog.ExportAsync();
        Assert.Equal(exported.Files(), again.Files());
    }

    private static Task<string> SlugsOfAsync(TestDatabase blog) => blog.ReadAsync(async db => string.Join('\n',
        [.. (await db.Directors.ToListAsync(TestContext.Current.CancellationToken)).Select(d => $"{d.Slug} {d.Name}").Order(StringComparer.Ordinal),
         .. (await db.Themes.ToListAsync(TestContext.Current.CancellationToken)).Select(t => $"{t.Slug} {t.Name}").Order(StringComparer.Ordinal),
         .. (await db.Reviews.ToListAsync(TestContext.Current.CancellationToken)).Select(r => r.Slug.Value).Order(StringComparer.Ordinal)]));
}
