using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace FilmBlog.Web.Feeds;

/// <summary>Text for feeds.</summary>
internal static class FeedText
{
    /// <summary>The text with U+FFFD in the place of each character that XML 1.0 forbids, so that every format says the same.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || IsClean(text))
        {
            return text;
        }

        return string.Create(text.Length, text, static (clean, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                {
                    (clean[i], clean[i + 1]) = (text[i], text[i + 1]);
                    i++;
                }
                else
                {
                    clean[i] = XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD';
                }
            }
        });
    }

    private static bool IsClean(string text) => text.All(XmlConvert.IsXmlChar);
}
