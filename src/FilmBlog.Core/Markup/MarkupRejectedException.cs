namespace FilmBlog.Core.Markup;

/// <summary>A body is beyond what is read: too large, too deeply nested, or too much of one construct.</summary>
/// <param name="message">A plain sentence for the author: what, and what to do.</param>
/// <param name="line">The line of the source it was noticed at, counted from 1.</param>
public sealed class MarkupRejectedException(string message, int line) : Exception(message)
{
    /// <summary>The line of the source, counted from 1.</summary>
    public int Line { get; } = line;
}
