using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup.Limits;

/// <summary>How far the parser has read: what goes wrong inside it names no line.</summary>
internal sealed class ReadingPlace
{
    private static readonly object Key = typeof(ReadingPlace);

    public ReadingPlace()
    {
        Context.Properties[Key] = this;
    }

    public MarkdownParserContext Context { get; } = new();

    /// <summary>The line being read, counted from 1.</summary>
    public int Line { get; set; } = 1;

    /// <summary>Headings met so far.</summary>
    public int Headings { get; set; }

    public static ReadingPlace? Of(MarkdownParserContext? context) =>
        context is not null && context.Properties.TryGetValue(Key, out var place) ? (ReadingPlace)place : null;
}
