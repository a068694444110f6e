using System.Globalization;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Tests.Domain;

public sealed class RatingTests
{
    [Theory]
    [InlineData("0.5", 1)]
    [InlineData("1", 2)]
    [InlineData("4.5", 9)]
    [InlineData("5", 10)]
    [InlineData("5.0", 10)]
    public void A_half_step_from_a_half_to_five_is_a_rating(string text, int halves)
    {
        Assert.True(Rating.TryParse(text, out var rating));
        Assert.Equal(halves, rating.Halves);
        Assert.True(Rating.TryParse(rating.ToString(), out var again));
        Assert.Equal(rating, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("5.5")]
    [InlineData("4.25")]
    [InlineData("-1")]
    [InlineData("4,5")]
    [InlineData("4/5")]
    [InlineData("1e0")]
    [InlineData("٤")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999999999999999")]
    public void Anything_else_is_not(string? text) => Assert.False(Rating.TryParse(text, out _));

    [Fact]
    public void The_number_of_halves_is_bounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rating.OfHalves(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rating.OfHalves(11));
    }

    [Fact]
    public void Its_text_is_the_same_in_every_culture_and_ratings_compare()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("4.5", Rating.OfHalves(9).ToString());
            Assert.True(Rating.TryParse("4.5", out _));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.True(Rating.OfHalves(3) < Rating.OfHalves(4) && Rating.OfHalves(4) >= Rating.OfHalves(4));
        Assert.Equal(4.5m, Rating.OfHalves(9).Stars);
    }

    [Theory]
    [InlineData(1, "half a star out of 5")]
    [InlineData(8, "4 out of 5 stars")]
    [InlineData(9, "4 and a half out of 5 stars")]
    public void It_is_spoken_as_one_says_it(int halves, string words) => Assert.Equal(words, Rating.OfHalves(halves).Spoken());

    [Theory]
    [InlineData("2026-10-30", 2026, 10, 30)]
    [InlineData("2024-02-29", 2024, 2, 29)]
    [InlineData("2026-10", 2026, 10, null)]
    [InlineData("2026", 2026, null, null)]
    [InlineData("1888", 1888, null, null)]
    public void A_day_a_month_or_a_year_is_a_date_and_its_text_reads_again(string text, int year, int? month, int? day)
    {
        Assert.True(PartialDate.TryParse(text, out var date));
        Assert.Equal(new PartialDate(year, month, day), date);
        Assert.Equal(text, date.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2023-02-29")]
    [InlineData("2026-13")]
    [InlineData("2026-1-1")]
    [InlineData("30.10.2026")]
    [InlineData("1887")]
    [InlineData("26")]
    [InlineData("yesterday")]
    public void A_day_that_no_calendar_has_is_not(string? text) => Assert.False(PartialDate.TryParse(text, out _));
}
