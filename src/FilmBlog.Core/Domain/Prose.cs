namespace FilmBlog.Core.Domain;

/// <summary>A short Markdown text of the author (a page, an introduction) with the HTML that was rendered from it when it was saved.</summary>
/// <param name="Markdown">The source, byte for byte as it came.</param>
/// <param name="Html">Safe HTML.</param>
/// <param name="MarkupVersion">The version of the renderer that made <paramref name="Html"/>.</param>
public sealed record Prose(string Markdown, string Html, int MarkupVersion)
{
    /// <summary>
    /// What tells whether all of this is still what was saved: <see cref="TextDigest"/>. Null: saved before that was noted. Another text is made
    /// by the constructor: a copy by <c>with</c> would keep this one's digest.
    /// </summary>
    public string? Digest { get; private init; } = TextDigest.Of(Markdown, Html);
}
