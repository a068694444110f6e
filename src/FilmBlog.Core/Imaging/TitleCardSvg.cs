using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// Writes a title card as inline SVG: presentation attributes only, no identifiers, no styles, nothing fetched, so that any number of
/// cards can stand on one page under a strict content security policy. The class <c>title-card</c> gives it its size and its face.
/// </summary>
public static class TitleCardSvg
{
    /// <summary>Writes the element.</summary>
    /// <param name="writer">Receives the markup.</param>
    /// <param name="card">The card.</param>
    /// <param name="label">
    /// What the picture says to those who do not see it; null where the page says the title beside it, and the card is decoration.
    /// </param>
    public static void Write(TextWriter writer, TitleCard card, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(card);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"<svg class=\"title-card\" viewBox=\"0 0 {card.Width} {card.Height}\""));
        if (label is null)
        {
            writer.Write(" aria-hidden=\"true\" focusable=\"false\">");
        }
        else
        {
            writer.Write(" role=\"img\" aria-label=\"");
            WriteEncoded(writer, LineBreaker.Clean(label));
            writer.Write("\">");
        }

        foreach (var shape in card.Shapes)
            Write(writer, shape, card.Palette[shape.Tone]);
        foreach (var line in card.Lines)
            Write(writer, line, card.Palette[line.Tone]);
        writer.Write("</svg>");
    }

    private static void Write(TextWriter writer, Shape shape, string colour) => writer.Write(shape switch
    {
        RectangleShape r => string.Create(
            CultureInfo.InvariantCulture,
            $"<path fill=\"{colour}\" d=\"M{r.X} {r.Y}h{r.Width}v{r.Height}h{-r.Width}z\"/>"),
        CircleShape c => string.Create(
            CultureInfo.InvariantCulture,
            $"<circle fill=\"{colour}\" cx=\"{c.X}\" cy=\"{c.Y}\" r=\"{c.Radius}\"/>"),
        PathShape p => $"<path fill=\"{colour}\" d=\"{p.Data}\"/>",
        _ => throw new InvalidOperationException($"A {shape.GetType().Name} has no form in SVG."),
    });

    private static void Write(TextWriter writer, TextLine line, string colour)
    {
        writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"<text fill=\"{colour}\" x=\"{line.X}\" y=\"{line.Baseline}\" font-size=\"{line.Size}\""));
        if (line.Spacing != 0)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $" letter-spacing=\"{line.Spacing}\""));

        // The start of a line is at the right where the script runs from there.
        if (line.FromRight != line.RightToLeft)
            writer.Write(" text-anchor=\"end\"");
        if (line.RightToLeft)
            writer.Write(" direction=\"rtl\"");
        if (line.Language is not null)
        {
            writer.Write(" lang=\"");
            WriteEncoded(writer, line.Language);
            writer.Write('"');
        }

        writer.Write('>');
        WriteEncoded(writer, line.Text);
        writer.Write("</text>");
    }

    private static void WriteEncoded(TextWriter writer, string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                _ => encoded.Append(letter),
            };
        }

        writer.Write(encoded);
    }
}
