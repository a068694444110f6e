using System.Globalization;

namespace FilmBlog.Core.Content;

/// <summary>What an import did. Only reviews are counted, but for <see cref="Failed"/>, which counts every file that failed.</summary>
public sealed record ImportReport
{
    /// <summary>Reviews that were not there before.</summary>
    public int New { get; init; }

    /// <summary>Reviews that were overwritten; their former texts are revisions.</summary>
    public int Changed { get; init; }

    /// <summary>Reviews that equal what is stored, field by field.</summary>
    public int Same { get; init; }

    /// <summary>Files that changed nothing because something in them is wrong.</summary>
    public int Failed { get; init; }

    /// <summary>Pages and introductions that are new or were overwritten.</summary>
    public int ProseWritten { get; init; }

    /// <summary>Failures and warnings, in the order in which they were found.</summary>
    public IReadOnlyList<ContentProblem> Problems { get; init; } = [];

    /// <summary><c>new 3, changed 0, same 297, failed 0</c>, the same in every culture.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"new {New}, changed {Changed}, same {Same}, failed {Failed}");
}
