using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Domain;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Stalker", "stalker")]
    [InlineData("The Mirror", "the-mirror")]
    [InlineData("  The   Mirror!  ", "the-mirror")]
    [InlineData("Amélie", "amelie")]
    [InlineData("Ame\u0301lie", "amelie")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Straße", "strasse")]
    [InlineData("Ærø", "aero")]
    [InlineData("Guðrún Þorn", "gudrun-thorn")]
    [InlineData("İstanbul Kırmızısı", "istanbul-kirmizisi")]
    [InlineData("ﬁlm", "film")]
    [InlineData("Ocean's Eleven", "oceans-eleven")]
    [InlineData("E.T.", "et")]
    [InlineData("12:08 East of Bucharest", "12-08-east-of-bucharest")]
    [InlineData("1917", "1917")]
    [InlineData("Зеркало", "zerkalo")]
    [InlineData("ЗЕРКАЛО", "zerkalo")]
    [InlineData("Солярис", "solyaris")]
    [InlineData("Сталкер", "stalker")]
    [InlineData("Иди и смотри", "idi-i-smotri")]
    [InlineData("Ёлки, съезд, чайка", "yolki-sezd-chayka")]
    [InlineData("Тіні забутих предків", "tini-zabutikh-predkiv")]
    [InlineData("Κυνόδοντας", "kynodontas")]
    [InlineData("Μια αιωνιότητα και μια μέρα", "mia-aioniotita-kai-mia-mera")]
    [InlineData("鏡 The Mirror", "the-mirror")]
    [InlineData("🎬 Movie", "movie")]
    public void A_title_gives_its_slug(string title, string slug) => Assert.Equal(slug, Slug.From(title)?.Value);

    [Theory]
    [InlineData("آینه")]
    [InlineData("千と千尋の神隠し")]
    [InlineData("🎬")]
    [InlineData("?!")]
    [InlineData("")]
    public void A_title_of_which_nothing_can_stand_in_an_address_gives_none(string title) => Assert.Null(Slug.From(title));

    [Theory]
    [InlineData("a")]
    [InlineData("the-mirror-1975")]
    [InlineData("12-08")]
    public void A_written_slug_is_read(string text)
    {
        Assert.True(Slug.TryParse(text, out var slug));
        Assert.Equal(text, slug.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("../a")]
    [InlineData("a.md")]
    [InlineData("é")]
    [InlineData("١")]
    [InlineData("con")]
    [InlineData("lpt1")]
    public void What_is_no_slug_is_not_read(string? text) => Assert.False(Slug.TryParse(text, out _));

    [Fact]
    public void A_slug_has_at_most_eighty_characters_and_no_hyphen_at_its_end()
    {
        Assert.True(Slug.TryParse(new string('a', 80), out _));
        Assert.False(Slug.TryParse(new string('a', 81), out _));
        Assert.Equal(new string('a', 79), Slug.From(new string('a', 79) + " b")?.Value);
        Assert.Equal(new string('a', 75) + "-1975", Slug.From(new string('a', 100))!.Value.With(1975).Value);
    }

    [Theory]
    [InlineData("Con", "con-film")]
    [InlineData("NUL", "nul-film")]
    [InlineData("Com1", "com1-film")]
    public void A_name_that_Windows_keeps_for_a_device_is_made_longer(string title, string slug) => Assert.Equal(slug, Slug.From(title)?.Value);

    [Fact]
    public void A_taken_slug_gets_the_year_and_then_a_number()
    {
        var taken = new HashSet<Slug>();
        string Next(string name, int? year)
        {
            var slug = Slug.Free(name, "review", year, taken.Contains);
            Assert.True(taken.Add(slug));
            return slug.Value;
        }

        Assert.Equal("the-mirror", Next("The Mirror", 1975));
        Assert.Equal("the-mirror-1975", Next("The Mirror", 1975));
        Assert.Equal("the-mirror-1975-2", Next("The Mirror", 1975));
        Assert.Equal("the-mirror-1997", Next("The Mirror", 1997));
        Assert.Equal("the-mirror-2", Next("The Mirror", null));
        Assert.Equal("review-1", Next("آینه", 1997));
        Assert.Equal("review-2", Next("鏡", 1997));
    }

    [Fact]
    public void Whatever_the_text_a_slug_is_one_that_can_be_read_again()
    {
        var texts = new StrangeText(11);
        for (var round = 0; round < 3000; round++)
        {
            var text = texts.Any(40);
            if (Slug.From(text) is { } slug)
            {
                Assert.True(Slug.TryParse(slug.Value, out var read), text);
                Assert.Equal(slug, read);
                Assert.Equal(slug, Slug.From(slug.Value));
                Assert.True(Slug.TryParse(slug.With(round).Value, out _), text);
            }
        }
    }

    [Fact]
    public void However_many_bear_a_name_each_gets_another_slug()
    {
        var taken = new HashSet<Slug>();
        var texts = new StrangeText(12);
        for (var round = 0; round < 500; round++)
        {
            Assert.True(taken.Add(Slug.Free(texts.Any(2), "theme", round % 2 == 0 ? 1900 + (round % 3) : null, taken.Contains)));
        }

        Assert.All(taken, slug => Assert.True(Slug.TryParse(slug.Value, out _), slug.Value));
    }
}
