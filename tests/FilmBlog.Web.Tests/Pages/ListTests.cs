using System.Net;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages;

/// <summary>Home, hubs and indexes.</summary>
public sealed class ListTests(ZerkaloSite zerkalo)
{
    [Fact]
    public async Task Home_shows_the_newest_reviews()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/");

        Assert.Equal(["Zerkalo", "Stalker", "The Mirror", "Solaris", "The Sacrifice", "Persona"], page.Films);
        Assert.Equal("Zerkalo: Films seen twice and written about once", page.Title);
        Assert.Equal([("Reviews", "/reviews"), ("Directors", "/directors"), ("Themes", "/themes"), ("Search", "/search"), ("About", "/about")], page.Menu);
    }

    [Fact]
    public async Task Home_has_pages_that_lead_through_all_reviews()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(60));

        var films = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            var page = await site.OpenAsync(number == 1 ? "/" : $"/?page={number}");
            films.AddRange(page.Films);
            Assert.Single(page.Headings);
        }

        Assert.Equal(Stories.Many(60).Select(s => s.Film), films);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/?page=4")).Status);
    }

    [Theory]
    [InlineData("/directors/andrei-tarkovsky", "Andrei Tarkovsky", "Zerkalo, Stalker, Solaris, The Sacrifice")]
    [InlineData("/directors/jafar-panahi", "Jafar Panahi", "The Mirror")]
    [InlineData("/themes/memory", "memory", "Zerkalo, Solaris")]
    [InlineData("/years/1975", "1975", "Zerkalo")]
    [InlineData("/decades/1970s", "The 1970s", "Zerkalo, Stalker, Solaris")]
    public async Task A_hub_lists_its_reviews_newest_first(string address, string heading, string films)
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(heading, page.Heading);
        Assert.Equal(films, string.Join(", ", page.Films));
        Assert.EndsWith(address, page.Canonical, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_director_and_a_theme_have_the_author_s_introduction()
    {
        var site = await zerkalo.SiteAsync();

        Assert.NotEmpty(HtmlPage.Text((await site.OpenAsync("/directors/andrei-tarkovsky")).One(".introduction")));
        Assert.NotEmpty(HtmlPage.Text((await site.OpenAsync("/themes/memory")).One(".introduction")));
    }

    [Fact]
    public async Task The_indexes_name_every_director_and_theme_with_its_count()
    {
        var site = await zerkalo.SiteAsync();

        var directors = await site.OpenAsync("/directors");
        Assert.Equal(["Ingmar Bergman", "Jafar Panahi", "Andrei Tarkovsky"], directors.Links("main section a").Select(l => l.Text));
        Assert.Contains("4 reviews", HtmlPage.Text(directors.Main), StringComparison.Ordinal);
        var themes = await site.OpenAsync("/themes");
        Assert.Contains(("motherhood", "/themes/motherhood"), themes.Links("main section a"));
    }

    [Fact]
    public async Task A_long_index_is_shown_by_letter()
    {
        await using var site = await TestSite.WithAsync(Enumerable.Range(0, 310).Select(n => new Story($"Film {n}")
        {
            Slug = $"film-{n}",
            Directors = [$"Person {(n % 62 == 0 ? "Abel" : "Żuk")}{n}"],
        }));

        var first = await site.OpenAsync("/directors");
        var letters = first.Links(".letters a");
        Assert.Equal(2, letters.Count);
        var all = new HashSet<string>();
        foreach (var (_, address) in letters)
        {
            var page = await site.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            all.UnionWith(page.Links("main section a").Select(l => l.Address));
        }

        // The rest of a long letter.
        var second = await site.OpenAsync($"{letters[1].Address}&page=2");
        Assert.Equal([("Previous page", letters[1].Address)], second.Links(".pager a"));
        all.UnionWith(second.Links("main section a").Select(l => l.Address));
        Assert.Equal(310, all.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync("/directors?letter=Q")).Status);
    }

    [Theory]
    [InlineData("/directors/nobody")]
    [InlineData("/directors/a--b")]
    [InlineData("/themes/nothing")]
    [InlineData("/years/1900")]
    [InlineData("/years/75")]
    [InlineData("/years/0000")]
    [InlineData("/years/19750")]
    [InlineData("/decades/1900s")]
    [InlineData("/decades/1975s")]
    [InlineData("/decades/1970")]
    [InlineData("/directors?letter=1")]
    [InlineData("/?page=2")]
    [InlineData("/?page=x")]
    [InlineData("/?page=2147483647")]
    [InlineData("/?page=99999999999")]
    [InlineData("/directors/andrei-tarkovsky?page=2147483647")]
    [InlineData("/years/1975?page=-1")]
    [InlineData("/decades/1970s?page=85899347")]
    [InlineData("/themes/memory?page=0")]
    [InlineData("/directors?page=2147483647")]
    [InlineData("/about/me")]
    [InlineData("/errors/404")]
    [InlineData("/errors/500")]
    [InlineData("/errors/failure")]
    [InlineData("/media/0000.webp")]
    [InlineData("/media/0000000000000000000000000000000000000000000000000000000000000000.webp")]
    [InlineData("/%e0%80%80")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("This page is not in the reel", page.Heading);
        Assert.Equal("noindex, follow", page.Robots);
        Assert.NotEmpty(page.Menu);
        Assert.NotEmpty(page.Main.QuerySelectorAll("a[href^='/reviews/'], a[href^='/directors/'], a[href^='/themes/']"));
    }

    [Fact]
    public async Task The_page_about_the_site_is_the_author_s()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/about");

        Assert.Equal("About", page.Heading);
        Assert.Contains("I buy my own tickets", HtmlPage.Text(page.Main), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_blog_answers_sensibly_and_names_nothing_that_is_not_there()
    {
        await using var site = await TestSite.StartAsync();

        foreach (var address in new[] { "/", "/reviews", "/directors", "/themes", "/appearance" })
        {
            var page = await site.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Menu);
            Assert.NotEmpty(page.Heading);
            Assert.NotEmpty(HtmlPage.Text(page.Main));
            Assert.DoesNotContain("/reviews", page.Addresses.Except([address]));
        }

        foreach (var address in new[] { "/about", "/reviews/zerkalo", "/directors/a", "/themes/a", "/years/1975", "/decades/1970s", "/?page=2", "/reviews?theme=memory" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync(address)).Status);
        }
    }

    [Fact]
    public async Task The_menu_names_only_what_exists()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain"));

        Assert.Equal(["Reviews", "Directors", "Search"], (await site.OpenAsync("/")).Menu.Select(m => m.Text));
        site.Write("pages/about.md", "---\ntitle: About\n---\n\nMe.\n");
        await site.ImportFolderAsync();
        Assert.Equal(["Reviews", "Directors", "Search", "About"], (await site.OpenAsync("/")).Menu.Select(m => m.Text));
    }
}
