namespace FilmBlog.Core.Domain;

/// <summary>The essay: its Markdown as it came, and what was rendered from it. A table of its own, so that lists never read it.</summary>
public sealed class ReviewBody
{
    private ReviewBody()
    {
    }

    internal ReviewBody(string markdown) => Markdown = markdown;

    /// <summary>The review's id; the key.</summary>
    public int ReviewId { get; private set; }

    /// <summary>The source, byte for byte as it came, at most 256 KB of UTF-8.</summary>
    public string Markdown { get; private set; } = "";

    /// <summary>Safe HTML, rendered when the review was saved.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The text without markup and spoilers, for search.</summary>
    public string PlainText { get; private set; } = "";

    /// <summary>The version of the renderer that made <see cref="Html"/>.</summary>
    public int MarkupVersion { get; private set; }

    /// <summary>What tells whether all of this is still what was saved: <see cref="TextDigest"/>. Null: saved before that was noted.</summary>
    public string? Digest { get; private set; }

    internal void Write(string markdown, string html, string plainText, int markupVersion)
    {
        Markdown = markdown;
        Show(html, plainText, markupVersion);
    }

    internal void Show(string html, string plainText, int markupVersion)
    {
        Html = html;
        PlainText = plainText;
        MarkupVersion = markupVersion;
        Digest = TextDigest.Of(Markdown, Html, PlainText);
    }
}
