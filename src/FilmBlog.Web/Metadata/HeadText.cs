using System.Globalization;

namespace FilmBlog.Web.Metadata;

/// <summary>Titles and descriptions in the lengths that browsers and search engines show.</summary>
internal static class HeadText
{
    /// <summary>The most characters of a title that search engines show.</summary>
    public const int LongestTitle = 65;

    /// <summary>The fewest characters of a description that say something.</summary>
    public const int ShortestDescription = 50;

    /// <summary>The most characters of a description that search engines show.</summary>
    public const int LongestDescription = 160;

    /// <summary>The title of the tab: with the site's name where there is room for it, cut at a word where there is none for the title itself.</summary>
    /// <param name="title">The title.</param>
    /// <param name="site">The site's name; null where the title says it.</param>
    public static string Title(string title, string? site)
    {
        var line = OneLine(title);
        var named = site is null ? line : $"{line} · {site}";
        return named.Length <= LongestTitle ? named : Cut(line, LongestTitle);
    }

    /// <summary>A description: cut at a sentence or a word, or with another sentence where it is too short.</summary>
    public static string Description(string text, string more)
    {
        var line = OneLine(text);
        if (line.Length < ShortestDescription)
        {
            line = OneLine($"{line} {more}");
        }

        if (line.Length <= LongestDescription)
        {
            return line;
        }

        // Whole sentences, if enough of them fit.
        for (var end = LongestDescription - 1; end >= ShortestDescription; end--)
        {
            if (line[end] is '.' or '!' or '?' or '…' && line[end + 1] == ' ' && !char.IsUpper(line[end - 1]))
            {
                return line[..(end + 1)];
            }
        }

        return Cut(line, LongestDescription);
    }

    /// <summary>The text, or as many whole words of it as fit with an ellipsis; without spaces as many whole characters.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', length - 1);
        if (end < length / 2)
        {
            end = 0;
            for (var next = 0; next < length; next += StringInfo.GetNextTextElementLength(text, next))
            {
                end = next;
            }

            // One element longer than all the room is no text.
            end = end == 0 ? length - 1 : end;
        }

        return text[..end].TrimEnd(' ', ',', ';', ':', '.', '-', '–', '—') + "…";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
