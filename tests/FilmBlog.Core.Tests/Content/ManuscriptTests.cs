using FilmBlog.Core.Content;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Content;

/// <summary>A manuscript is stored as a Markdown file and comes back as it was typed, right or wrong.</summary>
public sealed class ManuscriptTests
{
    [Fact]
    public void What_nobody_has_finished_comes_back_as_it_was_typed()
    {
        var begun = new Manuscript { Year = "nineteen", Themes = ["memory", "", " rain "], Runtime = "-", Rating = "5 stars", Body = "---\n\nIt rains." };

        var read = Manuscript.Read(begun.Write());

        Assert.Equal(begun.Write(), read.Write());
        Assert.Equal((begun.Year, begun.Runtime, begun.Rating, begun.Body), (read.Year, read.Runtime, read.Rating, read.Body));
        Assert.Equal(begun.Themes, read.Themes);
    }

    [Fact]
    public void What_is_more_than_a_review_can_have_is_shown_in_part_and_kept_whole()
    {
        IReadOnlyList<string> many = [.. Enumerable.Range(0, 500).Select(n => n + new string('n', 400))];
        var title = new string('t', 299) + "🎬 and more";
        var typed = new Manuscript
        {
            Title = title,
            FilmTitle = title,
            AlsoKnownAs = many,
            Directors = many,
            Countries = many,
            Languages = many,
            Cinematography = many,
            Cast = many,
            Music = many,
            Themes = many,
            Pinned = many,
            Banned = many,
            Verdict = new string('v', 3000),
            Excerpt = new string('e', 3000),
            Author = new string('a', 200),
            Body = "It rains.",
        };

        var shown = typed.WithinLimits();

        Assert.Equal((5, 12, 60, 60, 60, 60, 60, 60, 100, 100), (
            shown.Directors.Count, shown.Themes.Count, shown.AlsoKnownAs.Count, shown.Countries.Count, shown.Languages.Count, shown.Cinematography.Count, shown.Cast.Count,
            shown.Music.Count, shown.Pinned.Count, shown.Banned.Count));
        Assert.All(shown.Directors.Concat(shown.Themes).Concat(shown.Cast), name => Assert.Equal(150, name.Length));
        Assert.Equal((new string('t', 299), 1000, 2000, 150, "It rains."), (shown.Title, shown.Verdict.Length, shown.Excerpt.Length, shown.Author.Length, shown.Body));
        Assert.Equal(many, Manuscript.Read(typed.Write()).Directors);
        var right = new Manuscript { Title = "Zerkalo", Directors = ["Andrei Tarkovsky"], Cast = ["Margarita Terekhova"], Body = "It rains." };
        Assert.Equal(right.Write(), right.WithinLimits().Write());
    }

    [Fact]
    public void An_empty_one_is_one()
    {
        Assert.Equal(new Manuscript().Write(), Manuscript.Read(new Manuscript().Write()).Write());
        Assert.Equal("", Manuscript.Read(new Manuscript().Write()).Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no front matter at all")]
    [InlineData("---\nfilm: [\n---\ntext")]
    public void A_text_that_is_no_file_of_ours_is_all_body(string text) => Assert.Equal(text, Manuscript.Read(text).Body);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_text_in_any_field_comes_back(int seed)
    {
        var random = new Random(seed);
        var strange = new StrangeText(seed);
        string Text() => random.Next(3) == 0 ? strange.Line() : strange.Body(8);
        IReadOnlyList<string> Texts() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text())];
        var written = new Manuscript
        {
            Title = Text(),
            Slug = Text(),
            FilmTitle = Text(),
            OriginalTitle = Text(),
            AlsoKnownAs = Texts(),
            Year = Text(),
            Directors = Texts(),
            Countries = Texts(),
            Languages = Texts(),
            Runtime = Text(),
            Cinematography = Texts(),
            Cast = Texts(),
            Music = Texts(),
            AspectRatio = Text(),
            Imdb = Text(),
            ImdbRating = Text(),
            Themes = Texts(),
            Rating = Text(),
            Verdict = Text(),
            Excerpt = Text(),
            Watched = Text(),
            Spoilers = random.Next(2) == 0,
            Pinned = Texts(),
            Banned = Texts(),
            Aliases = Texts(),
            Author = Text(),
            Cover = Text(),
            CoverAlt = Text(),
        };

        var read = Manuscript.Read(written.Write());

        Assert.Equivalent(written, read, strict: true);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];
}
