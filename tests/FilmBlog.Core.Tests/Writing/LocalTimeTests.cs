using FilmBlog.Core.Writing;

namespace FilmBlog.Core.Tests.Writing;

/// <summary>What a time on the site's clock means.</summary>
public sealed class LocalTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-12-03T09:00", "2026-12-03T08:00:00+00:00")]
    [InlineData("2026-07-03T09:00:30", "2026-07-03T07:00:30+00:00")]
    [InlineData("2026-03-29T01:59", "2026-03-29T00:59:00+00:00")]
    [InlineData("2026-03-29T03:00", "2026-03-29T01:00:00+00:00")]
    [InlineData("2026-10-25T01:59", "2026-10-24T23:59:00+00:00")]
    [InlineData("2026-10-25T03:00", "2026-10-25T02:00:00+00:00")]
    public void Most_times_are_one_instant(string written, string instant)
    {
        var time = LocalTime.Read(written, Berlin)!;

        Assert.True(time.IsClear);
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(time.Instants));
    }

    [Fact]
    public void An_hour_that_comes_twice_is_two_the_earlier_first()
    {
        var time = LocalTime.Read("2026-10-25T02:30", Berlin)!;

        Assert.Equal((false, false), (time.IsClear, time.IsSkipped));
        Assert.Equal([TimeSpan.FromHours(2), TimeSpan.FromHours(1)], time.Instants.Select(i => i.Offset));
        Assert.Equal(TimeSpan.FromHours(1), time.Instants[1] - time.Instants[0]);
    }

    [Fact]
    public void An_hour_that_is_skipped_is_the_one_after_it()
    {
        var time = LocalTime.Read("2026-03-29T02:30", Berlin)!;

        Assert.Equal((false, true), (time.IsClear, time.IsSkipped));
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2)), Assert.Single(time.Instants));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30T09:00")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31T23:59")]
    public void What_is_no_time_is_none(string? written) => Assert.Null(LocalTime.Read(written, Berlin));
}
