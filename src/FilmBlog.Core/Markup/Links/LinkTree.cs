using System.Text;
using FilmBlog.Core.Markup.Text;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Links;

/// <summary>What a link or image says of itself in the syntax tree.</summary>
internal static class LinkTree
{
    /// <summary>The destination which counts (an extension may have replaced the one written).</summary>
    public static string Target(this LinkInline link) => Characters.Clean(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "");

    /// <summary>The destination of an address in angle brackets.</summary>
    public static string Target(this AutolinkInline link) => link.IsEmail ? "mailto:" + link.Url : link.Url;

    /// <summary>True when a link that is no image stands around; a link within a link is not HTML.</summary>
    public static bool IsInsideLink(this Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline { IsImage: false } link && Destinations.IsAllowed(link.Target()))
                return true;
        }

        return false;
    }

    /// <summary>True when the inline is part of an image's alternative text.</summary>
    public static bool IsInsideImage(this Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline { IsImage: true })
                return true;
        }

        return false;
    }

    /// <summary>An image's alternative text, without markup, on one line.</summary>
    public static string AlternativeText(this LinkInline image)
    {
        var text = new StringBuilder();
        new TextWalker(text, TextParts.Spoilers | TextParts.Images).WalkChildren(image);
        return text.ToString().Trim();
    }
}
