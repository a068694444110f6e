using Markdig;

namespace FilmBlog.Core.Markup.Limits;

/// <summary>How far one document has been read, and what was counted in it. (What goes wrong inside the parser names no line.)</summary>
internal sealed class ReadingPlace
{
    private static readonly object Key = typeof(ReadingPlace);

    public ReadingPlace()
    {
        Context.Properties[Key] = this;
    }

    public MarkdownParserContext Context { get; } = new();

    /// <summary>The line last seen, counted from 1.</summary>
    public int Line { get; set; } = 1;

    public int Headings { get; set; }

    public int Signs { get; set; }

    public static ReadingPlace? Of(MarkdownParserContext? context) =>
        context is not null && context.Properties.TryGetValue(Key, out var place) ? (ReadingPlace)place : null;
}
