using System.Diagnostics;
using FilmBlog.Core.Writing;

namespace FilmBlog.Core.Tests.Writing;

public sealed class TextComparisonTests
{
    [Fact]
    public void A_text_is_the_same_as_itself_whatever_ends_its_lines()
    {
        var comparison = TextComparison.Of("one\r\ntwo\n", "one\ntwo\r\n");

        Assert.True(comparison.IsSame);
        Assert.Equal(["one", "two", ""], comparison.Lines.Select(line => line.Text));
        Assert.Empty(comparison.Passages());
    }

    [Fact]
    public void Within_a_line_that_was_edited_only_the_words_that_differ_are_marked()
    {
        var lines = TextComparison.Of("Before.\nThe wind moves the old grass.\nAfter.", "Before.\nThe wind moves the tall grass.\nAfter.").Lines;

        Assert.Equal([" Before.", "-The wind moves the [old] grass.", "+The wind moves the [tall] grass.", " After."], lines.Select(Shown));
        Assert.Equal([(1, 1), (2, null), (null, 2), (3, 3)], lines.Select(line => (line.OldNumber, line.NewNumber)));
    }

    [Fact]
    public void A_line_that_became_another_is_marked_as_a_whole() =>
        Assert.Equal(["-[A dacha in the rain.]", "+[Nobody knew him.]"], TextComparison.Of("A dacha in the rain.", "Nobody knew him.").Lines.Select(Shown));

    [Fact]
    public void The_space_between_two_changed_words_belongs_to_them() =>
        Assert.Equal(
            ["-He said that [three old] men waited there in the cold.", "+He said that [two young] men waited there in the cold."],
            TextComparison.Of("He said that three old men waited there in the cold.", "He said that two young men waited there in the cold.").Lines.Select(Shown));

    [Fact]
    public void Text_without_spaces_between_words_is_compared_by_its_characters() =>
        Assert.Equal(["-父は[昨]日亡くなったと聞いた", "+父は[今]日亡くなったと聞いた"], TextComparison.Of("父は昨日亡くなったと聞いた", "父は今日亡くなったと聞いた").Lines.Select(Shown));

    [Fact]
    public void Passages_leave_out_what_stays_between_changes()
    {
        var before = Enumerable.Range(1, 30).Select(n => $"Line {n}.").ToList();
        var after = before.Select((line, i) => i is 4 or 20 ? line + " And more." : line);

        var passages = TextComparison.Of(string.Join('\n', before), string.Join('\n', after)).Passages(around: 1);

        Assert.Equal([[" Line 4.", "-Line 5.", "+Line 5.[ And more.]", " Line 6."], [" Line 20.", "-Line 21.", "+Line 21.[ And more.]", " Line 22."]],
            passages.Select(passage => passage.Select(Shown)));
    }

    [Fact]
    public void Both_texts_can_be_told_from_the_comparison()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var (before, after) = (Any(random), Any(random));

            var lines = TextComparison.Of(before, after).Lines;

            Assert.Equal(before, string.Join('\n', lines.Where(line => line.Change != TextChange.Added).Select(line => line.Text)));
            Assert.Equal(after, string.Join('\n', lines.Where(line => line.Change != TextChange.Removed).Select(line => line.Text)));
            Assert.Equal(Enumerable.Range(1, before.Split('\n').Length), lines.Select(line => line.OldNumber).OfType<int>());
            Assert.Equal(Enumerable.Range(1, after.Split('\n').Length), lines.Select(line => line.NewNumber).OfType<int>());
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData(" ")]
    public void Texts_of_the_greatest_length_without_anything_in_common_are_compared_at_once(string between)
    {
        var before = string.Join(between, Enumerable.Range(0, 40_000).Select(n => $"a{n}"));
        var after = string.Join(between, Enumerable.Range(0, 40_000).Select(n => $"b{n}"));
        var started = Stopwatch.GetTimestamp();

        Assert.False(TextComparison.Of(before, after).IsSame);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    private static string Any(Random random) =>
        string.Join('\n', Enumerable.Range(0, random.Next(8)).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(4)))));

    private static string Shown(ComparedLine line) =>
        (line.Change switch { TextChange.Removed => "-", TextChange.Added => "+", _ => " " })
        + string.Concat(line.Words.Select(words => words.IsChanged ? $"[{words.Text}]" : words.Text));
}
