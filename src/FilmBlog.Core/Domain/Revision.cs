namespace FilmBlog.Core.Domain;

/// <summary>A former text of a review, kept when something overwrote it.</summary>
public sealed class Revision
{
    private Revision()
    {
    }

    /// <summary>The text that stood until <paramref name="savedAt"/>.</summary>
    public Revision(string text, DateTimeOffset savedAt, string origin)
    {
        Text = text;
        SavedAt = savedAt;
        Origin = origin;
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The review.</summary>
    public int ReviewId { get; private set; }

    /// <summary>When it was overwritten.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>What overwrote it: <c>import</c>.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The whole review as a Markdown file: front matter and body.</summary>
    public string Text { get; private set; } = "";
}
