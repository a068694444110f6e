using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Pages;

/// <summary>What pages ask of the database.</summary>
public sealed class QueryTests
{
    private const int Most = 4;

    private static readonly string[] Addresses =
    [
        "/", "/reviews", "/reviews?sort=title", "/reviews?director=director-003&theme=debt&decade=1980s&rating=2&sort=rating",
        "/reviews/film-003", "/directors", "/directors/director-003", "/themes", "/themes/rain", "/years/1981", "/decades/1980s", "/about", "/appearance",
        "/search", "/search?q=film", "/search?q=film+year:1980..1989+theme:rain",
        "/nowhere",
    ];

    [Fact]
    public async Task A_page_costs_the_same_few_commands_however_large_the_blog_is()
    {
        var small = await CommandsAsync(10);
        var large = await CommandsAsync(300);

        Assert.Equal(small, large);
        Assert.All(small, page => Assert.InRange(page.Count, 0, Most));
    }

    [Fact]
    public async Task No_page_but_a_review_s_own_reads_an_essay()
    {
        await using var site = await TestSite.WithAsync(Stories.Many(10));

        // A search quotes essays.
        foreach (var address in Addresses.Where(a => !a.StartsWith("/search?", StringComparison.Ordinal)))
        {
            var commands = await site.Queries.DuringAsync(() => site.OpenAsync(address));
            Assert.Equal(address == "/reviews/film-003" ? 1 : 0, commands.Count(c => c.Contains("\"ReviewBodies\"", StringComparison.Ordinal)));
        }
    }

    private static async Task<IReadOnlyList<(string Address, int Count)>> CommandsAsync(int reviews)
    {
        await using var site = await TestSite.WithAsync(Stories.Many(reviews));
        // The first page that is missing reads the names that it suggests; they are kept until readers see something else.
        await site.OpenAsync("/nowhere");
        var counts = new List<(string, int)>();
        foreach (var address in Addresses)
        {
            counts.Add((address, (await site.Queries.DuringAsync(() => site.OpenAsync(address))).Count));
        }

        return counts;
    }
}
