using System.Globalization;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace FilmBlog.Web.Tests.Text;

public sealed class CultureTests
{
    private const string Long = "A title that goes on ";

    private static readonly string[] Addresses =
        ["/", "/reviews", "/reviews?rating=4.5", "/reviews/zerkalo", "/reviews/solaris", "/directors", "/directors/andrei-tarkovsky", "/themes", "/themes/time", "/years/1975", "/decades/1970s", "/about", "/nowhere",
        "/search?q=time+rating:4.5", "/search?q=the+year:1970..1979"];

    private static readonly string[] Lists = ["/", "/reviews", "/directors", "/themes", "/nowhere"];

    private static readonly string[] HostileTitles =
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"'><b>bold</b>&amp;&lt;",
        "javascript:alert(1)",
        "{{7*7}} @Model.Title ${x}",
        "--><!-- ]]>",
        string.Concat(Enumerable.Repeat(Long, 15))[..300].Trim(),
        new string('W', 300),
        "Зеркало",
        "آینه",
        "\u202Edesrever\u202C \u200Fmarks\u200E",
        "七人の侍 🎬",
    ];

    [Fact]
    public async Task Pages_are_the_same_whatever_the_culture_of_the_machine()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Content = Repository.Content, Before = TakeCultureFromRequest });

        foreach (var address in Addresses)
        {
            var plain = await site.OpenAsync(address);
            foreach (var culture in new[] { "de-DE", "fa-IR", "tr-TR", "ar-SA" })
            {
                using var answer = await site.GetAsync(address, ("Culture", culture));
                Assert.Equal(plain.Source, (await HtmlPage.ReadAsync(answer)).Source);
            }
        }
    }

    [Fact]
    public async Task Dates_and_numbers_are_in_the_site_s_language_for_people_and_invariant_for_machines()
    {
        await using var site = await TestSite.StartAsync(new SetUp
        {
            Content = Repository.Content,
            Settings = { ["FilmBlog:Language"] = "de", ["FilmBlog:TimeZone"] = "Europe/Berlin" },
        });

        var page = await site.OpenAsync("/reviews/zerkalo");

        Assert.Equal("de", page.Document.DocumentElement.GetAttribute("lang"));
        var time = page.One(".byline time");
        Assert.Equal(("2026-10-24T11:00:00+02:00", "24 Oktober 2026"), (time.GetAttribute("datetime"), HtmlPage.Text(time)));
        Assert.Equal("8.0", page.Related!.Rows[4].ImdbRating);
        Assert.Contains("1.37 : 1", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_is_text_on_every_page()
    {
        await using var site = await TestSite.WithAsync(HostileTitles.Select((title, number) => new Story(title)
        {
            Slug = $"hostile-{number}",
            OriginalTitle = title[..^1],
            AlsoKnownAs = [title],
            Directors = [Name(title)],
            Themes = [Name(title)],
            Countries = [Name(title)],
            Cast = [Name(title)],
            Verdict = title,
            Excerpt = title,
            Author = Name(title),
            Headline = number % 2 == 0 ? null : "?" + title[..Math.Min(title.Length, 299)],
            Languages = ["fa"],
        }));
        var reviews = Enumerable.Range(0, HostileTitles.Length).Select(number => $"/reviews/hostile-{number}").ToList();
        var hubs = new List<string>();
        for (var number = 0; number < HostileTitles.Length; number++)
        {
            var page = await site.OpenAsync(reviews[number]);
            Assert.Contains(HostileTitles[number], page.Meta("og:title"), StringComparison.Ordinal);
            Assert.All(page.Document.QuerySelectorAll(".credits dt + dd > cite"), cite => Assert.Equal(HostileTitles[number], cite.TextContent));
            hubs.AddRange(page.Links(".credits a").Select(l => l.Address).Where(a => a.StartsWith('/')));
        }

        foreach (var address in Lists.Concat(reviews).Concat(hubs).Distinct())
        {
            var page = await site.OpenAsync(address);
            Assert.Single(page.Headings);
            Assert.Empty(page.Document.QuerySelectorAll("script:not([type='application/ld+json']), img, b"));
            Assert.DoesNotContain(page.Addresses, a => a.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
            if (address is not ("/directors" or "/themes"))
            {
                Assert.NotEmpty(page.Document.QuerySelectorAll("cite"));
                Assert.All(page.Document.QuerySelectorAll("cite"), cite => Assert.Contains(cite.TextContent, HostileTitles));
            }
        }
    }

    [Theory]
    [InlineData("Зеркало", "ru", "ltr")]
    [InlineData("آینه", "fa", "rtl")]
    [InlineData("1917 נמל", "he", "rtl")]
    public async Task An_original_title_says_its_language_and_direction(string title, string language, string direction)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain", OriginalTitle = title, Languages = [language] });

        foreach (var address in new[] { "/", "/reviews/rain" })
        {
            var original = (await site.OpenAsync(address)).One("p.original");
            Assert.Equal((title, language, direction), (HtmlPage.Text(original), original.GetAttribute("lang"), original.GetAttribute("dir")));
        }
    }

    private static void TakeCultureFromRequest(IApplicationBuilder app) => app.Use((context, next) =>
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(context.Request.Headers["Culture"].ToString());
        return next(context);
    });

    private static string Name(string title) => title.Length > 150 ? title[..150].Trim() : title;
}
