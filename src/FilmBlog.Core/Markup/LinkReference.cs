namespace FilmBlog.Core.Markup;

/// <summary>A link which a body renders.</summary>
/// <param name="Url">The destination: an absolute http, https or mailto address, or a relative one.</param>
/// <param name="Line">The line of the link in the source, counted from 1.</param>
public sealed record LinkReference(string Url, int Line)
{
    /// <summary>Whether readers see the address itself, not words.</summary>
    public bool IsBare { get; init; }
}
