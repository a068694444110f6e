namespace FilmBlog.Core.Domain;

/// <summary>A page about the site itself, such as "About".</summary>
public sealed class SitePage
{
    private SitePage()
    {
    }

    /// <summary>A page of this title and text, to be found at this slug.</summary>
    public SitePage(Slug slug, string title, Prose body)
    {
        Slug = slug;
        Title = title;
        Body = body;
    }

    /// <summary>The most characters of <see cref="Title"/>.</summary>
    public const int MaxTitle = 300;

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The address below the root: <c>about</c>. Unique.</summary>
    public Slug Slug { get; private set; }

    /// <summary>The heading, at most 300 characters.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The text.</summary>
    public Prose Body { get; private set; } = new("", "", 0);

    /// <summary>The images in the text.</summary>
    public ICollection<ImageUse> Images { get; } = [];

    /// <summary>Former texts.</summary>
    public ICollection<Revision> Revisions { get; } = [];

    /// <summary>When it was last saved; null: before that was noted.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>The name of who saved it last; null: an import.</summary>
    public string? SavedBy { get; private set; }

    /// <summary>Notes who saved it, and when.</summary>
    public void WasSaved(DateTimeOffset at, string? by) => (SavedAt, SavedBy) = (at, by);

    /// <summary>Replaces title and text.</summary>
    public void Write(string title, Prose body)
    {
        Title = title;
        Body = body;
    }
}
