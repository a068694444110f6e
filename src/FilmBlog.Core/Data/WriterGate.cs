using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FilmBlog.Core.Data;

/// <summary>
/// Lets one writer at a time to the database, in the order in which they asked. SQLite has one writer anyway, but makes the others wait by
/// polling on a blocked thread, and may starve one of them.
/// </summary>
public sealed class WriterGate : IDisposable
{
    /// <summary>How long a writer waits before it gives up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Whoever waits asynchronously is let in in the order of asking.
    private readonly SemaphoreSlim free = new(1, 1);
    private readonly Meter meter = new("FilmBlog");
    private readonly Histogram<double> waits;
    private int waiting;

    /// <summary>An open gate.</summary>
    public WriterGate()
    {
        waits = meter.CreateHistogram(
            "filmblog.writes.wait", "s", "How long writers waited for their turn.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        meter.CreateObservableGauge("filmblog.writes.waiting", () => Waiting, "{writer}", "Writers that wait for their turn.");
    }

    /// <summary>How many writers wait for their turn at this moment.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        free.Dispose();
    }

    /// <summary>Waits for one's turn; <see cref="Leave"/> ends it. Throws <see cref="DatabaseBusyException"/> after <see cref="Patience"/>.</summary>
    internal async Task EnterAsync(CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref waiting);
        try
        {
            if (!await free.WaitAsync(Patience, cancellationToken))
            {
                throw new DatabaseBusyException();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
            waits.Record(Stopwatch.GetElapsedTime(asked).TotalSeconds);
        }
    }

    /// <summary>Lets the next one in.</summary>
    internal void Leave() => free.Release();
}

/// <summary>Others have been writing for longer than one waits.</summary>
public sealed class DatabaseBusyException()
    : Exception("Others are writing to the database. Try again in a moment.");
