using System.Globalization;
using System.Text.Json;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Metadata;

public sealed class StructuredDataTests
{
    [Fact]
    public async Task A_rated_review_is_a_review_of_a_film()
    {
        await using var site = await TestSite.WithAsync(new Story("Zerkalo")
        {
            Slug = "zerkalo",
            Headline = "A house on fire",
            OriginalTitle = "Зеркало",
            AlsoKnownAs = ["The Mirror"],
            Year = 1975,
            Directors = ["Andrei Tarkovsky"],
            Languages = ["ru"],
            Countries = ["Soviet Union"],
            Cast = ["Margarita Terekhova"],
            Imdb = "tt0072443",
            ImdbRating = 7.9m,
            Themes = ["memory", "dreams"],
            Rating = 4.5m,
            Excerpt = "A dying poet looks for his mother and keeps finding his wife, in a house that is always burning.",
        });

        var page = await site.OpenAsync("/reviews/zerkalo");
        var review = page.Node("Review");

        Assert.Equal("A house on fire", review.GetProperty("headline").GetString());
        Assert.Equal(page.Canonical, review.GetProperty("url").GetString());
        Assert.Equal("The author", review.GetProperty("author").GetProperty("name").GetString());
        Assert.Equal("2026-10-01T09:00:00Z", review.GetProperty("datePublished").GetString());
        Assert.Equal("memory, dreams", review.GetProperty("keywords").GetString());
        Assert.Equal(page.Description, review.GetProperty("description").GetString());
        var rating = review.GetProperty("reviewRating");
        Assert.Equal((4.5m, 5m, 0.5m), (rating.GetProperty("ratingValue").GetDecimal(), rating.GetProperty("bestRating").GetDecimal(), rating.GetProperty("worstRating").GetDecimal()));
        var film = review.GetProperty("itemReviewed");
        Assert.Equal("Movie", film.GetProperty("@type").GetString());
        Assert.Equal("Zerkalo", film.GetProperty("name").GetString());
        Assert.Equal("1975", film.GetProperty("dateCreated").GetString());
        Assert.Equal("Andrei Tarkovsky", film.GetProperty("director")[0].GetProperty("name").GetString());
        Assert.Equal("https://www.imdb.com/title/tt0072443/", film.GetProperty("sameAs").GetString());
        Assert.Contains("Зеркало", page.Source[..page.Source.IndexOf("</head>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.DoesNotContain("7.9", page.Source[..page.Source.IndexOf("</head>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(
            ["Zerkalo", "Reviews", "A house on fire"],
            page.Node("BreadcrumbList").GetProperty("itemListElement").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
        Assert.Equal("article", page.Meta("og:type"));
        Assert.Equal(page.Canonical, page.Meta("og:url"));
        Assert.Equal("Zerkalo (1975) review: A house on fire", page.Meta("og:title"));
        Assert.Equal(page.Meta("og:title"), review.GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_unrated_one_is_a_posting_about_the_film_and_no_review()
    {
        await using var site = await TestSite.WithAsync(new Story("Zerkalo") { Slug = "zerkalo", ImdbRating = 7.9m });

        var page = await site.OpenAsync("/reviews/zerkalo");

        Assert.Equal("Zerkalo", page.Node("BlogPosting").GetProperty("about").GetProperty("name").GetString());
        Assert.DoesNotContain(page.Graph, node => node.GetProperty("@type").GetString() == "Review");
        Assert.False(page.Node("BlogPosting").TryGetProperty("reviewRating", out _));
    }

    [Fact]
    public async Task The_front_page_is_the_site_a_director_a_person_a_theme_a_list_and_the_page_about_it_a_profile()
    {
        await using var site = await TestSite.StartAsync();
        site.Write("pages/about.md", "---\ntitle: About\n---\n\nWritten in trains.\n");
        await site.ImportAsync(Stories.Many(20));

        Assert.Equal(["WebSite", "Blog", "Person"], await TypesAsync(site, "/"));
        Assert.Equal(["ItemList", "BreadcrumbList"], await TypesAsync(site, "/reviews"));
        Assert.Equal(["Person", "ItemList", "BreadcrumbList"], await TypesAsync(site, "/directors/director-000"));
        Assert.Equal(["ItemList", "BreadcrumbList"], await TypesAsync(site, "/themes/rain"));
        Assert.Equal(["ProfilePage", "BreadcrumbList"], await TypesAsync(site, "/about"));
        Assert.Empty(await TypesAsync(site, "/reviews?sort=title"));
        var list = (await site.OpenAsync("/themes/rain")).Node("ItemList").GetProperty("itemListElement");
        Assert.Equal(Enumerable.Range(1, list.GetArrayLength()), list.EnumerateArray().Select(item => item.GetProperty("position").GetInt32()));
    }

    [Fact]
    public async Task Numbers_and_dates_are_those_of_machines_in_a_culture_that_writes_a_comma()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:Language"] = "de-DE" } });
        await site.ImportAsync(new Story("Zerkalo") { Slug = "zerkalo", Rating = 3.5m });
        var before = CultureInfo.DefaultThreadCurrentCulture;
        try
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var page = await site.OpenAsync("/reviews/zerkalo");

            Assert.Equal(3.5m, page.Node("Review").GetProperty("reviewRating").GetProperty("ratingValue").GetDecimal());
            Assert.Equal("de_DE", page.Meta("og:locale"));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Hostile.All), MemberType = typeof(Hostile))]
    public async Task Whatever_a_title_is_every_output_of_the_page_says_the_same(string title)
    {
        var name = Hostile.Name(title);
        await using var site = await TestSite.WithAsync(
            new Story(title) { Slug = "hostile", Directors = [name], Themes = [name], Headline = title + "!", Rating = 4, Author = name },
            new Story(title + " 2") { Slug = "other", Directors = [name], Themes = [name], Rating = 4 });

        var page = await site.OpenAsync("/reviews/hostile");

        Assert.Equal(title, page.Node("Review").GetProperty("itemReviewed").GetProperty("name").GetString());
        Assert.Equal(title + "!", page.Node("Review").GetProperty("headline").GetString());
        Assert.Equal(HeadText.Cut(name, 98).TrimEnd('…'), page.Node("Review").GetProperty("author").GetProperty("name").GetString());
        Assert.Equal($"{title} (1970) review: {title}!", page.Meta("og:title"));
        Assert.Equal(title + "!", page.One("h1").TextContent);
        Assert.Empty(page.Document.QuerySelectorAll("script:not([type='application/ld+json'])"));
        foreach (var address in page.Addresses.Where(a => a.StartsWith("/directors/", StringComparison.Ordinal) || a.StartsWith("/themes/", StringComparison.Ordinal)))
        {
            var hub = await site.OpenAsync(address);
            Assert.Contains(name, hub.Meta("og:title"), StringComparison.Ordinal);
            Assert.Contains(hub.Node("ItemList").GetProperty("itemListElement").EnumerateArray(), item => item.GetProperty("name").GetString() == $"{title}: {title}!");
        }
    }

    [Fact]
    public async Task Two_reviews_of_one_film_have_different_titles()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Zerkalo") { Slug = "first", Published = "2025-03-01T09:00:00Z" }, new Story("Zerkalo") { Slug = "second", Published = "2026-03-01T09:00:00Z" });

        Assert.Equal("Zerkalo (1970) review of 2025-03-01 · Zerkalo", (await site.OpenAsync("/reviews/first")).Title);
        Assert.Equal("Zerkalo (1970) review · Zerkalo", (await site.OpenAsync("/reviews/second")).Title);
    }

    [Fact]
    public async Task What_gives_the_film_away_stays_on_the_page()
    {
        const string marker = "ROSEBUD";
        await using var site = await TestSite.WithAsync(
            new Story("Kane") { Slug = "kane", Rating = 5, Themes = ["sledges"], Body = $"||{marker} is|| what he says.\n\n::: spoiler {marker}\nIt is {marker}.\n:::\n\nHe dies saying it." },
            new Story("Kane twice") { Slug = "kane-twice", Rating = 5, Themes = ["sledges"], Spoilers = true, Verdict = $"{marker} burns.", Body = $"{marker} is a sledge." });

        foreach (var address in new[] { "/reviews/kane", "/reviews/kane-twice" })
        {
            var page = await site.OpenAsync(address);
            Assert.DoesNotContain(marker, page.Source[..page.Source.IndexOf("<body", StringComparison.Ordinal)], StringComparison.Ordinal);
            Assert.Contains(marker, page.Main.TextContent, StringComparison.Ordinal);
        }

        foreach (var address in new[] { "/", "/reviews", "/themes/sledges", "/directors/ada-ash", "/years/1970" })
        {
            Assert.DoesNotContain(marker, (await site.OpenAsync(address)).Source, StringComparison.Ordinal);
        }

        Assert.StartsWith(Teaser.Warning, (await site.OpenAsync("/reviews/kane-twice")).Description, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> TypesAsync(TestSite site, string address) =>
        [.. (await site.OpenAsync(address)).Graph.Select(node => node.GetProperty("@type").GetString()!)];
}
