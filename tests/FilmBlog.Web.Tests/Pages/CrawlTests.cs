using System.Globalization;
using System.Net;
using System.Xml.Linq;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages;

public sealed class CrawlTests(ZerkaloSite zerkalo)
{
    [Fact]
    public async Task Every_address_that_pages_lead_to_answers_and_says_what_it_is()
    {
        var site = await zerkalo.SiteAsync();
        var waiting = new Queue<(string Address, int Depth)>([("/", 0)]);
        var seen = new HashSet<string> { "/" };
        var titles = new Dictionary<string, string>();
        var reviews = new List<int>();

        while (waiting.TryDequeue(out var next))
        {
            using var answer = await site.GetAsync(next.Address);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{next.Address} answers {answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            var page = await HtmlPage.ReadAsync(answer);
            Assert.True(page.Headings.Count == 1, $"{next.Address} has {page.Headings.Count} headings of the first rank");
            Assert.Equal(new Uri(site.Address, next.Address), new Uri(page.Canonical!));
            Assert.True(titles.TryAdd(page.Title, next.Address), $"{next.Address} and {titles[page.Title]} are both called \"{page.Title}\"");
            Assert.InRange(page.Description!.Length, 50, 160);
            if (next.Address.StartsWith("/reviews/", StringComparison.Ordinal))
            {
                reviews.Add(next.Depth);
            }

            foreach (var fragment in page.Addresses.Where(a => a.StartsWith('#')))
            {
                Assert.True(page.Document.GetElementById(fragment[1..]) is not null, $"{next.Address} has nothing called {fragment}");
            }

            var assets = page.Document.QuerySelectorAll("link[href]:not([rel=canonical]), img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!);
            foreach (var address in page.Addresses.Concat(assets).Select(a => a.Split('#')[0]).Where(a => a.StartsWith('/') && Pairs(a) <= 1))
            {
                if (seen.Add(address))
                {
                    waiting.Enqueue((address, next.Depth + 1));
                }
            }
        }

        Assert.Equal(6, reviews.Count);
        Assert.All(reviews, depth => Assert.InRange(depth, 1, 4));
        Assert.Contains("/appearance", seen);
    }

    [Fact]
    public async Task Every_address_of_the_sitemap_is_a_page_of_its_own_that_search_engines_may_keep()
    {
        await using var site = await TestSite.StartAsync();
        site.Write("pages/about.md", "---\ntitle: About\n---\n\nWritten in trains.\n");
        await site.ImportAsync([.. Stories.Many(40), .. Hostile.Texts.Select((text, i) => new Story(text)
        {
            Slug = string.Create(CultureInfo.InvariantCulture, $"hostile-{i}"), Directors = [Hostile.Name(text), "Ada Ash"], Themes = [Hostile.Name(text), "rain"], Headline = text, Rating = 4, Body = text,
            Year = 1900 + i,
        })]);
        using var answer = await site.GetAsync("/sitemap.xml");
        var map = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var addresses = map.Descendants().Where(e => e.Name.LocalName == "loc" && e.Parent!.Name.LocalName == "url").Select(e => e.Value).ToList();
        var (titles, descriptions) = (new Dictionary<string, string>(), new Dictionary<string, string>());

        Assert.True(addresses.Count > 60, $"{addresses.Count} addresses are too few.");
        foreach (var address in addresses)
        {
            var page = await site.OpenAsync(address);
            Assert.True(page.Status == HttpStatusCode.OK, $"{address} answers {page.Status}");
            Assert.Equal(address, page.Canonical);
            Assert.StartsWith("index", page.Robots, StringComparison.Ordinal);
            Assert.Single(page.Headings);
            Assert.InRange(page.Title.Length, 10, 65);
            Assert.InRange(page.Description!.Length, 50, 160);
            Assert.True(titles.TryAdd(page.Title, address), $"{address} and {titles[page.Title]} are both called \"{page.Title}\"");
            Assert.True(descriptions.TryAdd(page.Description, address), $"{address} and {descriptions[page.Description]} both say \"{page.Description}\"");
        }
    }

    // Filters can be joined in thousands of ways: one at a time is enough.
    private static int Pairs(string address) => address.Contains('?', StringComparison.Ordinal) ? 1 + address.Count(c => c == '&') : 0;
}
