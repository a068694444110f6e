using FilmBlog.Web.Metadata;

namespace FilmBlog.Web.Tests.Metadata;

public sealed class HeadTextTests
{
    [Fact]
    public void The_site_is_named_where_there_is_room_for_it()
    {
        Assert.Equal("Stalker (1979) review · Zerkalo", HeadText.Title("Stalker (1979) review", "Zerkalo"));
        Assert.Equal("Zerkalo: films seen twice", HeadText.Title("Zerkalo: films seen twice", null));
        var long1 = "Stalker (1979) review: a room in which wishes come true, perhaps";
        Assert.Equal(long1, HeadText.Title(long1, "Zerkalo"));
    }

    [Theory]
    [InlineData("Three hundred letters and more of a title that no tab and no search engine shows as it is, with words")]
    [InlineData("ThreeHundredLettersAndMoreOfATitleThatNoTabAndNoSearchEngineShowsAsItIs")]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦")]
    public void What_is_too_long_is_cut_at_a_word_or_a_whole_character(string title)
    {
        var cut = HeadText.Title(title, "Zerkalo");

        Assert.InRange(cut.Length, 30, HeadText.LongestTitle);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.StartsWith(cut[..^1], title, StringComparison.Ordinal);
        Assert.False(char.IsSurrogate(cut[^2]) && char.IsHighSurrogate(cut[^2]));
    }

    [Fact]
    public void A_description_keeps_whole_sentences_where_they_fit()
    {
        var first = "A dying poet looks for his mother, and he keeps on finding his wife.";
        var text = $"{first} Half a century on, this most private of all films belongs to anyone who ever had a childhood or a house, and who lost them both.";

        Assert.Equal(first, HeadText.Description(text, "More."));
    }

    [Fact]
    public void A_description_that_says_too_little_goes_on()
    {
        Assert.Equal("Good. Zerkalo: film reviews by the author, all of them.", HeadText.Description(" Good.\n", "Zerkalo: film reviews by the author, all of them."));
    }

    [Fact]
    public void Any_text_comes_to_a_description_of_the_right_length()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 60)).Select(_ => new string('a', random.Next(1, 12)) + (random.Next(6) == 0 ? "." : "")));

            var description = HeadText.Description(text, "Zerkalo: film reviews by the author, and by nobody else.");

            Assert.InRange(description.Length, HeadText.ShortestDescription, HeadText.LongestDescription);
        }
    }
}
