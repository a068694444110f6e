using System.Text;

namespace FilmBlog.Core.Tests.Support;

/// <summary>Texts by chance, the same for the same seed, of all that has ever broken a parser.</summary>
internal sealed class StrangeText(int seed)
{
    private static readonly string[] Pieces =
    [
        "a", "Zerkalo", "Зеркало", "آینه", "鏡", "Ἀγορά", "é", "e\u0301", "İ", "ı", "ß", "ﬁ", "8½", "🎬", "👨‍👩‍👧", "\U00010330", "\uE000",
        " ", "  ", "-", "--", "---", "...", ":", ": ", " :", "#", " #", "'", "\"", "''", "\\", "/", "//", "[", "]", "{", "}", ",", ", ", "&", "*",
        "!", "|", ">", "<", "%", "@", "`", "?", "? ", "~", "=", "null", "true", "No", "12:08", "0x1F", "1e3", ".5", "+1", "-1", "1_000", "2026-01-01",
        "\u00A0", "\u200B", "\u200E", "\u00AD", "\u2003", "\uFEFF", "\\n", "%20", "%2541", "$", "^", "«»", "—", "C:\\", "<<", "!!str", "&a", "*a", "- a",
    ];

    private static readonly string[] Broken = ["\uD800", "\uDC00", "\uFFFE", "\uFFFF", "\uFDD0", "\0", "\u0001", "\u007F", "\u0085", "\u2028", "\t", "\r\n", "\n", "\r", "\uFFFD"];

    private readonly Random random = new(seed);

    /// <summary>A text that a file may hold on one line.</summary>
    public string Line(int maxPieces = 6)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, maxPieces + 1); count > 0; count--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        var line = text.ToString().Trim();
        return line.Length == 0 ? "a" : line;
    }

    /// <summary>Any text, well formed or not.</summary>
    public string Any(int maxPieces = 8)
    {
        var text = new StringBuilder();
        for (var count = random.Next(maxPieces + 1); count > 0; count--)
        {
            text.Append(random.Next(3) == 0 ? Broken[random.Next(Broken.Length)] : Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }

    /// <summary>Any text that UTF-8 can carry: what a body may be.</summary>
    public string Body(int maxPieces = 30)
    {
        var text = new StringBuilder();
        for (var count = random.Next(maxPieces + 1); count > 0; count--)
        {
            text.Append(random.Next(3) == 0 ? Broken[random.Next(2, Broken.Length)] : Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
