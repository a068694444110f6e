using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Domain;

public sealed class RedirectTests
{
    [Theory]
    [InlineData("/2019/03/zerkalo", "/2019/03/zerkalo")]
    [InlineData("/2019/03/Zerkalo/", "/2019/03/zerkalo")]
    [InlineData("/%D0%97%D0%B5%D1%80%D0%BA%D0%B0%D0%BB%D0%BE", "/зеркало")]
    [InlineData("/index.php", "/index.php")]
    [InlineData("/100%25", "/100%")]
    [InlineData("/two%20words", "/two words")]
    public void A_path_is_kept_in_the_form_in_which_requests_are_looked_up(string address, string path) =>
        Assert.Equal(path, Redirect.NormalPath(address));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("zerkalo")]
    [InlineData("//evil.example/a")]
    [InlineData("https://evil.example/a")]
    [InlineData("/a?p=1")]
    [InlineData("/a%3Fp=1")]
    [InlineData("/a#b")]
    [InlineData("/a\\b")]
    [InlineData("/%5Cevil")]
    [InlineData("/%2Fevil")]
    [InlineData("/a\nb")]
    [InlineData("/a%0Ab")]
    [InlineData("/a%00")]
    [InlineData("/a%20")]
    [InlineData("/a%252Fb")]
    public void What_is_no_path_on_this_site_is_none(string address) => Assert.Null(Redirect.NormalPath(address));

    [Fact]
    public void Whatever_the_address_its_form_stays_as_it_is_and_leads_nowhere_else()
    {
        var texts = new StrangeText(31);
        for (var round = 0; round < 3000; round++)
        {
            if (Redirect.NormalPath("/" + texts.Any(12)) is { } path)
            {
                Assert.Equal(path, Redirect.NormalPath(path));
                Assert.StartsWith("/", path, StringComparison.Ordinal);
                Assert.False(path.StartsWith("//", StringComparison.Ordinal), path);
                Assert.DoesNotContain(path, char.IsControl);
            }
        }
    }

    [Fact]
    public void A_renamed_review_is_led_to_from_each_of_its_old_addresses_once()
    {
        var film = new Film(new FilmFacts { Title = "Zerkalo", Year = 1975, Directors = ["Andrei Tarkovsky"] }, [new Director("Andrei Tarkovsky", Slug.Parse("a"))]);
        var review = new Review(film, Slug.Parse("zerkalo"));

        review.Rename(Slug.Parse("zerkalo"));
        Assert.Empty(review.Redirects);

        review.Rename(Slug.Parse("the-mirror"));
        review.Rename(Slug.Parse("mirror"));
        review.Rename(Slug.Parse("the-mirror"));
        review.Rename(Slug.Parse("mirror"));
        Assert.Equal("mirror", review.Slug.Value);
        Assert.Equal(["/reviews/zerkalo", "/reviews/the-mirror", "/reviews/mirror"], review.Redirects.Select(r => r.Path));
    }
}
