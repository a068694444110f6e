using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Links;

/// <summary>Where a destination stands in the source.</summary>
internal static class WrittenDestination
{
    // After a tab that ends a marker ("#<tab>text") Markdig's positions are off by a few characters, or its ends are missing.
    private const int Reach = 64;

    /// <summary>The span that reads as the image's destination, at or nearest to where the parser says; empty when there is none.</summary>
    /// <param name="source">The text as parsed.</param>
    /// <param name="image">The image; those of one reference definition share its destination.</param>
    /// <param name="taken">Where destinations of other images start; this one is added.</param>
    public static SourceSpan Find(string source, LinkInline image, HashSet<int> taken)
    {
        var span = Find(source, image, start => image.Reference is null && taken.Contains(start));
        taken.Add(span.Start);
        return span;
    }

    private static SourceSpan Find(string source, LinkInline image, Predicate<int> isTaken)
    {
        var url = image.Url ?? "";
        var reported = image.UrlSpan.Start > 0 ? image.UrlSpan.Start : image.Span.Start;
        for (var distance = 0; url.Length > 0 && distance <= Reach; distance++)
        {
            foreach (var start in new[] { reported + distance, reported - distance })
            {
                if (!isTaken(start) && Reads(source, start, url, out var end))
                    return new SourceSpan(start, end);
            }
        }

        // Further off: the first place in its line that reads so.
        for (var start = LineStart(source, image.Line); url.Length > 0 && start < source.Length && source[start] is not ('\r' or '\n'); start++)
        {
            if (!isTaken(start) && Reads(source, start, url, out var end))
                return new SourceSpan(start, end);
        }

        return SourceSpan.Empty;
    }

    private static int LineStart(string source, int line)
    {
        var start = 0;
        for (; line > 0 && start < source.Length; line--)
        {
            var end = source.AsSpan(start).IndexOfAny('\r', '\n');
            if (end < 0)
                return source.Length;
            start += end + (source.AsSpan(start + end).StartsWith("\r\n") ? 2 : 1);
        }

        return start;
    }

    private static bool Reads(string source, int start, string url, out int end)
    {
        end = start;
        if (start < 1 || start >= source.Length || source[start - 1] is not ('(' or ' ' or '\t' or '\n' or '\r' or ':' or '>'))
            return false;
        var written = new StringSlice(source, start, source.Length - 1);
        var isUrl = LinkHelper.TryParseUrl(ref written, out string? read, out _) && HtmlHelper.Unescape(read) == url;
        end = written.Start - 1;
        return isUrl;
    }
}
