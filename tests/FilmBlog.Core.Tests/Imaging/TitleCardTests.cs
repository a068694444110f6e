using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Imaging;

namespace FilmBlog.Core.Tests.Imaging;

public sealed class TitleCardTests
{
    // A new design changes these on purpose; a new process, machine or runtime must not.
    [Theory]
    [InlineData(0, Motif.Mirror, "moss", "68f588f3")]
    [InlineData(1, Motif.Doorway, "sepia", "8485c522")]
    [InlineData(2, Motif.Waves, "slate", "2f33bd30")]
    [InlineData(3, Motif.City, "clay", "b263a6eb")]
    [InlineData(4, Motif.Faces, "silver", "52e2f2a9")]
    [InlineData(5, Motif.Tree, "plum", "8ae9d17d")]
    public void The_six_films_keep_their_cards_from_one_process_to_the_next(int film, Motif motif, string palette, string fingerprint)
    {
        var card = TitleCard.For(TitleCardFilms.Six[film]);

        Assert.Equal(motif, card.Motif);
        Assert.Equal(palette, card.Palette.Name);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(TitleCardFilms.Svg(card)));
        Assert.Equal(fingerprint, Convert.ToHexStringLower(digest)[..8]);
    }

    [Fact]
    public void A_credit_of_thousands_of_names_takes_no_more_room_in_memory_than_the_names_themselves()
    {
        var film = TitleCardFilms.Six[0] with { Directors = [.. Enumerable.Range(0, 4000).Select(n => $"Name {n}")] };
        TitleCard.For(film);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var card = TitleCard.For(film);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.StartsWith("Name 0, Name 1", card.Lines.First(line => line.Role == TextRole.Credit).Text, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 10_000_000);
    }

    [Fact]
    public void Six_films_get_six_motifs_and_six_palettes()
    {
        var cards = TitleCardFilms.Six.Select(TitleCard.For).ToList();

        Assert.Equal(6, cards.Select(card => card.Motif).Distinct().Count());
        Assert.Equal(6, cards.Select(card => card.Palette.Name).Distinct().Count());
    }

    [Fact]
    public void Two_films_of_one_name_get_different_cards()
    {
        var film = TitleCardFilms.Six[3] with { Themes = ["time"], Countries = [], OriginalTitle = null };

        Assert.NotEqual(TitleCard.For(film).Shapes, TitleCard.For(film with { Year = 1975 }).Shapes);
    }

    [Fact]
    public void The_order_of_the_themes_does_not_matter()
    {
        foreach (var film in TitleCardFilms.Six)
            Assert.Equal(TitleCardFilms.Svg(film), TitleCardFilms.Svg(film with { Themes = [.. film.Themes.Reverse()] }));
    }

    [Fact]
    public void A_phrase_is_read_before_its_words()
    {
        var film = TitleCardFilms.Six[0] with { Themes = ["the nature of reality"] };

        Assert.Equal(Motif.Doorway, TitleCard.For(film).Motif);
        Assert.Equal(Motif.Tree, TitleCard.For(film with { Themes = ["nature"] }).Motif);
    }

    [Fact]
    public void Films_without_known_themes_or_countries_are_spread_over_motifs_and_palettes()
    {
        var cards = Enumerable.Range(1900, 400)
            .Select(year => TitleCard.For(new TitleCardFilm("Untitled", null, null, year, [], [], [], null)))
            .ToList();

        Assert.Equal(Enum.GetValues<Motif>().Length, cards.Select(card => card.Motif).Distinct().Count());
        Assert.Equal(Palette.All.Count, cards.Select(card => card.Palette.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(null, 584)]
    [InlineData("1.37", 584)]
    [InlineData("2.39", 335)]
    [InlineData("0.5", 800)]
    [InlineData("4", 286)]
    public void The_frame_has_the_proportions_of_the_film_within_reason(string? ratio, int height)
    {
        decimal? value = ratio is null ? null : decimal.Parse(ratio, CultureInfo.InvariantCulture);

        Assert.Equal(height, TitleCard.For(TitleCardFilms.Six[0] with { AspectRatio = value }).Height);
    }

    [Fact]
    public void Every_line_stands_within_the_frame_and_below_the_one_before()
    {
        foreach (var film in TitleCardFilms.EveryMotif())
        {
            var card = TitleCard.For(film);
            Assert.InRange(card.Lines.Count(line => line.Role == TextRole.Title), film.Title.Length == 0 ? 0 : 1, 5);
            var above = 0.0;
            foreach (var line in card.Lines)
            {
                Assert.InRange(line.Left, 0, card.Width);
                Assert.InRange(line.Left + line.Width, 0, card.Width);
                Assert.True(line.Baseline - (line.Size * 0.72) >= above, $"“{line.Text}” on {card.Width}×{card.Height} touches the line above it.");
                Assert.InRange(line.Baseline, 0, card.Height - 20);
                above = line.Baseline;
            }
        }
    }

    [Fact]
    public void A_title_too_long_for_its_card_ends_in_an_ellipsis()
    {
        var card = TitleCard.For(TitleCardFilms.Six[0] with { Title = new string('W', 300) });

        Assert.EndsWith("…", card.Lines.Last(line => line.Role == TextRole.Title).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_article_and_the_brackets_of_a_title_stay_with_their_words()
    {
        static string[] Title(TitleCardFilm film) => [.. TitleCard.For(film).Lines.Where(line => line.Role == TextRole.Title).Select(line => line.Text)];

        Assert.Equal(["Zerkalo", "(The Mirror)"], Title(TitleCardFilms.Six[0]));
        Assert.Equal(["The Mirror"], Title(TitleCardFilms.Six[3]));
    }

    [Fact]
    public void An_original_title_that_repeats_the_title_is_left_out() =>
        Assert.DoesNotContain(TitleCard.For(TitleCardFilms.Six[4]).Lines, line => line.Role == TextRole.OriginalTitle);

    [Fact]
    public void As_many_directors_are_named_as_there_is_room_for()
    {
        string[] names = ["Michael Powell", "Emeric Pressburger", "A Third With a Considerable Name", "And a Fourth Whose Name Is Longer Still"];
        var film = TitleCardFilms.Six[0] with { Directors = names };

        Assert.Equal("MICHAEL POWELL, EMERIC PRESSBURGER … · 1975", TitleCard.For(film).Lines[^1].Text);
    }

    [Theory]
    [InlineData("1.37", "ALEJANDRO GONZÁLEZ IÑÁRRITU · 1975")]
    [InlineData("2.39", "Alejandro González Iñárritu", "1975")]
    public void A_director_with_a_long_name_is_named_in_a_narrow_column_too(string ratio, params string[] lines)
    {
        var film = TitleCardFilms.Six[0] with { Directors = ["Alejandro González Iñárritu"], AspectRatio = decimal.Parse(ratio, CultureInfo.InvariantCulture) };

        Assert.Equal(lines, TitleCard.For(film).Lines.Where(line => line.Role == TextRole.Credit).Select(line => line.Text));
    }

    [Fact]
    public void A_wordless_card_shows_the_same_motif_in_the_same_colours_without_lines()
    {
        foreach (var film in TitleCardFilms.Six)
        {
            var (card, wordless) = (TitleCard.For(film), TitleCard.WordlessFor(film));
            Assert.Empty(wordless.Lines);
            Assert.Equal((card.Motif, card.Palette.Name, card.Height), (wordless.Motif, wordless.Palette.Name, wordless.Height));
        }
    }
}
