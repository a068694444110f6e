namespace FilmBlog.Core.Domain;

/// <summary>A run of an import that changed something, so that it can be undone as a whole.</summary>
public sealed class Import
{
    private Import()
    {
    }

    /// <summary>A run that begins.</summary>
    public Import(string source, string? startedBy, DateTimeOffset startedAt)
    {
        Source = source.Length > 300 ? source[..300] : source;
        StartedBy = startedBy;
        StartedAt = startedAt;
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The folder or file that was imported, as it was named.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The name of the author who began it; null: a command.</summary>
    public string? StartedBy { get; private set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When it ended; null while it runs, and for one that was cut off.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Reviews it made.</summary>
    public int New { get; private set; }

    /// <summary>Reviews it changed.</summary>
    public int Changed { get; private set; }

    /// <summary>When it was undone; null: it was not.</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>The name of who undid it.</summary>
    public string? UndoneBy { get; private set; }

    /// <summary>Notes how it ended.</summary>
    public void End(int made, int changed, DateTimeOffset at) => (New, Changed, EndedAt) = (made, changed, at);

    /// <summary>Notes that it was undone.</summary>
    public void Undo(DateTimeOffset at, string by) => (UndoneAt, UndoneBy) = (at, by);
}
