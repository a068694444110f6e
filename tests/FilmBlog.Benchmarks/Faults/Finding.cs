namespace FilmBlog.Benchmarks.Faults;

/// <summary>What came of one kind of fault.</summary>
/// <param name="Fault">What happened to the site.</param>
/// <param name="Times">How often.</param>
/// <param name="Acknowledged">How many saves were acknowledged, each of which must be there.</param>
/// <param name="Wrong">What was lost, damaged or not said, in sentences; empty: nothing.</param>
internal sealed record Finding(string Fault, int Times, int Acknowledged, IReadOnlyList<string> Wrong)
{
    public override string ToString() => FormattableString.Invariant($"{Fault}: {Times} times, {Acknowledged} acknowledged, {(Wrong.Count == 0 ? "nothing wrong" : $"{Wrong.Count} wrong")}")
        + string.Concat(Wrong.Take(10).Select(wrong => $"{Environment.NewLine}  {wrong}"));
}
