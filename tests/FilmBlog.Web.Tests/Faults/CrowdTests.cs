using FilmBlog.Benchmarks.Faults;

namespace FilmBlog.Web.Tests.Faults;

/// <summary>Others come in between: another process, many clients, clients that leave.</summary>
public sealed class CrowdTests(FaultBeginning beginning) : FaultTest(beginning)
{
    [Fact]
    public async Task A_database_that_another_process_locks() => Hold(await Crowds.LockedAsync(Blog, readers: 100, Cancelled), leastAcknowledged: 1);

    [Fact]
    public async Task An_import_beside_an_author_who_saves() => Hold(await Crowds.ImportingAsync(Blog, files: 800, Cancelled), leastAcknowledged: 1);

    [Fact]
    public async Task Stopped_under_load() => Hold(await Crowds.StoppedAsync(Blog, connections: 16, Cancelled), leastAcknowledged: 5);

    [Fact]
    public async Task Killed_and_started_again_under_load() => Hold(await Crowds.KilledAsync(Blog, TimeSpan.FromSeconds(4), connections: 16, Cancelled), leastAcknowledged: 2);

    [Fact]
    public async Task Clients_that_leave_while_they_save() => Hold(await Crowds.LeavingAsync(Blog, times: 100, Cancelled));

    [Fact]
    public async Task Clients_that_leave_while_they_send_pictures() => Hold(await Crowds.LeavingPicturesAsync(Blog, times: 60, Cancelled));

    [Fact]
    public async Task More_connections_than_files_may_be_open() => Hold(await Crowds.FewHandlesAsync(Blog, handles: 1024, Cancelled), leastAcknowledged: 1);
}
