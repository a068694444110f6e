using Markdig.Extensions.AutoLinks;
using Markdig.Helpers;
using Markdig.Parsers;

namespace FilmBlog.Core.Markup.Links;

/// <summary>
/// Bare web addresses as links. Narrows Markdig's parser: it is asked only where an address really begins (it walks all
/// siblings before it looks at the text, which is quadratic on prose), and an address ends before a spoiler's delimiter.
/// </summary>
internal sealed class BareLinkParser() : AutoLinkParser(new AutoLinkOptions { UseHttpsForWWWLinks = true })
{
    private static readonly string[] Beginnings = ["https://", "http://", "mailto:", "www."];

    // Longer than any address people paste; a longer run of text is no address.
    private const int LongestAddress = 2_048;

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var rest = slice.AsSpan();
        var begins = false;
        foreach (var beginning in Beginnings)
            begins |= rest.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);
        if (!begins)
            return false;

        var window = rest[..Math.Min(rest.Length, LongestAddress + 1)];
        var space = window.IndexOfAny(" \t\r\n");
        if (space < 0 && window.Length > LongestAddress)
            return false;
        if (space >= 0)
            window = window[..space];

        var delimiter = window.IndexOf("||", StringComparison.Ordinal);
        if (delimiter < 0)
            return base.Match(processor, ref slice);

        var end = slice.End;
        slice.End = slice.Start + delimiter - 1;
        var matched = base.Match(processor, ref slice);
        slice.End = end;
        return matched;
    }
}
