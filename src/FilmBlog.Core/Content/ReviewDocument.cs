using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Content;

/// <summary>A review as a Markdown file states it: front matter and body. What import reads and export writes.</summary>
public sealed record ReviewDocument
{
    /// <summary>The slug; null: found by film and title, or made from the title.</summary>
    public Slug? Slug { get; init; }

    /// <summary>The film.</summary>
    public required FilmFacts Film { get; init; }

    /// <summary>What the review says of itself.</summary>
    public required ReviewFacts Facts { get; init; }

    /// <summary>Names of the themes, 0 to 12, in order.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Old addresses, as <see cref="Redirect.NormalPath"/> gives them.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The cover's path relative to the file.</summary>
    public string? Cover { get; init; }

    /// <summary>What the cover shows.</summary>
    public string? CoverAlt { get; init; }

    /// <summary>The essay, byte for byte.</summary>
    public required string Body { get; init; }

    /// <summary>Where things stand in the file, for messages.</summary>
    public DocumentLines Lines { get; init; } = new(1, 1, 1, 1);
}

/// <summary>Lines of a file, from 1.</summary>
/// <param name="Body">The body's first.</param>
/// <param name="Cover">That of the key <c>cover</c>.</param>
/// <param name="Pinned">That of the key <c>pinned</c>.</param>
/// <param name="Film">That of the key <c>film</c>.</param>
public sealed record DocumentLines(int Body, int Cover, int Pinned, int Film);
