using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Spoilers;

/// <summary>A checkbox cannot stand in a link, nor in an image's text: a spoiler inside one hides the whole of it.</summary>
internal static class SpoilersInLinks
{
    /// <summary>Moves a spoiler from within the outermost link or image to around it.</summary>
    public static void Lift(SpoilerInline spoiler)
    {
        LinkInline? outermost = null;
        var hidden = false;
        for (Inline? parent = spoiler.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline link)
                outermost = link;
            hidden |= parent is SpoilerInline;
        }

        if (outermost is null && !hidden)
            return;

        // Its children take its place; the inlines around them stay as they are.
        Inline last = spoiler;
        while (spoiler.FirstChild is { } child)
        {
            child.Remove();
            last.InsertAfter(child);
            last = child;
        }

        spoiler.Remove();
        if (hidden || outermost is null)
            return;

        var around = new SpoilerInline { Span = outermost.Span, Line = outermost.Line, Column = outermost.Column };
        outermost.ReplaceBy(around, copyChildren: false);
        around.AppendChild(outermost);
        around.IsClosed = true;
    }
}
