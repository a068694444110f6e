namespace FilmBlog.Core.Domain;

/// <summary>What may be said of a review where it is not read itself: in lists, feeds, search results, shared links.</summary>
public static class Teaser
{
    /// <summary>What is said of a review that gives the film away and of which the author said nothing else.</summary>
    public const string Warning = "This review gives the film away: read it after seeing it.";

    /// <summary>The author's own words for it, or else something of the review itself; of one that gives the film away only the former.</summary>
    /// <param name="excerpt">The author's words for lists, or null.</param>
    /// <param name="otherwise">What is said where there are none: the conclusion, or how the essay begins, without what is marked as a spoiler.</param>
    /// <param name="hasSpoilers">Whether the whole review gives the film away.</param>
    public static string Of(string? excerpt, string otherwise, bool hasSpoilers) => excerpt ?? (hasSpoilers ? Warning : otherwise);
}
