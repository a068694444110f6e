using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages.Reviews;

public sealed class RelatedFilmsTests(ZerkaloSite zerkalo)
{
    [Fact]
    public async Task Zerkalo_recommends_five_films_in_a_table()
    {
        var page = await (await zerkalo.SiteAsync()).OpenAsync("/reviews/zerkalo");

        var table = page.Related!;
        Assert.Equal(["Title", "Release Year", "Director", "IMDb Rating"], table.Columns.Take(4));
        Assert.Equal(
            [
                ("Stalker", "/reviews/stalker", "1979", "Andrei Tarkovsky", "8.1"),
                ("Solaris", "/reviews/solaris", "1972", "Andrei Tarkovsky", "8.1"),
                ("The Mirror", "/reviews/the-mirror", "1997", "Jafar Panahi", "7.8"),
                ("Persona", "/reviews/persona", "1966", "Ingmar Bergman", "8.1"),
                ("The Sacrifice", "/reviews/the-sacrifice", "1986", "Andrei Tarkovsky", "8.0"),
            ],
            table.Rows.Select(r => (r.Title, r.Address, r.Year, r.Director, r.ImdbRating)));
    }
}
