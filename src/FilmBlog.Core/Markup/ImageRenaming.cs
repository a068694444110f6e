using System.Text;

namespace FilmBlog.Core.Markup;

/// <summary>Writes other image destinations into a source.</summary>
internal static class ImageRenaming
{
    public static string Apply(string source, IReadOnlyList<ImageReference> images, Func<string, string?> rename)
    {
        var result = new StringBuilder(source.Length);
        var written = 0;
        foreach (var image in images.DistinctBy(image => image.Destination.Start).OrderBy(image => image.Destination.Start))
        {
            var (start, end) = (image.Destination.Start, image.Destination.End + 1);
            if (end <= start || start < written || rename(image.Url) is not { } url || url == image.Url)
                continue;
            result.Append(source, written, start - written).Append(Written(url));
            written = end;
        }

        return result.Append(source, written, source.Length - written).ToString();
    }

    // CommonMark, section 6.3: within angle brackets everything but line ends and unescaped angle brackets may stand.
    private static string Written(string url)
    {
        var bare = url.Length > 0 && url.AsSpan().IndexOfAny(" <>()") < 0 && !url.Any(char.IsControl);
        var escaped = new StringBuilder(url.Length);
        foreach (var c in url)
        {
            escaped.Append(c switch
            {
                '<' => "\\<",
                '>' => "\\>",
                '\\' => "\\\\",
                '&' => "&amp;",
                '\n' => "%0A",
                '\r' => "%0D",
                _ => c.ToString(),
            });
        }

        return bare ? escaped.ToString() : $"<{escaped}>";
    }
}
