using System.Globalization;
using FilmBlog.Web.Doctor;

namespace FilmBlog.Web.Tests.Doctor;

public sealed class MachineExamTests
{
    [Theory]
    [InlineData("2026-11-01", true, "ok: The clock says 2026-11-01 00:00 UTC, and is kept in time.")]
    [InlineData("2026-11-01", false, "note: The clock says 2026-11-01 00:00 UTC, and the system says that nothing keeps it in time: turn NTP on")]
    [InlineData("2026-11-01", null, "ok: The clock says 2026-11-01 00:00 UTC. Whether it is kept in time is not told here.")]
    [InlineData("2026-11-03", true, "wrong: The clock says 2026-11-01 00:00 UTC, and the program was built on 2026-11-03")]
    // A build in another zone may be a day ahead.
    [InlineData("2026-11-02", true, "ok: ")]
    [InlineData("1999-01-01", true, "ok: ")]
    [InlineData(null, true, "ok: ")]
    // As archives date what they want to be the same each time.
    [InlineData("1970-01-01", true, "ok: ")]
    public void A_clock_is_held_against_the_build_and_against_what_the_system_says(string? built, bool? isKept, string said)
    {
        DateTimeOffset? day = built is null ? null : DateTimeOffset.Parse(built + "Z", CultureInfo.InvariantCulture);

        Assert.StartsWith(said, MachineExam.Clock(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), day, isKept).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_says_when_it_was()
    {
        var built = MachineExam.BuiltOn();

        Assert.NotNull(built);
        Assert.InRange(built.Value, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.UtcNow.AddDays(1));
    }
}
