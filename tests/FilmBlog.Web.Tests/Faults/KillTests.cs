using FilmBlog.Benchmarks.Faults;

namespace FilmBlog.Web.Tests.Faults;

/// <summary>The process is killed, or asked to end, while it works and at each kind of step.</summary>
public sealed class KillTests(FaultBeginning beginning) : FaultTest(beginning)
{
    [Fact]
    public async Task Killed_while_an_author_saves() => Hold(await Kills.DuringSavesAsync(Blog, 3, seed: 1, Cancelled), leastAcknowledged: 3);

    [Fact]
    public async Task Killed_at_steps_of_saving_publishing_uploading_replacing_and_deleting()
    {
        SkipWithoutStrace();
        Hold(await Kills.AtStepsOfTheDeskAsync(Blog, step => (step * 3) + 1, Cancelled), leastAcknowledged: 2);
    }

    [Fact]
    public async Task Killed_at_steps_of_an_import()
    {
        SkipWithoutStrace();
        Hold(await Kills.AtStepsOfAsync(Blog, "import", step => Blog.WriteReviews($"step {step}", 3), Kills.SomeOf, Cancelled));
    }

    [Fact]
    public async Task Killed_at_steps_of_a_backup()
    {
        SkipWithoutStrace();
        Hold(await Kills.AtStepsOfABackupAsync(Blog, Kills.SomeOf, Cancelled));
    }

    [Fact]
    public async Task Killed_while_it_imports() => Hold(await Kills.DuringImportsAsync(Blog, files: 600, times: 3, seed: 71, Cancelled), leastAcknowledged: 1);

    [Fact]
    public async Task Asked_to_end_while_it_imports() => Hold(await InTimeAsync(() => Kills.StoppedImportAsync(Blog, files: 800, Cancelled)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ended_while_the_desk_imports(bool isAsked) =>
        Hold(await InTimeAsync(() => Kills.DuringAnImportAtTheDeskAsync(Blog, files: 800, isAsked, Cancelled)));

    // Where a machine is busy an import may have ended before its process is: another one is begun then.
    private static async Task<Finding> InTimeAsync(Func<Task<Finding>> fault)
    {
        var finding = await fault();
        for (var again = 0; again < 3 && finding is { Times: 0, Wrong.Count: 0 }; again++)
        {
            finding = await fault();
        }

        return finding;
    }
}
