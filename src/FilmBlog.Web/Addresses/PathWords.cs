namespace FilmBlog.Web.Addresses;

/// <summary>The words of an address that may be those of a title: <c>/2019/03/the_mirror.html</c> has "the mirror".</summary>
internal static class PathWords
{
    // What other systems put behind the address of a text.
    private static readonly HashSet<string> Tails = new(StringComparer.Ordinal) { "amp", "atom", "comments", "default", "embed", "feed", "feeds", "index", "page", "print", "rss", "trackback" };

    /// <summary>The words of the last part that has any; empty where none has.</summary>
    /// <param name="path">A path, percent escapes decoded.</param>
    public static string Of(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Stem).ToList();
        return (parts.FindLast(part => part.Any(char.IsLetter) && !Tails.Contains(part)) ?? parts.FindLast(part => part.Length > 0) ?? "")
            .Replace('-', ' ').Replace('_', ' ').Replace('+', ' ');
    }

    // Without the ending of a file: at most five plain letters or digits behind the last full stop.
    private static string Stem(string part)
    {
        var stop = part.LastIndexOf('.');
        return stop >= 0 && part.Length - stop is > 1 and <= 6 && part.AsSpan(stop + 1).IndexOfAnyExceptInRange('0', 'z') < 0 ? part[..stop] : part;
    }
}
