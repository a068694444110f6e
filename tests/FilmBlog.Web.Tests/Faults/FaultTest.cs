using FilmBlog.Benchmarks.Faults;
using FilmBlog.Benchmarks.Load;

namespace FilmBlog.Web.Tests.Faults;

/// <summary>
/// What can go wrong, once and small, to the executable itself; <c>FilmBlog.Benchmarks faults</c> does the same many times. Nothing that was
/// acknowledged is lost, nothing is half made, and the process answers or ends with a sentence.
/// </summary>
public abstract class FaultTest(FaultBeginning beginning) : IClassFixture<FaultBeginning>, IAsyncLifetime
{
    private FaultBlog blog = null!;

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected FaultBlog Blog => blog;

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        blog = beginning.Copy();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (blog is not null)
        {
            await blog.DisposeAsync();
        }
    }

    private protected static void Hold(Finding finding, int leastAcknowledged = 0)
    {
        Assert.Empty(finding.Wrong);
        Assert.True(finding.Times > 0, "The fault never happened.");
        Assert.True(finding.Acknowledged >= leastAcknowledged, $"Only {finding.Acknowledged} saves were acknowledged.");
    }

    private protected static void SkipWithoutStrace() => Assert.SkipUnless(Strace.IsThere, "There is no strace on the path that may trace.");

    private protected static void SkipWithoutDisks() => Assert.SkipUnless(Disks.CanBeMade, "A process cannot be given a disk of its own here (unshare).");
}

/// <summary>The blog with which each fault begins, made once for the tests of a class.</summary>
public sealed class FaultBeginning : IAsyncLifetime
{
    private readonly Publication program = Publication.In(AppContext.BaseDirectory);
    private FaultBlog? blog;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsLinux())
        {
            blog = await FaultBlog.CreateAsync(program, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (blog is not null)
        {
            await blog.DisposeAsync();
        }

        program.Dispose();
    }

    internal FaultBlog Copy()
    {
        Assert.SkipWhen(blog is null, "These faults are made by means of Linux.");
        return blog.Copy();
    }
}
