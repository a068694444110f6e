using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace FilmBlog.Core.Tests.Markup;

/// <summary>HTML brought to one form, as the CommonMark project's own test does: attributes sorted, insignificant white space dropped.</summary>
internal static class PlainHtml
{
    private static readonly HashSet<string> Blocks =
    [
        "article", "blockquote", "details", "div", "dl", "figcaption", "figure", "h", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
        "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul", "body",
    ];

    /// <summary>Parses a fragment as the content of a page's body.</summary>
    public static IElement Parse(string html) => new HtmlParser().ParseDocument("<!doctype html><html><body>" + html).Body!;

    /// <summary>Writes a parsed fragment in one form.</summary>
    public static string Of(INode root)
    {
        var text = new StringBuilder();
        Write(root, text, false);
        return text.ToString();
    }

    private static void Write(INode parent, StringBuilder text, bool preformatted)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText literal)
                WriteText(literal, text, preformatted);
            else if (node is IElement element)
            {
                text.Append('<').Append(element.LocalName);
                foreach (var attribute in element.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
                    text.Append(' ').Append(attribute.Name).Append("=\"").Append(attribute.Value).Append('"');
                text.Append('>');
                Write(element, text, preformatted || element.LocalName == "pre");
                text.Append("</").Append(element.LocalName).Append('>');
            }
        }
    }

    private static void WriteText(IText literal, StringBuilder text, bool preformatted)
    {
        var value = literal.Data;
        if (!preformatted)
        {
            value = string.Join(' ', value.Split([' ', '\t', '\n', '\r']).Where((part, i) => i == 0 || part.Length > 0));
            value = literal.Data.Length > 0 && literal.Data[^1] is ' ' or '\n' or '\t' ? value.TrimEnd(' ') + " " : value;
            if (IsEdge(literal.PreviousSibling, literal.Parent))
                value = value.TrimStart(' ');
            if (IsEdge(literal.NextSibling, literal.Parent))
                value = value.TrimEnd(' ');
        }

        text.Append(value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal));
    }

    private static bool IsEdge(INode? sibling, INode? parent) => sibling switch
    {
        null => parent is IElement element && Blocks.Contains(element.LocalName),
        IElement { LocalName: "br" } => true,
        IElement other => Blocks.Contains(other.LocalName),
        _ => false,
    };
}
