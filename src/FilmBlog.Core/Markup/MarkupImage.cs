namespace FilmBlog.Core.Markup;

/// <summary>Where an image of a body is served, and its size.</summary>
/// <param name="Address">A root-relative address (or an http/https one); anything else is treated as a missing image.</param>
/// <param name="Width">Width in CSS pixels, at least 1.</param>
/// <param name="Height">Height in CSS pixels, at least 1.</param>
public sealed record MarkupImage(string Address, int Width, int Height);
