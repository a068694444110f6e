using System.Globalization;
using System.Text;
using System.Xml.Linq;
using FilmBlog.Core.Imaging;

namespace FilmBlog.Core.Tests.Imaging;

public sealed class TitleCardSvgTests
{
    [Theory]
    [InlineData("</svg><script>alert(1)</script>")]
    [InlineData("\"Quoted\" & 'single' > all")]
    [InlineData("Control \0\u0001\u0008\u000b\u001f\u007f\u009f characters")]
    [InlineData("Lone \ud800 and \udc00 surrogates \ufffe\uffff")]
    [InlineData("\u202eoverridden\u2066 direction")]
    [InlineData("Line\r\nbreak\tand\u2028others")]
    [InlineData("]]> <!-- &amp; &#0; <?xml?>")]
    [InlineData("")]
    [InlineData("\u200b")]
    [InlineData("\u200b \u2060 \ufeff")]
    public void Any_text_comes_out_as_well_formed_text(string text)
    {
        var film = new TitleCardFilm(text, text + " ", text, 1975, [text], [text], [text], 1.37m);

        var svg = XElement.Parse(TitleCardFilms.Svg(TitleCard.For(film), text));

        Assert.Equal("svg", svg.Name.LocalName);
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is not ("path" or "circle" or "text"));
        Assert.DoesNotContain(svg.Value, letter => char.IsControl(letter) || letter is '\u202e' or '\u2066' or '\ufffe' or '\uffff');
    }

    [Fact]
    public void A_title_with_markup_reads_as_it_was_written()
    {
        var svg = XElement.Parse(TitleCardFilms.Svg(new TitleCardFilm("<b> & \"c\"", null, null, 0, [], [], [], null)));

        Assert.Equal("<b> & \"c\"", svg.Elements("text").Single().Value);
    }

    [Fact]
    public void Nothing_in_it_needs_a_style_an_identifier_or_another_file()
    {
        string[] allowed =
            ["class", "viewBox", "aria-hidden", "focusable", "fill", "d", "cx", "cy", "r", "x", "y", "font-size", "letter-spacing", "text-anchor", "direction", "lang"];
        foreach (var film in TitleCardFilms.EveryMotif())
        {
            var attributes = XElement.Parse(TitleCardFilms.Svg(film)).DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName);
            Assert.Empty(attributes.Except(allowed));
        }
    }

    [Fact]
    public void A_card_takes_two_kilobytes_and_never_more_than_three()
    {
        var sizes = TitleCardFilms.EveryMotif().Select(film => Encoding.UTF8.GetByteCount(TitleCardFilms.Svg(film))).Order().ToList();

        Assert.InRange(sizes[^1], 1, 3072);
        Assert.InRange(sizes[sizes.Count * 9 / 10], 1, 2048);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public void Numbers_and_capitals_are_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        List<string> Cards() => [.. TitleCardFilms.EveryMotif().Where((_, index) => index % 7 == 0).Concat(TitleCardFilms.Six).Select(TitleCardFilms.Svg)];
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var expected = Cards();
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Cards());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Persian_runs_from_the_right_and_still_hangs_from_the_margin()
    {
        var original = XElement.Parse(TitleCardFilms.Svg(TitleCardFilms.Six[3])).Elements("text").Single(text => text.Value == "آینه");

        Assert.Equal("rtl", original.Attribute("direction")?.Value);
        Assert.Equal("end", original.Attribute("text-anchor")?.Value);
        Assert.Equal("fa", original.Attribute("lang")?.Value);
        Assert.Equal("46", original.Attribute("x")?.Value);
    }

    [Fact]
    public void A_persian_title_hangs_from_the_right_margin_and_draws_the_other_lines_with_it()
    {
        var film = TitleCardFilms.Six[3] with { Title = "آینه", OriginalTitle = null };

        var lines = XElement.Parse(TitleCardFilms.Svg(film)).Elements("text").ToList();

        Assert.All(lines, line => Assert.Equal("754", line.Attribute("x")?.Value));
        Assert.Null(lines[0].Attribute("text-anchor"));
        Assert.Equal("end", lines[1].Attribute("text-anchor")?.Value);
    }

    [Fact]
    public void It_is_decoration_unless_it_is_given_a_label()
    {
        var card = TitleCard.For(TitleCardFilms.Six[1]);

        Assert.Contains(" aria-hidden=\"true\" focusable=\"false\">", TitleCardFilms.Svg(card), StringComparison.Ordinal);
        Assert.Contains(" role=\"img\" aria-label=\"Title card: Stalker &amp; others\">", TitleCardFilms.Svg(card, "Title card: Stalker & others"), StringComparison.Ordinal);
    }
}
