using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Tests.Content;

public sealed class ReviewReaderTests
{
    private const string Whole = """
        ---
        title: A film without a calendar
        slug: zerkalo
        film:
          title: Zerkalo
          original_title: Зеркало
          also_known_as: [The Mirror, Mirror]
          year: 1975
          directors: [Andrei Tarkovsky, "Someone: Else"]
          countries: [Soviet Union]
          languages: [ru, pt-BR]
          runtime: 107
          cinematography: [Georgi Rerberg]
          cast:
            - Margarita Terekhova
            - Oleg Yankovsky
          music: [Eduard Artemyev]
          aspect_ratio: 1.37
          imdb: tt0072443
          imdb_rating: 7.9
        themes: [memory, dreams]
        rating: 4.5
        verdict: One line.
        excerpt: >-
          Two sentences
          on two lines.
        published: 2026-11-02T09:00:00Z
        updated: 2026-11-05T12:00:00+02:00
        watched: 2026-10
        spoilers: yes
        pinned: [stalker, solaris]
        banned: [persona]
        aliases: [/2019/03/Zerkalo/, /old]
        author: A. Name
        cover: ../images/zerkalo.webp
        cover_alt: A woman on a fence.
        ---

        The body.
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var (document, problems) = Reading.Of(Whole);

        Assert.Empty(problems);
        Assert.NotNull(document);
        Assert.Equal("zerkalo", document.Slug?.Value);
        var film = document.Film;
        Assert.Equal(("Zerkalo", "Зеркало", 1975, 107), (film.Title, film.OriginalTitle, film.Year, film.Runtime));
        Assert.Equal(["The Mirror", "Mirror"], film.AlsoKnownAs);
        Assert.Equal(["Andrei Tarkovsky", "Someone: Else"], film.Directors);
        Assert.Equal(["Soviet Union"], film.Countries);
        Assert.Equal(["ru", "pt-BR"], film.Languages);
        Assert.Equal(["Georgi Rerberg"], film.Cinematography);
        Assert.Equal(["Margarita Terekhova", "Oleg Yankovsky"], film.Cast);
        Assert.Equal(["Eduard Artemyev"], film.Music);
        Assert.Equal((1.37m, "tt0072443", 7.9m), (film.AspectRatio, film.ImdbId, film.ImdbRating));
        Assert.Equal(["memory", "dreams"], document.Themes);
        var facts = document.Facts;
        Assert.Equal(("A film without a calendar", "One line.", "Two sentences on two lines."), (facts.Headline, facts.Verdict, facts.Excerpt));
        Assert.Equal(Rating.OfHalves(9), facts.Rating);
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), facts.PublishedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 5, 10, 0, 0, TimeSpan.Zero), facts.UpdatedAt);
        Assert.Equal(new PartialDate(2026, 10, null), facts.WatchedOn);
        Assert.True(facts.HasSpoilers);
        Assert.Equal(["stalker", "solaris"], facts.Pinned);
        Assert.Equal(["persona"], facts.Banned);
        Assert.Equal("A. Name", facts.Byline);
        Assert.Equal(["/2019/03/zerkalo", "/old"], document.Aliases);
        Assert.Equal(("../images/zerkalo.webp", "A woman on a fence."), (document.Cover, document.CoverAlt));
        Assert.Equal("\nThe body.", document.Body);
        Assert.Equal((38, 3, 4, 31, 32, 33, 35), (document.Lines.Body, document.Lines.Slug, document.Lines.Film, document.Lines.Pinned, document.Lines.Banned, document.Lines.Aliases, document.Lines.Cover));
    }

    [Fact]
    public void Only_title_year_and_directors_of_the_film_are_needed()
    {
        var (document, problems) = Reading.Of("---\nfilm:\n  title: Stalker\n  year: 1979\n  directors: Andrei Tarkovsky\n---\n");

        Assert.Empty(problems);
        Assert.NotNull(document);
        Assert.Null(document.Slug);
        Assert.Equal(["Andrei Tarkovsky"], document.Film.Directors);
        Assert.Equal(new ReviewFacts() with { Pinned = document.Facts.Pinned, Banned = document.Facts.Banned }, document.Facts);
        Assert.Equal("", document.Body);
    }

    [Theory]
    [InlineData("1917")]
    [InlineData("No")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("0x1F")]
    [InlineData("12:08 East of Bucharest")]
    [InlineData("\"12:08 East of Bucharest\"")]
    [InlineData("'Don''t Look Now'")]
    [InlineData("8½")]
    [InlineData("آینه")]
    [InlineData("🎬 The Movie")]
    [InlineData("2001-01-01")]
    [InlineData(".5")]
    [InlineData("<<")]
    [InlineData("=")]
    public void A_title_is_text_whatever_else_it_could_be(string yaml)
    {
        var (document, problems) = Reading.Of(Reading.Review($"film.title: {yaml}"));

        Assert.Empty(problems);
        Assert.Equal(yaml.Trim('"', '\'').Replace("''", "'", StringComparison.Ordinal), document?.Film.Title);
    }

    [Fact]
    public void A_headline_that_is_the_title_of_the_film_is_none()
    {
        Assert.Null(Reading.Of(Reading.Review("title: Solaris")).Document?.Facts.Headline);
        Assert.Equal("Solaris again", Reading.Of(Reading.Review("title: Solaris again")).Document?.Facts.Headline);
    }

    [Theory]
    [InlineData("\"a\\tb\"", "a b")]
    [InlineData("\"a\\nb\"", "a b")]
    [InlineData("\"a\\r\\nb\"", "a b")]
    [InlineData("\"a\\r\\rb\"", "a  b")]
    [InlineData("\"a\\Lb\"", "a b")]
    [InlineData("\"  a  \"", "a")]
    [InlineData("|-\n  two\n  lines", "two lines")]
    public void Tabs_and_line_ends_become_a_space(string yaml, string text) =>
        Assert.Equal(text, Reading.Of(Reading.Review($"verdict: {yaml}")).Document?.Facts.Verdict);

    [Theory]
    [InlineData("2026-11-02T09:00:00Z", "2026-11-02T09:00:00Z")]
    [InlineData("2026-11-02T09:00:00+05:30", "2026-11-02T03:30:00Z")]
    [InlineData("2026-11-02 09:00:00Z", "2026-11-02T09:00:00Z")]
    [InlineData("2026-11-02T09:00:00.1234567Z", "2026-11-02T09:00:00.1234567Z")]
    [InlineData("2026-11-02", "2026-11-02T05:00:00Z")]
    [InlineData("2026-11-02T09:00", "2026-11-02T14:00:00Z")]
    [InlineData("2026-07-02 09:00", "2026-07-02T13:00:00Z")]
    [InlineData("2026-03-08T02:30:00", "2026-03-08T07:30:00Z")]
    [InlineData("2026-11-01T01:30:00", "2026-11-01T06:30:00Z")]
    public void A_date_without_a_zone_is_in_the_time_zone_of_the_site(string yaml, string instant)
    {
        var (document, problems) = Reading.Of(Reading.Review($"published: {yaml}"), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

        Assert.Empty(problems);
        Assert.Equal(instant, document?.Facts.PublishedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", System.Globalization.CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal));
    }

    [Fact]
    public void No_local_time_of_any_zone_is_too_much()
    {
        string[] times = ["2011-12-30T12:00", "2026-03-29T02:30", "2026-10-04T02:15", "0001-01-01", "9999-12-31T23:59:59", "2018-11-04T00:00", "1867-10-18"];
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            foreach (var time in times)
            {
                Assert.NotNull(Reading.Of(Reading.Review($"published: {time}"), zone).Document);
            }
        }
    }

    [Fact]
    public void Byte_order_mark_and_Windows_line_ends_are_read()
    {
        var (document, problems) = Reading.Of("\uFEFF" + Reading.Review("verdict: Good.").Replace("\n", "\r\n", StringComparison.Ordinal) + "The\r\nbody.\r\n");

        Assert.Empty(problems);
        Assert.Equal("Good.", document?.Facts.Verdict);
        Assert.Equal("The\r\nbody.\r\n", document?.Body);
    }

    [Fact]
    public void Unknown_keys_are_warned_of_and_the_review_is_read()
    {
        var (document, problems) = Reading.Of(Reading.Review("tags: [a]", "film.genre: drama"));

        Assert.NotNull(document);
        Assert.Equal(
            [
                "content/reviews/solaris.md:6: warning: film.genre: is not a known key; it is ignored",
                "content/reviews/solaris.md:7: warning: tags: is not a known key; it is ignored",
            ],
            problems);
    }

    [Fact]
    public void What_stands_twice_in_a_list_is_taken_once_with_a_warning()
    {
        var (document, problems) = Reading.Of(Reading.Review("themes: [memory, dreams, Memory]"));

        Assert.Equal(["memory", "dreams"], document?.Themes);
        Assert.Equal(["content/reviews/solaris.md:6: warning: themes: \"Memory\" stands twice"], problems);
    }
}
