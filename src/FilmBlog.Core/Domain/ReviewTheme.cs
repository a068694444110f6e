namespace FilmBlog.Core.Domain;

/// <summary>One theme of one review.</summary>
public sealed class ReviewTheme
{
    private ReviewTheme()
    {
    }

    internal ReviewTheme(Review review, Theme theme, int position)
    {
        Review = review;
        Theme = theme;
        Position = position;
    }

    /// <summary>The review's id.</summary>
    public int ReviewId { get; private set; }

    /// <summary>The review.</summary>
    public Review Review { get; private set; } = null!;

    /// <summary>The theme's id.</summary>
    public int ThemeId { get; private set; }

    /// <summary>The theme.</summary>
    public Theme Theme { get; private set; } = null!;

    /// <summary>Place among the review's themes, from 0.</summary>
    public int Position { get; private set; }

    internal void Stand(int position) => Position = position;
}
