using System.Collections;

namespace FilmBlog.Benchmarks.Load;

/// <summary>The same, several times: medians, and how far apart they were. What was never measured is no number.</summary>
internal sealed class Series : IEnumerable<Load>
{
    private readonly List<Load> loads = [];

    public double Cpu => MedianOf(load => load.Cpu);

    public string Spread => loads.Count == 0 ? "" : FormattableString.Invariant($"{loads.Min(load => load.Cpu):0.0}–{loads.Max(load => load.Cpu):0.0}");

    public double PerSecond => MedianOf(load => load.Outcome.All.Count / load.Outcome.Seconds);

    /// <summary>Milliseconds.</summary>
    public double Median => MedianOf(load => load.Outcome.All.Median / 1e3);

    /// <summary>Milliseconds.</summary>
    public double P99 => MedianOf(load => load.Outcome.All.P99 / 1e3);

    public IEnumerable<string> Problems => loads.Select(load => load.Outcome.Problem).OfType<string>();

    public void Add(Load load) => loads.Add(load);

    public IEnumerator<Load> GetEnumerator() => loads.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private double MedianOf(Func<Load, double> figure) => loads.Count == 0 ? double.NaN : loads.Select(figure).Order().ElementAt(loads.Count / 2);
}
