using System.Globalization;
using SkiaSharp;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// The colour that stands for a picture while it loads: one of a small palette that the stylesheet knows by class, since a page has no style
/// attributes. Four lightnesses, each grey and in seven hues.
/// </summary>
public static class ImageTone
{
    /// <summary>Nobody has looked at the picture yet.</summary>
    public const int Unknown = -1;

    /// <summary>How many colours there are: tones are numbered from 0 up to this.</summary>
    public const int Count = Lightnesses * PerLightness;

    /// <summary>Parts of the picture are transparent: the page shows through, so nothing stands behind it.</summary>
    public const int SeeThrough = Count;

    private const int Lightnesses = 4;
    private const int Hues = 7;
    private const int PerLightness = 1 + Hues;
    private const double Chroma = 0.06;

    // An average is taken from this many pixels a side; more would not change it.
    private const int Sample = 48;

    /// <summary>The class that shows a tone; null for a picture that has none.</summary>
    public static string? ClassOf(int tone) => tone is >= 0 and < Count ? string.Create(CultureInfo.InvariantCulture, $"tone-{tone}") : null;

    /// <summary>The colour of a tone as the stylesheet writes it.</summary>
    public static string ColourOf(int tone)
    {
        var (level, hue) = Math.DivRem(tone, PerLightness);
        var lightness = 20 * (level + 1);
        return hue == 0
            ? string.Create(CultureInfo.InvariantCulture, $"oklch({lightness}% 0 0)")
            : string.Create(CultureInfo.InvariantCulture, $"oklch({lightness}% {Chroma:0.##} {(hue - 1) * 360 / Hues})");
    }

    /// <summary>The tone nearest to the average of an opaque picture.</summary>
    internal static int Of(SKBitmap picture)
    {
        var info = new SKImageInfo(Math.Min(Sample, picture.Width), Math.Min(Sample, picture.Height), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var small = picture.Resize(info, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        var (lightness, a, b) = (0.0, 0.0, 0.0);
        foreach (var pixel in small.Pixels)
        {
            var lab = OkLab(pixel);
            (lightness, a, b) = (lightness + lab.L, a + lab.A, b + lab.B);
        }

        var count = small.Width * small.Height;
        return Nearest(lightness / count, a / count, b / count);
    }

    private static int Nearest(double lightness, double a, double b)
    {
        var level = Math.Clamp((int)Math.Round((lightness / 0.2) - 1), 0, Lightnesses - 1);
        if (Math.Sqrt((a * a) + (b * b)) < Chroma / 2)
        {
            return level * PerLightness;
        }

        var turn = (Math.Atan2(b, a) / Math.Tau) + 1;
        return (level * PerLightness) + 1 + ((int)Math.Round(turn * Hues) % Hues);
    }

    // https://bottosson.github.io/posts/oklab/
    private static (double L, double A, double B) OkLab(SKColor colour)
    {
        var (red, green, blue) = (Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue));
        var l = Math.Cbrt((0.4122214708 * red) + (0.5363325363 * green) + (0.0514459929 * blue));
        var m = Math.Cbrt((0.2119034982 * red) + (0.6806995451 * green) + (0.1073969566 * blue));
        var s = Math.Cbrt((0.0883024619 * red) + (0.2817188376 * green) + (0.6299787005 * blue));
        return (
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
