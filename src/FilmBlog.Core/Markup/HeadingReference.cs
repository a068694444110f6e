namespace FilmBlog.Core.Markup;

/// <summary>A heading of a body, as its author wrote it.</summary>
/// <param name="Level">The level as written, from 1; pages show it fitted below the title.</param>
/// <param name="Line">The line in the source, counted from 1.</param>
public sealed record HeadingReference(int Level, int Line)
{
    /// <summary>The id that it has in the HTML, so that links lead to it.</summary>
    public string Id { get; init; } = "";
}
