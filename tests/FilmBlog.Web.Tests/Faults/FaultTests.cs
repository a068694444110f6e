using FilmBlog.Benchmarks.Faults;
using FilmBlog.Benchmarks.Load;

namespace FilmBlog.Web.Tests.Faults;

/// <summary>
/// What can go wrong, once and small, to the executable itself; <c>FilmBlog.Benchmarks faults</c> does the same many times. Nothing that was
/// acknowledged is lost, nothing is half made, and the process answers or ends with a sentence.
/// </summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly Publication program = Publication.In(AppContext.BaseDirectory);
    private FaultBlog blog = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_while_an_author_saves() => Hold(await Kills.DuringSavesAsync(blog, 3, seed: 1, Cancelled), leastAcknowledged: 3);

    [Fact]
    public async Task Killed_at_steps_of_saving_publishing_uploading_replacing_and_deleting()
    {
        SkipWithoutStrace();
        Hold(await Kills.AtStepsOfTheDeskAsync(blog, step => (step * 2) + 1, Cancelled), leastAcknowledged: 2);
    }

    [Fact]
    public async Task Killed_at_steps_of_an_import()
    {
        SkipWithoutStrace();
        Hold(await Kills.AtStepsOfAsync(blog, "import", step => blog.WriteReviews($"step {step}", 3), Kills.SomeOf, Cancelled));
    }

    [Fact]
    public async Task Killed_at_steps_of_a_backup()
    {
        SkipWithoutStrace();
        Hold(await Kills.AtStepsOfABackupAsync(blog, Kills.SomeOf, Cancelled));
    }

    [Fact]
    public async Task A_full_disk()
    {
        SkipWithoutDisks();
        Hold(await Disks.FullAsync(blog, Cancelled), leastAcknowledged: 2);
    }

    [Fact]
    public async Task A_disk_that_is_full_from_the_start()
    {
        SkipWithoutDisks();
        Hold(await Disks.FullFromTheStartAsync(blog, Cancelled));
    }

    [Fact]
    public async Task A_disk_of_the_log_that_is_full()
    {
        SkipWithoutDisks();
        Hold(await Disks.FullOfLogsAsync(blog, Cancelled), leastAcknowledged: 1);
    }

    [Fact]
    public async Task Killed_while_it_imports() => Hold(await Kills.DuringImportsAsync(blog, files: 1000, times: 3, seed: 71, Cancelled), leastAcknowledged: 1);

    [Fact]
    public async Task Asked_to_end_while_it_imports() => Hold(await Kills.StoppedImportAsync(blog, files: 1500, Cancelled));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ended_while_the_desk_imports(bool isAsked) => Hold(await Kills.DuringAnImportAtTheDeskAsync(blog, files: 1500, isAsked, Cancelled));

    [Fact]
    public async Task A_disk_for_reading_only()
    {
        SkipWithoutDisks();
        SkipWithoutStrace();
        Hold(await Disks.ReadOnlyAsync(blog, Cancelled), leastAcknowledged: 1);
    }

    [Fact]
    public async Task A_database_that_another_process_locks() => Hold(await Crowds.LockedAsync(blog, readers: 100, Cancelled), leastAcknowledged: 1);

    [Fact]
    public async Task An_import_beside_an_author_who_saves() => Hold(await Crowds.ImportingAsync(blog, files: 1500, Cancelled), leastAcknowledged: 1);

    [Fact]
    public async Task Stopped_under_load() => Hold(await Crowds.StoppedAsync(blog, connections: 16, Cancelled), leastAcknowledged: 5);

    [Fact]
    public async Task Killed_and_started_again_under_load() => Hold(await Crowds.KilledAsync(blog, TimeSpan.FromSeconds(4), connections: 16, Cancelled), leastAcknowledged: 2);

    [Fact]
    public async Task Clients_that_leave_while_they_save() => Hold(await Crowds.LeavingAsync(blog, times: 100, Cancelled));

    [Fact]
    public async Task Clients_that_leave_while_they_send_pictures() => Hold(await Crowds.LeavingPicturesAsync(blog, times: 60, Cancelled));

    [Fact]
    public async Task More_connections_than_files_may_be_open() => Hold(await Crowds.FewHandlesAsync(blog, handles: 1024, Cancelled), leastAcknowledged: 1);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "These faults are made by means of Linux.");
        blog = await FaultBlog.CreateAsync(program, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        if (blog is not null)
        {
            await blog.DisposeAsync();
        }

        program.Dispose();
    }

    private static void Hold(Finding finding, int leastAcknowledged = 0)
    {
        Assert.Empty(finding.Wrong);
        Assert.True(finding.Times > 0, "The fault never happened.");
        Assert.True(finding.Acknowledged >= leastAcknowledged, $"Only {finding.Acknowledged} saves were acknowledged.");
    }

    private static void SkipWithoutStrace() => Assert.SkipUnless(Strace.IsThere, "There is no strace on the path that may trace.");

    private static void SkipWithoutDisks() => Assert.SkipUnless(Disks.CanBeMade, "A process cannot be given a disk of its own here (unshare).");
}
