using System.Numerics;

namespace FilmBlog.Benchmarks.Load;

/// <summary>
/// How long requests took, each within two percent, in a few kilobytes however many there are. Not for several threads: each has one, and
/// they are added up.
/// </summary>
internal sealed class Histogram
{
    // Each power of two has as many buckets; up to there every microsecond has its own.
    private const int Steps = 64;
    private const int Bits = 6;

    private readonly long[] counts = new long[Steps * 32];

    public long Count { get; private set; }

    public void Add(long microseconds)
    {
        counts[Math.Min(BucketOf(Math.Max(0, microseconds)), counts.Length - 1)]++;
        Count++;
    }

    public void Add(Histogram other)
    {
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            counts[bucket] += other.counts[bucket];
        }

        Count += other.Count;
    }

    /// <summary>Microseconds that this share of all, from 0 to 1, did not exceed.</summary>
    public double At(double share)
    {
        var (left, bucket) = ((long)Math.Ceiling(share * Count), 0);
        while (bucket < counts.Length - 1 && (left -= counts[bucket]) > 0)
        {
            bucket++;
        }

        return Count == 0 ? 0 : LastOf(bucket);
    }

    private static int BucketOf(long value)
    {
        if (value < Steps)
        {
            return (int)value;
        }

        var power = BitOperations.Log2((ulong)value) - Bits;
        return ((power + 1) * Steps) + (int)(value >> power) - Steps;
    }

    private static double LastOf(int bucket)
    {
        if (bucket < Steps)
        {
            return bucket;
        }

        var (power, step) = ((bucket / Steps) - 1, bucket % Steps);
        return ((long)(Steps + step + 1) << power) - 1;
    }
}
