namespace FilmBlog.Core.Content;

/// <summary>What to import.</summary>
/// <param name="Path">A Markdown file or a folder of them, as its author named it; a relative one is taken against the working directory.</param>
/// <param name="Zone">The zone of dates that name none.</param>
/// <param name="DryRun">Only say what would be done.</param>
/// <param name="By">The name of the author who asks for it; null: a command.</param>
/// <param name="Source">What the audit trail calls it; null: the path.</param>
public sealed record ImportRequest(string Path, TimeZoneInfo Zone, bool DryRun = false, string? By = null, string? Source = null)
{
    /// <summary>Whether it pauses now and then, so that another process that waits for the database gets its turn.</summary>
    public bool GivesWay { get; init; }
}

/// <summary>How far an import has come.</summary>
/// <param name="Done">Reviews read.</param>
/// <param name="Total">Reviews found.</param>
public readonly record struct ImportProgress(int Done, int Total);
