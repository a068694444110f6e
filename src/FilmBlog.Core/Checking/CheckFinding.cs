namespace FilmBlog.Core.Checking;

/// <summary>Something that is not as it was saved.</summary>
/// <param name="Place">Where: a file of the data folder, an address of the blog.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Remedy">What was done, or what there is to do.</param>
/// <param name="IsMended">Whether all is well again.</param>
/// <param name="IsNote">Whether it does no harm: somebody may mean it so.</param>
public sealed record CheckFinding(string Place, string What, string Remedy, bool IsMended = false, bool IsNote = false)
{
    /// <summary>A line for the operator.</summary>
    public override string ToString() => $"{Place}: {What} ({Remedy})";
}

/// <summary>What a check looked at and found.</summary>
/// <param name="Reviews">Reviews, drafts and the bin included.</param>
/// <param name="Images">Images.</param>
/// <param name="Findings">What is wrong, or was.</param>
public sealed record CheckReport(int Reviews, int Images, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>How many findings wait for somebody.</summary>
    public int Problems => Findings.Count(finding => !finding.IsMended && !finding.IsNote);

    /// <summary>A line that machines may read.</summary>
    public override string ToString()
    {
        var mended = Findings.Count(finding => finding.IsMended);
        return FormattableString.Invariant($"checked {Reviews} reviews, {Images} images; problems {Problems}") + (mended == 0 ? "" : FormattableString.Invariant($", mended {mended}"));
    }
}
