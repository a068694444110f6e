using FilmBlog.Core.Markup.Spoilers;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Footnotes;

/// <summary>What a note says of itself in the syntax tree.</summary>
internal static class FootnoteTree
{
    /// <summary>Whether only spoilers refer to the note: then it belongs to them.</summary>
    public static bool IsHidden(this Footnote note) => IsHidden(note, []);

    // Notes may refer to each other, also in a circle.
    private static bool IsHidden(Footnote note, HashSet<Footnote> asked)
    {
        if (!asked.Add(note))
            return true;
        return note.Links.Where(link => !link.IsBackLink).All(link => IsHidden(link, asked));
    }

    private static bool IsHidden(FootnoteLink link, HashSet<Footnote> asked)
    {
        Inline top = link;
        while (top.Parent is { } parent)
        {
            if (parent is SpoilerInline)
                return true;
            top = parent;
        }

        for (Block? block = (top as ContainerInline)?.ParentBlock; block is not null; block = block.Parent)
        {
            if (block is SpoilerBlock)
                return true;
            if (block is Footnote note)
                return IsHidden(note, asked);
        }

        return false;
    }
}
