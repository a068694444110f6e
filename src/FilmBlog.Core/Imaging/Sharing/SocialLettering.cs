using System.Globalization;
using SkiaSharp;

namespace FilmBlog.Core.Imaging.Sharing;

/// <summary>
/// The lettering of a social card, in a column beside the picture: the title from the top, as large as it fits; stars, credits and the site's
/// name at the foot. It hangs from the margin at which the script of the title begins.
/// </summary>
internal sealed class SocialLettering
{
    /// <summary>What the lettering takes of the width, margins included.</summary>
    public const int Column = 680;

    private const int Margin = 72;
    private const int Measure = Column - Margin - 28;
    private const int SiteSize = 27;
    private const int CreditSize = 30;
    private const int OriginalSize = 40;
    private const int KickerSize = 27;
    private const int StarSize = 34;
    private const int Gap = 26;

    // The most lines a size may take: large type stays short.
    private static readonly (int Size, int Lines)[] TitleSizes =
        [(112, 1), (98, 2), (86, 2), (76, 3), (66, 3), (58, 4), (50, 4), (44, 5), (38, 6), (34, 6), (30, 7)];

    private readonly List<(ShapedLine Line, Tone Tone, float Size, float Baseline)> lines = [];
    private readonly decimal? stars;
    private readonly float starsTop;

    public SocialLettering(SocialCard card)
    {
        var film = card.Film;
        var original = ShippedFaces.Settable(LineBreaker.Clean(film.OriginalTitle));
        // A title in letters that no face has is said by the next best.
        var title = new[] { ShippedFaces.Settable(LineBreaker.Clean(film.Title)), original, ShippedFaces.Settable(LineBreaker.Clean(card.SiteName)) }
            .FirstOrDefault(text => text.Any(char.IsLetterOrDigit)) ?? "";
        if (original.Equals(title, StringComparison.OrdinalIgnoreCase))
        {
            original = "";
        }

        HangsRight = TypeMeasure.IsRightToLeft(title);
        stars = card.Stars;

        // From the foot upwards.
        var foot = (float)(SocialCard.Height - Margin);
        foot = AddAbove(foot, Fit(card.SiteName, SiteSize, 1), Tone.Quiet, SiteSize, 1.4f);
        foot = AddAbove(foot - (Gap / 2f), Credits(card), Tone.Quiet, CreditSize, 1.35f);
        starsTop = foot - StarSize;
        foot = stars is null ? foot : starsTop - (Gap / 2f);

        var top = (float)Margin;
        top = AddBelow(top, Fit(card.Kicker, KickerSize, 1), Tone.Quiet, KickerSize, 1.5f);
        var originals = Fit(original, OriginalSize, 2);
        var below = originals.Count == 0 ? 0 : (originals.Count * OriginalSize * LeadingOf(original)) + 10;
        var (titles, size) = FitTitle(title, foot - Gap - top - below);
        top = AddBelow(top, titles, Tone.Ink, size, LeadingOf(title));
        AddBelow(top + 10, originals, Tone.Quiet, OriginalSize, LeadingOf(original));
    }

    /// <summary>Whether the column stands at the right.</summary>
    public bool HangsRight { get; }

    public void Draw(SKCanvas canvas, Palette palette, SKPaint paint)
    {
        foreach (var (line, tone, size, baseline) in lines)
        {
            paint.Color = SKColor.Parse(palette[tone]);
            line.Draw(canvas, HangsRight ? SocialCard.Width - Margin - (line.Width * size) : Margin, baseline, size, paint);
        }

        if (stars is { } count)
        {
            DrawStars(canvas, count, palette, paint);
        }
    }

