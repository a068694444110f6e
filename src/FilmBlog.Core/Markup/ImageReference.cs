using Markdig.Syntax;

namespace FilmBlog.Core.Markup;

/// <summary>An image named by a body.</summary>
/// <param name="Url">The destination as CommonMark reads it: backslash escapes and entities resolved, otherwise as written.</param>
/// <param name="Alt">The alternative text, without markup; empty where the author gave none.</param>
/// <param name="Line">The line of the image in the source, counted from 1.</param>
public sealed record ImageReference(string Url, string Alt, int Line)
{
    /// <summary>Where the destination stands in the source, angle brackets included; shared by all images of one definition.</summary>
    internal SourceSpan Destination { get; init; } = SourceSpan.Empty;
}
