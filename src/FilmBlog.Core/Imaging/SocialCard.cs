using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Imaging.Sharing;
using SkiaSharp;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// The picture of a shared link: 1200 by 630 pixels, a PNG, of one family with the title cards on pages (palette and motif of the film). Drawn
/// with faces that come with the program, so that the same content is the same bytes on every machine. A cover is not shown: a still cut to
/// this frame loses what it was chosen for, and type is read where a picture is a stamp.
/// </summary>
/// <param name="Film">Title and what palette and motif follow from; for what is no film its name stands as the title.</param>
/// <param name="SiteName">The site's name, at the foot; empty where the title says it.</param>
public sealed record SocialCard(TitleCardFilm Film, string SiteName)
{
    /// <summary>Width in pixels.</summary>
    public const int Width = 1200;

    /// <summary>Height in pixels.</summary>
    public const int Height = 630;

    // Raised whenever the same content comes to another picture.
    private const int Design = 1;

    /// <summary>The author's rating; null: no stars are drawn.</summary>
    public decimal? Stars { get; init; }

    /// <summary>A word above the title, such as "Director"; null: none.</summary>
    public string? Kicker { get; init; }

    /// <summary>A sentence in the place of the credits, such as how many reviews there are; null: directors and year.</summary>
    public string? Line { get; init; }

    /// <summary>What the card shows, as 16 hexadecimal digits: another content or design has another.</summary>
    public string Version
    {
        get
        {
            var parts = new List<string?>
            {
                Design.ToString(CultureInfo.InvariantCulture), SiteName, Stars?.ToString("0.0", CultureInfo.InvariantCulture), Kicker, Line,
                Film.Title, Film.OriginalTitle, Film.OriginalLanguage, Film.Year.ToString(CultureInfo.InvariantCulture), "directors",
            };
            parts.AddRange([.. Film.Directors, "countries", .. Film.Countries, "themes", .. Film.Themes]);
            // With their lengths, so that no two contents come to one text.
            var text = string.Concat(parts.Select(part => part is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        }
    }

    /// <summary>What it says, for those who do not see it.</summary>
    public string Alt => string.Join(", ", new[]
    {
        Kicker is null ? Film.Title : $"{Kicker}: {Film.Title}",
        Line ?? (Film.Directors.Count == 0 ? null : $"directed by {string.Join(", ", Film.Directors)}"),
        Line is null && Film.Year > 0 ? Film.Year.ToString(CultureInfo.InvariantCulture) : null,
        Stars is { } stars ? string.Create(CultureInfo.InvariantCulture, $"{stars:0.#} of 5 stars") : null,
    }.OfType<string>());

    /// <summary>Draws the card. Takes some hundredths of a second.</summary>
    /// <returns>A PNG.</returns>
    public byte[] Draw()
    {
        var seed = Chance.Hash(FormattableString.Invariant($"{Film.Title}|{Film.Year}"));
        var motif = ThemeMotifs.Of(Film.Themes, seed);
        var palette = Palette.Of(Film, motif, seed);
        var lettering = new SocialLettering(this);
        var scene = new Scene(
            Width, Height, lettering.HangsRight ? 0 : SocialLettering.Column, lettering.HangsRight ? Width - SocialLettering.Column : Width,
            (int)(Height * 0.77), Height, lettering.HangsRight ? -1 : 1, new Chance(seed));
        scene.Rectangle(Tone.Ground, 0, 0, Width, Height);
        Motifs.Draw(motif, scene);

        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { IsAntialias = true })
        {
            foreach (var shape in scene.Shapes)
            {
                paint.Color = SKColor.Parse(palette[shape.Tone]);
                Draw(canvas, shape, paint);
            }

            lettering.Draw(canvas, palette, paint);
        }

        using var pixels = bitmap.PeekPixels();
        // Flat areas are smallest without filters.
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.NoFilters, 9))
            ?? throw new InvalidOperationException("The card could not be written as a PNG.");
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, Shape shape, SKPaint paint)
    {
        switch (shape)
        {
            case RectangleShape r:
                canvas.DrawRect(r.X, r.Y, r.Width, r.Height, paint);
                break;
            case CircleShape c:
                canvas.DrawCircle(c.X, c.Y, c.Radius, paint);
                break;
            case PathShape p:
                using (var path = SKPath.ParseSvgPathData(p.Data))
                {
                    canvas.DrawPath(path, paint);
                }

                break;
            default:
                throw new InvalidOperationException($"A {shape.GetType().Name} has no form in a bitmap.");
        }
    }
}
