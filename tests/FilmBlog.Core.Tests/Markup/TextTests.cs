using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

public sealed class TextTests
{
    [Fact]
    public void The_text_for_search_leaves_spoilers_and_markup_out()
    {
        var text = Render(
            """
            # The *Mirror* ||He dies||

            A [link](/u), `code`, it's "so"
            on two lines. ||The butler.||[^1]

            ![A dacha](a.webp "In 1935")

            - one
            - two

            | a | b |
            |---|---|
            | c | d |

            ::: spoiler The end
            Gone.
            :::

                x = 1;

            [^1]: A note.
            """).PlainText;

        Assert.Equal(
            "The Mirror\nA link, code, it’s “so” on two lines.\nA dacha\nIn 1935\none\ntwo\na b\nc d\nx = 1;\nA note.", text);
    }

    [Fact]
    public void Words_of_the_whole_text_are_counted() =>
        Assert.Equal(11, Render("It's a well-known film. ||He dies||\n\n::: spoiler The end\nGone.\n:::\n\n![Alt text](x)").Words);

    [Fact]
    public void In_scripts_without_spaces_every_character_counts() => Assert.Equal(7, Render("東京物語 by Ozu 1953").Words);

    [Fact]
    public void A_short_body_is_its_own_excerpt() =>
        Assert.Equal("He said “no”. And left.", Render("# Heading\n\n> An epigraph.\n\nHe *said* \"no\". ||He dies.||\n\n![a](x \"Caption\")\n\nAnd left.").Excerpt);

    [Fact]
    public void A_long_one_is_cut_after_a_sentence()
    {
        var sentence = "Mr. J. Smith has seen the film twice, in 1975 and 2.5 years later. ";
        var excerpt = Render(string.Concat(Enumerable.Repeat(sentence, 9))).Excerpt;
        Assert.Equal(string.Concat(Enumerable.Repeat(sentence, 3)).TrimEnd(), excerpt);
    }

    [Fact]
    public void A_long_sentence_is_cut_after_a_word()
    {
        var excerpt = Render(string.Concat(Enumerable.Repeat("and another thing, ", 40))).Excerpt;
        Assert.InRange(excerpt.Length, 180, 221);
        Assert.True(excerpt.EndsWith(" and…", StringComparison.Ordinal) || excerpt.EndsWith(" another…", StringComparison.Ordinal) || excerpt.EndsWith(" thing…", StringComparison.Ordinal), excerpt);
    }

    [Fact]
    public void A_text_without_spaces_is_cut_between_characters()
    {
        var excerpt = Render(string.Concat(Enumerable.Repeat("🎬", 300))).Excerpt;
        Assert.InRange(excerpt.Length, 180, 221);
        Assert.EndsWith("🎬…", excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# Heading\n")]
    [InlineData("||He dies||")]
    [InlineData("::: spoiler\nHe dies.\n")]
    public void Where_nothing_stands_open_the_excerpt_is_empty(string markdown) => Assert.Equal("", Render(markdown).Excerpt);

    private static RenderedBody Render(string markdown) => MarkdownBody.Parse(markdown).Render(_ => null);
}