    // Full, half and empty ones, always five: what is missing says as much as what is there.
    private void DrawStars(SKCanvas canvas, decimal count, Palette palette, SKPaint paint)
    {
        const float step = StarSize * 1.22f;
        var left = HangsRight ? SocialCard.Width - Margin - (step * 5) + (step - StarSize) : Margin;
        for (var i = 0; i < 5; i++)
        {
            using var star = Star(left + (i * step) + (StarSize / 2f), starsTop + (StarSize / 2f), StarSize / 2f);
            paint.Color = SKColor.Parse(palette[Tone.Quiet]);
            paint.Style = SKPaintStyle.Stroke;
            paint.StrokeWidth = 1.6f;
            canvas.DrawPath(star, paint);
            paint.Style = SKPaintStyle.Fill;
            paint.Color = SKColor.Parse(palette[Tone.Ink]);
            var filled = (float)Math.Clamp(count - i, 0m, 1m);
            canvas.Save();
            canvas.ClipRect(SKRect.Create(left + (i * step) - 2, starsTop - 2, (StarSize * filled) + (filled > 0 ? 2 : 0), StarSize + 4));
            canvas.DrawPath(star, paint);
            canvas.Restore();
        }
    }

    private static SKPath Star(float x, float y, float radius)
    {
        var outline = new SKPath();
        for (var point = 0; point < 10; point++)
        {
            var (sin, cos) = MathF.SinCos((point * MathF.PI / 5) - (MathF.PI / 2));
            var reach = point % 2 == 0 ? radius : radius * 0.42f;
            var place = new SKPoint(x + (cos * reach), y + (sin * reach));
            if (point == 0)
            {
                outline.MoveTo(place);
            }
            else
            {
                outline.LineTo(place);
            }
        }

        outline.Close();
        return outline;
    }

    private float AddBelow(float top, List<string> texts, Tone tone, float size, float leading)
    {
        foreach (var text in texts)
        {
            // Capitals stand at the top of what was left; the rest of the leading is below.
            lines.Add((ShapedLine.Of(text), tone, size, top + (size * (leading - 0.3f))));
            top += size * leading;
        }

        return top;
    }

    private float AddAbove(float foot, List<string> texts, Tone tone, float size, float leading)
    {
        for (var i = texts.Count - 1; i >= 0; i--)
        {
            lines.Add((ShapedLine.Of(texts[i]), tone, size, foot));
            foot -= size * leading;
        }

        return foot;
    }

    private static (List<string> Lines, int Size) FitTitle(string title, float height)
    {
        if (title.Length == 0)
        {
            return ([], 0);
        }

        var leading = LeadingOf(title);
        foreach (var (size, most) in TitleSizes)
        {
            if (LineBreaker.Break(title, size, Measure, Math.Min(most, (int)(height / (size * leading))), Ems) is { } lines)
            {
                return (lines, size);
            }
        }

        var (smallest, last) = TitleSizes[^1];
        return (LineBreaker.Cut(title, smallest, Measure, Math.Clamp((int)(height / (smallest * leading)), 1, last), Ems), smallest);
    }

    private static List<string> Credits(SocialCard card)
    {
        if (card.Line is { } line)
        {
            return Fit(line, CreditSize, 3);
        }

        var names = card.Film.Directors.Select(name => ShippedFaces.Settable(LineBreaker.Clean(name))).Where(name => name.Length > 0).ToList();
        var year = card.Film.Year > 0 ? card.Film.Year.ToString(CultureInfo.InvariantCulture) : "";
        for (var count = names.Count; count > 0; count--)
        {
            var who = string.Join(", ", names.Take(count)) + (count < names.Count ? " …" : "");
            var both = year.Length > 0 ? $"{who} · {year}" : who;
            if (LineBreaker.Break(both, CreditSize, Measure, count == 1 ? 3 : 2, Ems) is { } lines)
            {
                return lines;
            }
        }

        return year.Length > 0 ? [year] : [];
    }

    private static List<string> Fit(string? text, int size, int most)
    {
        var line = ShippedFaces.Settable(LineBreaker.Clean(text));
        return line.Length == 0 ? [] : LineBreaker.Break(line, size, Measure, most, Ems) ?? LineBreaker.Cut(line, size, Measure, most, Ems);
    }

    private static double Ems(string text) => ShapedLine.Of(text).Width;

    // Scripts with marks above and below their letters want more room between lines.
    private static float LeadingOf(string text) => text.EnumerateRunes().Any(rune => rune.Value is (>= 0x0590 and <= 0x0E7F)) ? 1.5f : 1.16f;
}
