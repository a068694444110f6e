namespace FilmBlog.Core.Catalogue;

/// <summary>Something that pages show and that changes by itself: see <see cref="ReviewCatalogue.HaveStayed"/>.</summary>
public readonly record struct BlogPart
{
    private enum Kind
    {
        Site,
        AnyReview,
        Review,
        Director,
        Theme,
    }

    private BlogPart(Kind what, int id) => (What, Id) = (what, id);

    /// <summary>What stands beside reviews, on any page: the site's name, its navigation, its pictures, introductions of hubs. Every page shows it.</summary>
    public static BlogPart Site { get; } = new(Kind.Site, 0);

    /// <summary>All that readers see of all reviews.</summary>
    public static BlogPart AnyReview { get; } = new(Kind.AnyReview, 0);

    private Kind What { get; }

    private int Id { get; }

    /// <summary>All that readers see of one review, its film, its directors and themes: on its own page, and in lists.</summary>
    public static BlogPart Review(int id) => new(Kind.Review, id);

    /// <summary>A director or a theme with all that readers see of its reviews.</summary>
    public static BlogPart Hub(HubKind kind, int id) => new(kind == HubKind.Director ? Kind.Director : Kind.Theme, id);
}
