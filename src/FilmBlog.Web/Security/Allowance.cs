using System.Threading.RateLimiting;

namespace FilmBlog.Web.Security;

/// <summary>
/// So many at once, and so many more with each period that passes: what <see cref="FixedWindowRateLimiter"/> and
/// <see cref="TokenBucketRateLimiter"/> do, by a clock that can be set. The first period begins with what is first taken. Nobody waits in line.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="most">How many at once.</param>
/// <param name="each">How many more a period.</param>
/// <param name="period">How long that is.</param>
internal sealed class Allowance(TimeProvider clock, int most, int each, TimeSpan period) : RateLimiter
{
    private readonly Lock gate = new();
    private readonly int full = most;
    private int left = most;
    private long since = clock.GetTimestamp();
    private long allowed;
    private long refused;

    /// <summary>So many in each minute.</summary>
    public static Allowance AMinute(TimeProvider clock, int most) => new(clock, most, most, TimeSpan.FromMinutes(1));

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
            {
                Refill();
                return left == full ? clock.GetElapsedTime(since) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics()
    {
        lock (gate)
        {
            Refill();
            return new RateLimiterStatistics { CurrentAvailablePermits = left, TotalSuccessfulLeases = allowed, TotalFailedLeases = refused };
        }
    }

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            Refill();
            if (permitCount > left)
            {
                refused++;
                // Of a period as much as is still to come, and whole ones if one brings too few.
                var periods = (permitCount - left + each - 1) / each;
                return new Taken(false, (period * periods) - clock.GetElapsedTime(since));
            }

            if (left == full && permitCount > 0)
            {
                since = clock.GetTimestamp();
            }

            left -= permitCount;
            allowed++;
            return new Taken(true, TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    private void Refill()
    {
        var periods = (long)(clock.GetElapsedTime(since) / period);
        // Idle since it was full, and not since the last period.
        if (periods <= 0 || left == full)
        {
            return;
        }

        left = (int)Math.Min(full, left + (periods * each));
        since += (long)(periods * period.TotalSeconds * clock.TimestampFrequency);
    }

    private sealed class Taken(bool isAcquired, TimeSpan wait) : RateLimitLease
    {
        public override bool IsAcquired { get; } = isAcquired;

        public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = !IsAcquired && metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
