using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Search;

public sealed class SearchTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_half_remembered_word_finds_the_film_and_marks_the_place()
    {
        await using var site = await BlogAsync();
        var page = await site.OpenAsync("/search?q=amelie+rain");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(["Amélie"], page.Films);
        Assert.Equal("rain", page.Main.QuerySelector("mark")!.TextContent);
        Assert.Equal("noindex, follow", page.Robots);
        Assert.Equal("amelie rain", page.Document.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_gives_a_film_away_is_found_and_not_quoted()
    {
        await using var site = await BlogAsync();
        var page = await site.OpenAsync("/search?q=drowns");

        Assert.Equal(["Rain"], page.Films);
        Assert.DoesNotContain("drowns", page.Main.QuerySelector(".reviews")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await site.OpenAsync("/search?q=sunrise")).Films);
    }

    [Fact]
    public async Task Facets_combine_with_the_words_and_stay_in_the_address()
    {
        await using var site = await BlogAsync();
        var page = await site.OpenAsync("/search?q=rain");
        Assert.Equal(["Amélie", "Incendies", "Rain"], page.Films.Order());
        var director = page.Main.QuerySelectorAll(".facets a").Single(a => a.TextContent == "Ada Ash").GetAttribute("href")!;
        Assert.Equal("/search?q=rain%20director%3A%22Ada%20Ash%22", director);

        var narrowed = await site.OpenAsync(director);
        Assert.Equal(["Rain"], narrowed.Films);
        Assert.Equal("/search?q=rain", narrowed.Main.QuerySelector(".parts a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_mistake_in_an_operator_is_explained()
    {
        await using var site = await BlogAsync();
        var page = await site.OpenAsync("/search?q=rain+year:soon");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("year:1970..1979", page.Main.QuerySelector(".said")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.Films.Count);
    }

    [Fact]
    public async Task A_mistyped_name_leads_to_the_right_one()
    {
        await using var site = await BlogAsync();
        var page = await site.OpenAsync("/search?q=vilenueve");

        Assert.Equal("Villeneuve", page.Main.QuerySelector(".meant a")!.TextContent);
        Assert.Equal(["Incendies"], page.Films);
    }

    [Theory]
    [InlineData("/search")]
    [InlineData("/search?q=")]
    [InlineData("/search?q=%22")]
    [InlineData("/search?q=%EF%BF%BE%EF%BF%BF%00")]
    [InlineData("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/search?q='%20OR%201=1;%20DROP%20TABLE%20Reviews;--")]
    [InlineData("/search?q=NEAR(a%20b)%20AND%20*%20OR%20NOT%20{Title}:x")]
    public async Task Whatever_is_typed_is_answered(string address)
    {
        await using var site = await BlogAsync();
        var page = await site.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Main.QuerySelectorAll("script"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "page=2")).Status);
    }

    [Fact]
    public async Task Suggestions_name_films_by_what_they_begin_with()
    {
        await using var site = await BlogAsync();
        using var json = JsonDocument.Parse(await site.Reader.GetStringAsync(new Uri("/search/suggest?q=incen", UriKind.Relative), Cancelled));
        var only = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("Incendies", only.GetProperty("title").GetString());
        Assert.Equal("/reviews/incendies", only.GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_browser_learns_how_to_search_here()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:BaseUrl"] = "https://films.example", ["FilmBlog:Title"] = "A title longer than sixteen & <more>" } });
        var head = await site.OpenAsync("/");
        Assert.Equal("/opensearch.xml", head.Document.QuerySelector("link[rel=search]")!.GetAttribute("href"));
        using var answer = await site.Reader.GetAsync(new Uri("/opensearch.xml", UriKind.Relative), Cancelled);
        Assert.Equal("application/opensearchdescription+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(answer.Headers.ETag);
        XNamespace ns = "http://a9.com/-/spec/opensearch/1.1/";
        var description = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).Root!;
        Assert.InRange(description.Element(ns + "ShortName")!.Value.Length, 1, 16);
        Assert.Equal("https://films.example/search?q={searchTerms}", description.Element(ns + "Url")!.Attribute("template")!.Value);
    }

    private static Task<TestSite> BlogAsync() => TestSite.WithAsync(
        new Story("Amélie") { Directors = ["Jean-Pierre Jeunet"], Year = 2001, Body = "A skipping stone in the rain." },
        new Story("Rain") { Spoilers = true, Body = "Everybody drowns. ||The sunrise was painted.||" },
        new Story("Incendies") { Directors = ["Denis Villeneuve"], Year = 2010, Body = "Two letters, read in the rain." });
}
