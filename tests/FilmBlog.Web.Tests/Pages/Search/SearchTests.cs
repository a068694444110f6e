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
    public async Task A_chosen_facet_is_shown_as_chosen_and_leads_back()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Rain") { Year = 1961, Rating = 4, Themes = ["weather"], Body = "Umbrellas." },
            new Story("Snow") { Year = 1968, Rating = 4, Themes = ["weather", "silence"], Body = "Umbrellas." },
            new Story("Fog") { Year = 1975, Rating = 2, Body = "Umbrellas." });
        var all = await site.OpenAsync("/search?q=umbrellas");
        Assert.Equal(("1960s", "2"), Choice(all, "Decade", "/search?q=umbrellas%20year%3A1960..1969"));
        Assert.Equal(("weather", "2"), Choice(all, "Theme", "/search?q=umbrellas%20theme%3Aweather"));
        Assert.Equal("2", Choice(all, "Rating", "/search?q=umbrellas%20rating%3A4").Count);

        var narrowed = await site.OpenAsync("/search?q=umbrellas%20year%3A1960..1969");
        Assert.Equal(["Rain", "Snow"], narrowed.Films.Order());
        var chosen = Assert.Single(narrowed.Main.QuerySelectorAll(".facets a[aria-current=true]"));
        Assert.Equal("/search?q=umbrellas", chosen.GetAttribute("href"));
        Assert.StartsWith("1960s", HtmlPage.Text(chosen), StringComparison.Ordinal);
        // What all of them have tells nothing apart.
        Assert.Null(narrowed.Main.QuerySelector(".facets nav[aria-label=Rating]"));
        Assert.Equal("1", Choice(narrowed, "Theme", "/search?q=umbrellas%20year%3A1960..1969%20theme%3Asilence").Count);
        Assert.Equal(["Fog"], (await site.OpenAsync("/search?q=umbrellas+-theme:x+year:1975")).Films);

        static (string Text, string Count) Choice(HtmlPage page, string group, string address)
        {
            var link = Assert.Single(page.Main.QuerySelectorAll($".facets nav[aria-label={group}] a"), a => a.GetAttribute("href") == address);
            return (HtmlPage.Text(link), link.NextElementSibling!.TextContent);
        }
    }

    [Fact]
    public async Task Films_of_one_title_are_told_apart_and_found_in_every_script()
    {
        await using var site = await TestSite.WithAsync(
            new Story("The Mirror") { Slug = "zerkalo", OriginalTitle = "Зеркало", AlsoKnownAs = ["Zerkalo"], Year = 1975, Directors = ["Andrei Tarkovsky"] },
            new Story("The Mirror") { Slug = "ayneh", OriginalTitle = "آینه", AlsoKnownAs = ["Ayneh"], Year = 1997, Directors = ["Jafar Panahi"] },
            new Story("Solaris") { OriginalTitle = "Солярис", Year = 1972, Directors = ["Andrei Tarkovsky"] });
        var both = await site.OpenAsync("/search?q=mirror");
        Assert.Equal(["The Mirror", "The Mirror"], both.Films);
        Assert.Equal(["1975 · Andrei Tarkovsky", "1997 · Jafar Panahi"], both.Main.QuerySelectorAll(".reviews .facts").Select(HtmlPage.Text).Order());
        foreach (var (typed, slug) in new[] { ("зеркало", "zerkalo"), ("آینه", "ayneh"), ("Ayneh", "ayneh"), ("mirror 1997", "ayneh"), ("the mirror panahi", "ayneh"), ("solyaris", "solaris") })
        {
            var found = await site.OpenAsync($"/search?q={Uri.EscapeDataString(typed)}");
            Assert.Equal($"/reviews/{slug}", Assert.Single(found.Main.QuerySelectorAll(".reviews h3 a")).GetAttribute("href"));
        }
    }

    [Fact]
    public async Task Pages_of_a_search_follow_each_other_to_the_last()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(45));
        var first = await site.OpenAsync("/search?q=film");
        Assert.Equal("/search?q=film&page=2", first.Main.QuerySelector(".pager a[rel=next]")!.GetAttribute("href"));
        var last = await site.OpenAsync("/search?q=film&page=3");
        Assert.Equal(5, last.Films.Count);
        Assert.Null(last.Main.QuerySelector(".pager a[rel=next]"));
        Assert.Empty(first.Films.Intersect(last.Films));
        foreach (var page in new[] { "0", "4", "-1", "x", "99999999999" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync($"/search?q=film&page={page}")).Status);
        }
    }

    [Theory]
    [InlineData("amelie", 3)]
    [InlineData("rain", 4)]
    [InlineData("vilenueve", 4)]
    [InlineData("year:2001", 2)]
    public async Task A_search_sends_few_commands(string typed, int most)
    {
        await using var site = await BlogAsync();
        await site.OpenAsync($"/search?q={typed}");
        Assert.InRange((await site.Queries.DuringAsync(() => site.OpenAsync($"/search?q={typed}"))).Count, 1, most);
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
    [InlineData("/search?q=%ED%A0%80%20%ff%fe")]
    [InlineData("/search?q=director:%20theme:%22%20year:1..2..3%20rating:99%20-")]
    [InlineData("/search?q=%22%22*%5E:()%7B%7D~%27%3B--")]
    [InlineData("/search?q=a&q=b&q[]=c")]
    public async Task Whatever_is_typed_is_answered(string address)
    {
        await using var site = await BlogAsync();
        var page = await site.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Main.QuerySelectorAll("script"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "page=2")).Status);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData("\"")]
    [InlineData("-a ")]
    [InlineData("é")]
    public async Task However_much_is_typed_is_answered(string repeated)
    {
        await using var site = await BlogAsync();
        var typed = Uri.EscapeDataString(string.Concat(Enumerable.Repeat(repeated, 6_000 / Uri.EscapeDataString(repeated).Length)));
        foreach (var address in new[] { "/search", "/search/suggest", "/search/atom.xml" })
        {
            using var answer = await site.GetAsync($"{address}?q={typed}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.NotNull((await site.OpenAsync($"/search?q={typed}")).Main.QuerySelector(".said"));
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
