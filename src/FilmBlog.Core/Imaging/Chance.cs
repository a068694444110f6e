namespace FilmBlog.Core.Imaging;

/// <summary>
/// Numbers that look accidental and are the same on every machine: FNV-1a over the text, SplitMix64 after it.
/// <see cref="string.GetHashCode()"/> differs from process to process and <c>Random</c> may change with the runtime.
/// </summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text)
        {
            hash = (hash ^ (byte)unit) * 1099511628211UL;
            hash = (hash ^ (byte)(unit >> 8)) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>A fraction in [0, 1) that belongs to the pair, for choosing the best of several candidates.</summary>
    public static double Fraction(ulong seed, string candidate) => ToFraction(Mix(seed ^ Hash(candidate)));

    /// <summary>The next number in [low, high).</summary>
    public double Between(double low, double high)
    {
        state += 0x9E3779B97F4A7C15UL;
        return low + ((high - low) * ToFraction(Mix(state)));
    }

    /// <summary>The next whole number from low to high, both included.</summary>
    public int Count(int low, int high) => (int)Between(low, high + 1);

    public bool Flip() => Between(0, 1) < 0.5;

    /// <summary>Plus or minus one.</summary>
    public int Side() => Flip() ? 1 : -1;

    private static double ToFraction(ulong value) => (value >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
