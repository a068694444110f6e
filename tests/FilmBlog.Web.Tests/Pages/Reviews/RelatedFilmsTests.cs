using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Reviews;

public sealed class RelatedFilmsTests(ZerkaloSite zerkalo)
{
    [Fact]
    public async Task Zerkalo_recommends_five_films_in_a_table()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews/zerkalo");

        Assert.Equal(
            [
                ("Stalker", "/reviews/stalker", "1979", "Andrei Tarkovsky", "8.1"),
                ("Solaris", "/reviews/solaris", "1972", "Andrei Tarkovsky", "8.1"),
                ("The Mirror", "/reviews/the-mirror", "1997", "Jafar Panahi", "7.8"),
                ("Persona", "/reviews/persona", "1966", "Ingmar Bergman", "8.1"),
                ("The Sacrifice", "/reviews/the-sacrifice", "1986", "Andrei Tarkovsky", "8.0"),
            ],
            page.Related!.Rows.Select(r => (r.Title, r.Address, r.Year, r.Director, r.ImdbRating)));
    }

    [Fact]
    public async Task The_table_stands_in_a_section_with_a_heading_after_the_body()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews/zerkalo");

        var table = page.Related!;
        var section = table.Element.Closest("section")!;
        Assert.Equal("You’ll also enjoy", HtmlPage.Text(section.QuerySelector("h2")!));
        Assert.Contains("Zerkalo", table.Caption, StringComparison.Ordinal);
        Assert.Equal(["Title", "Release Year", "Director", "IMDb Rating"], table.Columns.Take(4));
        Assert.Equal(table.Columns.Count, table.Element.QuerySelectorAll("th").Length);
        Assert.True(page.Source.IndexOf("class=\"prose essay\"", StringComparison.Ordinal) < page.Source.IndexOf("<table class=\"related\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_row_says_why_the_film_is_in_it()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews/zerkalo");

        Assert.Equal(
            [
                "also by Andrei Tarkovsky · dreams, mortality, time",
                "also by Andrei Tarkovsky · memory, identity",
                "identity, childhood, motherhood, time",
                "dreams, identity, motherhood",
            ],
            page.Related!.Rows.Take(4).Select(r => r.Why));
        Assert.All(page.Related!.Rows, row => Assert.NotEmpty(row.Why));
    }

    [Fact]
    public async Task The_two_films_called_The_Mirror_are_not_mixed_up()
    {
        var site = await zerkalo.SiteAsync();

        var panahi = await site.OpenAsync("/reviews/the-mirror");
        Assert.StartsWith("The Mirror (1997) review", panahi.Title, StringComparison.Ordinal);
        Assert.Contains(panahi.Related!.Rows, row => row is { Title: "Zerkalo", Address: "/reviews/zerkalo", Year: "1975", Director: "Andrei Tarkovsky" });
        Assert.DoesNotContain(panahi.Related.Rows, row => row.Address == "/reviews/the-mirror");

        var tarkovsky = await site.OpenAsync("/reviews/zerkalo");
        Assert.StartsWith("Zerkalo (1975) review", tarkovsky.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("also by", Assert.Single(tarkovsky.Related!.Rows, row => row.Title == "The Mirror").Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_review_has_a_sentence_instead_of_a_table()
    {
        await using var site = await TestSite.WithAsync(new Story("Alone") { Slug = "alone" });

        var page = await site.OpenAsync("/reviews/alone");

        Assert.Null(page.Related);
        Assert.Contains("nothing to set beside it", HtmlPage.Text(page.One("section.related-films")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_without_a_rating_at_IMDb_is_called_not_rated()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Slug = "one", ImdbRating = 8m },
            new Story("Two") { Slug = "two" });

        Assert.Equal("not rated", Assert.Single((await site.OpenAsync("/reviews/one")).Related!.Rows).ImdbRating);
        Assert.Equal("8.0", Assert.Single((await site.OpenAsync("/reviews/two")).Related!.Rows).ImdbRating);
    }

    [Fact]
    public async Task A_film_with_several_reviews_is_recommended_once_by_its_newest()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Slug = "one" },
            new Story("Two") { Slug = "two-then", Headline = "Then", Published = "2026-01-01T09:00:00Z" },
            new Story("Two") { Slug = "two-now", Headline = "Now", Published = "2026-09-01T09:00:00Z" });

        Assert.Equal("/reviews/two-now", Assert.Single((await site.OpenAsync("/reviews/one")).Related!.Rows).Address);
        Assert.Equal("/reviews/one", Assert.Single((await site.OpenAsync("/reviews/two-now")).Related!.Rows).Address);
    }

    [Fact]
    public async Task A_pinned_film_comes_first_and_says_so()
    {
        await using var site = await TestSite.WithAsync(
            new Story("One") { Slug = "one", Pinned = ["far"] },
            new Story("Near") { Slug = "near" },
            new Story("Far") { Slug = "far", Year = 1921, Directors = ["Bo Berg"] });

        var rows = (await site.OpenAsync("/reviews/one")).Related!.Rows;

        Assert.Equal(["/reviews/far", "/reviews/near"], rows.Select(r => r.Address));
        Assert.Equal(["the author's choice", "also by Ada Ash"], rows.Select(r => r.Why));
    }
}
