namespace FilmBlog.Core.Markup;

/// <summary>Where an image of a body is served, and its size.</summary>
/// <param name="Address">A root-relative address (or an http/https one); anything else is treated as a missing image.</param>
/// <param name="Width">Width in CSS pixels, at least 1.</param>
/// <param name="Height">Height in CSS pixels, at least 1.</param>
public sealed record MarkupImage(string Address, int Width, int Height)
{
    /// <summary>The same image in several widths, as <c>srcset</c> takes them; null: there is only the one.</summary>
    public string? Set { get; init; }

    /// <summary>The same widths in WebP; null: there are none.</summary>
    public string? WebPSet { get; init; }

    /// <summary>The class of the colour that stands for it while it loads; null: none does.</summary>
    public string? ToneClass { get; init; }
}
