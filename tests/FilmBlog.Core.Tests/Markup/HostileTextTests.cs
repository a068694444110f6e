using System.Text;
using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

/// <summary>
/// Text made to hang or kill a parser: each ends soon, rendered or rejected with a sentence, on a stack of 1 MB. The bound of time is
/// generous, since it is there to notice a hang and not to measure.
/// </summary>
public sealed class HostileTextTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    // Prefix, what is repeated ({i} is a number), the middle, what closes as often, suffix.
    private static readonly (string Prefix, string Unit, string Middle, string Close, string Suffix)[] Cases =
    [
        ("", "*a **a ", "b", " a** a*", ""), ("", "a_ ", "", "", ""), ("", "_a ", "", "", ""), ("", "*a_ ", "", "", ""), ("a**b", "c* ", "", "", ""),
        ("", "**x", "", "", ""), ("", "*_", "", "", ""), ("", "~~a ", "", "", ""), ("", "***a ** b* ", "", "", ""), ("# ", "a*b ", "", "", ""),
        ("", "[a](b", "", "", ""), ("", "[a](<b", "", "", ""), ("", "[ (](", "", "", ""), ("", "![[]()", "", "", ""), ("", "[", "a", "]", ""), ("", "![", "a", "](u)", ""),
        ("", "[a", "", "", ""), ("", "a]", "", "", ""), ("", "[a]: u\n", "", "", ""), ("", "[a{i}]: u\n", "", "", ""), ("[a]: u\n\n", "[a] ", "", "", ""),
        ("", "[^1]: ", "", "", ""), ("[^1]: a\n\n", "[^1] ", "", "", ""), ("", "[^{i}]: a [^{i}]\n\n", "", "", ""),
        ("", "> ", "a", "", ""), ("", "- ", "a", "", ""), ("", "1. ", "a", "", ""), ("", "> - ", "a", "", ""), ("", "> - * 1) ", "a", "", ""),
        ("", "# a\n", "", "", ""), ("", "a\n=\n", "", "", ""), ("", "`a``b", "", "", ""), ("", "` `` ``` ", "", "", ""), ("", "```\n", "", "", ""),
        ("", "http://a.b ", "", "", ""), ("", "*http://a.b* ", "", "", ""), ("", "www.a.b ", "", "", ""), ("http://a.b/", "(", "", "", ""), ("", "<http://a.b> ", "", "", ""),
        ("|a|b|\n|-|-|\n", "|*a|b*|\n", "", "", ""), ("|a|b|\n|-|-|\n", "|*a|**b|\n", "", "", ""), ("|a|b|\n|-|-|\n", "|[a|b|\n", "", "", ""),
        ("|a|b|\n|-|-|\n", "![a|b](u)|\n", "", "", ""), ("|a|b|\n|-|-|\n", "a\n", "", "", ""), ("", "|a", "|\n", "|-", ""), ("", "|a|b|\n|-|-|\n|1|2|\n\n", "", "", ""),
        ("", "||a ", "", "", ""), ("", "||a b|| ", "", "", ""), ("", "||a *b|| c* ", "", "", ""), ("", "*||a ", "", "", ""), ("||a ", "[a](u) ", "", "", ""), ("", "[||a||](u) ", "", "", ""),
        ("", "::: spoiler\n", "", "", ""), ("", "::: spoiler\n", "a\n", ":::\n", ""), ("", "> ::: spoiler\n", "", "", ""), ("", "::: spoiler\n- ", "", "", ""), ("", ":::\n", "", "", ""),
        ("", "^^^ a\n", "", "", ""), ("", "\"a ", "", "", ""), ("", "'a' ", "", "", ""), ("", "-- ", "", "", ""), ("", "&#1;", "", "", ""), ("", "<!A ", "", "", ""), ("", "<a b=\"", "", "", ""),
        ("", "\\", "", "", ""), ("", "a  \n", "", "", ""), ("", "\t", "a", "", ""), ("", "\0", "", "", ""), ("", "e\u0301", "", "", ""), ("", "a", "", "", ""), ("", "- a\n* b\n+ c\n", "", "", ""),
    ];

    public static TheoryData<int, int> CasesAndSizes => new(Enumerable.Range(0, Cases.Length).SelectMany(index => new[] { (index, 16 * 1024), (index, 255 * 1024) }));

    [Theory]
    [MemberData(nameof(CasesAndSizes))]
    public void It_ends_soon_rendered_or_rejected(int index, int size)
    {
        var (prefix, unit, middle, close, suffix) = Cases[index];
        var text = new StringBuilder(prefix);
        var count = Math.Max(1, (size / 2 - prefix.Length) / (unit.Length + close.Length));
        for (var i = 0; i < count; i++)
            text.Append(unit.Replace("{i}", $"{i}", StringComparison.Ordinal));
        text.Append(middle);
        for (var i = 0; i < count; i++)
            text.Append(close);
        EndsSoon(text.Append(suffix).ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void So_do_mixtures_of_them(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < 200 * 1024)
        {
            var (prefix, unit, middle, close, suffix) = Cases[random.Next(Cases.Length)];
            var count = random.Next(1, 400);
            text.Append(prefix).Insert(text.Length, unit.Replace("{i}", "1", StringComparison.Ordinal), count).Append(middle);
            text.Insert(text.Length, close, count).Append(suffix).Append(random.Next(3) == 0 ? "\n" : "\n\n");
        }

        EndsSoon(text.ToString(0, 200 * 1024));
    }

    [Fact]
    public void A_body_of_more_than_256_KB_is_rejected()
    {
        Assert.NotNull(MarkdownBody.Parse(new string('a', 256 * 1024)));
        Assert.Throws<MarkupRejectedException>(() => MarkdownBody.Parse(new string('a', (256 * 1024) + 1)));
        Assert.Throws<MarkupRejectedException>(() => MarkdownBody.Parse(new string('я', (128 * 1024) + 1)));
    }

    [Theory]
    [InlineData("> ", 200, "nested too deeply")]
    [InlineData("# a\n", 301, "300 headings")]
    [InlineData("*a ", 2_001, "2,000 signs")]
    [InlineData("*a* b\n\n", 15_001, "30,000 signs")]
    [InlineData("[a]: u\n", 2_001, "2,000 link or footnote definitions")]
    [InlineData("a [^1]\n\n", 2_001, "2,000 footnotes")]
    [InlineData("::: spoiler\n", 200, "nested too deeply")]
    public void A_rejection_says_what_is_too_much(string unit, int count, string reason)
    {
        var exception = Assert.Throws<MarkupRejectedException>(
            () => MarkdownBody.Parse("First.\n\n" + new StringBuilder().Insert(0, unit, count)));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Line >= 3, $"line {exception.Line}");
    }

    [Fact]
    public void A_table_with_too_many_columns_or_cells_is_rejected()
    {
        static string Row(string cell, int columns) => new StringBuilder().Insert(0, "|" + cell, columns).Append("|\n").ToString();
        Assert.Throws<MarkupRejectedException>(() => MarkdownBody.Parse(Row("a", 61) + Row("-", 61)));
        Assert.Throws<MarkupRejectedException>(() => MarkdownBody.Parse(Row("a", 60) + Row("-", 60) + new StringBuilder().Insert(0, "|\n", 400)));
        Assert.NotNull(MarkdownBody.Parse(Row("a", 60) + Row("-", 60) + new StringBuilder().Insert(0, Row("b", 60), 300)));
    }

    [Fact]
    public void An_essay_of_forty_thousand_words_passes()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 800; i++)
        {
            if (i % 8 == 0)
                text.Append("## Part ").Append(i / 8).Append("\n\n");
            text.Append("It's *the* film [again](/reviews/f").Append(i).Append("), \"so\" ||he|| said,[^n").Append(i % 200).Append("] **and** ");
            text.Insert(text.Length, "then was a long day in it, ", 5).Append("end.\n\n");
        }

        for (var i = 0; i < 200; i++)
            text.Append("[^n").Append(i).Append("]: A note, *see* <https://example.org/").Append(i).Append(">.\n\n");
        text.Append("| Film | Year |\n|---|---|\n").Insert(text.Length, "| [Stalker](/reviews/stalker) | 1979 |\n", 300);

        Assert.InRange(Encoding.UTF8.GetByteCount(text.ToString()), 150_000, 256 * 1024);
        var rendered = MarkdownBody.Parse(text.ToString()).Render(_ => null);
        Assert.InRange(rendered.Words, 30_000, 60_000);
    }

    private static void EndsSoon(string text)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    var html = MarkdownBody.Parse(text).Render(_ => null).Html;
                    if (Encoding.UTF8.GetByteCount(html) > 2 * 1024 * 1024)
                        failure = new InvalidOperationException("The HTML is larger than 2 MB.");
                }
                catch (MarkupRejectedException)
                {
                    // A sentence for the author is a good end.
                }
#pragma warning disable CA1031 // Whatever else is thrown is the finding.
                catch (Exception exception)
                {
                    failure = exception;
                }
#pragma warning restore CA1031
            },
            maxStackSize: 1024 * 1024)
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Bound), "It did not end.");
        Assert.Null(failure);
    }
}
