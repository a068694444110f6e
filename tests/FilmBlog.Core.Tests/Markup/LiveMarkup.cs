using AngleSharp.Dom;

namespace FilmBlog.Core.Tests.Markup;

/// <summary>Finds in rendered HTML what a browser would act on and no body may contain.</summary>
internal static class LiveMarkup
{
    private static readonly HashSet<string> Elements =
    [
        "a", "blockquote", "br", "code", "del", "details", "div", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "img", "input",
        "label", "li", "ol", "p", "pre", "section", "span", "strong", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
    ];

    private static readonly HashSet<string> Attributes =
    [
        "alt", "aria-label", "class", "decoding", "height", "href", "id", "loading", "role", "scope", "src", "start", "tabindex", "title", "type", "width",
    ];

    /// <summary>What is wrong, or null.</summary>
    public static string? In(string html)
    {
        foreach (var element in PlainHtml.Parse(html).QuerySelectorAll("*"))
        {
            if (!Elements.Contains(element.LocalName))
                return element.LocalName;
            foreach (var attribute in element.Attributes)
            {
                if (!Attributes.Contains(attribute.Name))
                    return attribute.Name;
                if (attribute.Name is "href" or "src" && !IsHarmless(attribute.Value))
                    return attribute.Value;
                if (attribute.Name == "id" && !attribute.Value.StartsWith("h-", StringComparison.Ordinal) && !attribute.Value.StartsWith("fn", StringComparison.Ordinal))
                    return "id " + attribute.Value;
            }
        }

        return null;
    }

    // As a browser reads an address: white space and control characters are dropped, a backslash is a slash.
    private static bool IsHarmless(string address)
    {
        var read = string.Concat(address.Where(c => c > ' ')).Replace('\\', '/').ToLowerInvariant();
        var colon = read.IndexOf(':', StringComparison.Ordinal);
        var end = read.IndexOfAny(['/', '?', '#']);
        var hasScheme = colon >= 0 && (end < 0 || colon < end);
        return hasScheme
            ? read.StartsWith("http:", StringComparison.Ordinal) || read.StartsWith("https:", StringComparison.Ordinal) || read.StartsWith("mailto:", StringComparison.Ordinal)
            : !read.StartsWith("//", StringComparison.Ordinal);
    }
}
