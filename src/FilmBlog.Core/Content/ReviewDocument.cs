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
    public DocumentLines Lines { get; init; } = new();
}

/// <summary>Lines of a file, from 1: those of the keys, where they are there, and the body's first.</summary>
public sealed record DocumentLines
{
    /// <summary>The body's first line.</summary>
    public int Body { get; init; } = 1;

    /// <summary>That of <c>slug</c>.</summary>
    public int Slug { get; init; } = 1;

    /// <summary>That of <c>film</c>.</summary>
    public int Film { get; init; } = 1;

    /// <summary>That of <c>pinned</c>.</summary>
    public int Pinned { get; init; } = 1;

    /// <summary>That of <c>banned</c>.</summary>
    public int Banned { get; init; } = 1;

    /// <summary>That of <c>aliases</c>.</summary>
    public int Aliases { get; init; } = 1;

    /// <summary>That of <c>cover</c>.</summary>
    public int Cover { get; init; } = 1;
}
