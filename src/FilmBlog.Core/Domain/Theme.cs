namespace FilmBlog.Core.Domain;

/// <summary>A curated subject, such as memory or faith, that joins films for recommendations.</summary>
public sealed class Theme : Hub
{
    private Theme()
    {
    }

    /// <summary>A theme of this name, to be found at this slug.</summary>
    public Theme(string name, Slug slug)
        : base(name, slug)
    {
    }

    /// <summary>The reviews that carry it, in no order.</summary>
    public ICollection<ReviewTheme> Reviews { get; } = [];

    /// <inheritdoc/>
    public override string PathOf(Slug slug) => $"/themes/{slug}";

    // Without a leading article: "the city" stands under C.
    private protected override string SortNameOf(string name) => SortTitle.Of(name, language: null);
}
