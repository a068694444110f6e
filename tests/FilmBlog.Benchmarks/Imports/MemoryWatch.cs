namespace FilmBlog.Benchmarks.Imports;

/// <summary>Looks at the memory of the process every few milliseconds and keeps the highest it saw.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Timer timer;
    private readonly Lock gate = new();
    private Peak peak;

    public MemoryWatch() => timer = new Timer(_ => Look(), null, Interval, Interval);

    /// <summary>The highest since the last call.</summary>
    public Peak Take()
    {
        Look();
        lock (gate)
        {
            var taken = peak;
            peak = default;
            return taken;
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        var (managed, resident) = (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
        lock (gate)
        {
            peak = new Peak(Math.Max(peak.Managed, managed), Math.Max(peak.Resident, resident));
        }
    }
}

/// <summary>Highest memory.</summary>
/// <param name="Managed">Bytes of managed objects, those included that no collection has taken away yet.</param>
/// <param name="Resident">Bytes of the process in memory.</param>
internal readonly record struct Peak(long Managed, long Resident);
