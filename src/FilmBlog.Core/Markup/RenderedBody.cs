namespace FilmBlog.Core.Markup;

/// <summary>What a body comes to once rendered.</summary>
/// <param name="Html">Safe HTML, at most 2 MB of UTF-8: no script, no style attribute, no raw HTML of the author.</param>
/// <param name="PlainText">The text for search, one block a line (<c>\n</c>), spoilers left out.</param>
/// <param name="Excerpt">The beginning in plain text, about 220 characters at most, spoilers left out; empty when no paragraph is left.</param>
/// <param name="Words">The words of the whole text, spoilers included; in scripts without spaces every character counts as one.</param>
public sealed record RenderedBody(string Html, string PlainText, string Excerpt, int Words);
