using FilmBlog.Benchmarks.Faults;

namespace FilmBlog.Web.Tests.Faults;

/// <summary>The disk is full, or for reading only.</summary>
public sealed class DiskTests(FaultBeginning beginning) : FaultTest(beginning)
{
    [Fact]
    public async Task A_full_disk()
    {
        SkipWithoutDisks();
        Hold(await Disks.FullAsync(Blog, Cancelled), leastAcknowledged: 2);
    }

    [Fact]
    public async Task A_disk_that_is_full_from_the_start()
    {
        SkipWithoutDisks();
        Hold(await Disks.FullFromTheStartAsync(Blog, Cancelled));
    }

    [Fact]
    public async Task A_disk_of_the_log_that_is_full()
    {
        SkipWithoutDisks();
        Hold(await Disks.FullOfLogsAsync(Blog, Cancelled), leastAcknowledged: 1);
    }

    [Fact]
    public async Task A_disk_for_reading_only()
    {
        SkipWithoutDisks();
        SkipWithoutStrace();
        Hold(await Disks.ReadOnlyAsync(Blog, Cancelled), leastAcknowledged: 1);
    }
}
