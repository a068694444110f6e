using System.Net;
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
            Assert.InRange(page.Document.QuerySelector("meta[name=description]")!.GetAttribute("content")!.Length, 20, 320);
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

    // Filters can be joined in thousands of ways: one at a time is enough.
    private static int Pairs(string address) => address.Contains('?', StringComparison.Ordinal) ? 1 + address.Count(c => c == '&') : 0;
}
