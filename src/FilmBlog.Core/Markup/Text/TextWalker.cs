using System.Text;
using FilmBlog.Core.Markup.Figures;
using FilmBlog.Core.Markup.Footnotes;
using FilmBlog.Core.Markup.Links;
using FilmBlog.Core.Markup.Spoilers;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.SmartyPants;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Text;

/// <summary>What is written beside the words that stand open.</summary>
[Flags]
internal enum TextParts
{
    None = 0,

    /// <summary>What spoilers hide.</summary>
    Spoilers = 1,

    /// <summary>The alternative texts of images.</summary>
    Images = 2,
}

/// <summary>Writes the text of a syntax tree, one block a line.</summary>
internal sealed class TextWalker(StringBuilder text, TextParts parts)
{
    public void Walk(Block block)
    {
        switch (block)
        {
            case SpoilerBlock when !parts.HasFlag(TextParts.Spoilers):
            case Footnote note when !parts.HasFlag(TextParts.Spoilers) && note.IsHidden():
            case LinkReferenceDefinition or LinkReferenceDefinitionGroup:
                break;
            case SpoilerBlock spoiler:
                AppendLine(spoiler.Title);
                WalkAll(spoiler);
                break;
            case TableRow row:
                WalkRow(row);
                break;
            case CodeBlock code:
                foreach (var line in code.Lines.Lines.AsSpan(0, code.Lines.Count))
                    AppendLine(line.Slice.AsSpan());
                break;
            case ImageFigure figure:
                WalkChildren(figure.Inline!);
                EndLine();
                AppendLine(figure.Image.Title);
                break;
            case LeafBlock { Inline: { } inline }:
                WalkChildren(inline);
                EndLine();
                break;
            case ContainerBlock container:
                WalkAll(container);
                break;
        }
    }

    public void WalkChildren(ContainerInline container)
    {
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
            Walk(inline);
    }

    private void WalkAll(ContainerBlock container)
    {
        foreach (var block in container)
            Walk(block);
    }

    private void WalkRow(TableRow row)
    {
        foreach (var paragraph in row.OfType<TableCell>().SelectMany(cell => cell.OfType<ParagraphBlock>()))
        {
            if (paragraph.Inline is not null)
                WalkChildren(paragraph.Inline);
            Append(" ");
        }

        EndLine();
    }

    private void Walk(Inline inline)
    {
        switch (inline)
        {
            case SpoilerInline when !parts.HasFlag(TextParts.Spoilers):
            case FootnoteLink:
            case LinkInline { IsImage: true } when !parts.HasFlag(TextParts.Images):
                break;
            case LiteralInline literal:
                Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                Append(code.Content);
                break;
            case LineBreakInline:
                Append(" ");
                break;
            case HtmlEntityInline entity:
                Append(entity.Transcoded.AsSpan());
                break;
            case SmartyPant pant:
                Append(Typography.Sign(pant.Type));
                break;
            case AutolinkInline link:
                Append(link.Url);
                break;
            case DelimiterInline delimiter:
                Append(delimiter.ToLiteral());
                WalkChildren(delimiter);
                break;
            case ContainerInline container:
                WalkChildren(container);
                break;
        }
    }

    private void Append(ReadOnlySpan<char> value) => Characters.AppendCollapsed(text, value);

    private void AppendLine(ReadOnlySpan<char> value)
    {
        Append(value);
        EndLine();
    }

    private void EndLine()
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
        if (text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }
}
