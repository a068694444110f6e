using System.Globalization;
using System.Runtime.InteropServices;
using FilmBlog.Core.Imaging;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Imaging;

public sealed class PaletteTests
{
    private static readonly Tone[] Fields = [Tone.Ground, Tone.Shade, Tone.Tint];

    public static TheoryData<string> Names => [.. Palette.All.Select(palette => palette.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lettering_keeps_its_contrast_on_every_field(string name)
    {
        var palette = Palette.All.Single(palette => palette.Name == name);
        foreach (var field in Fields)
        {
            Assert.True(Contrast(palette[Tone.Ink], palette[field]) >= 4.5, $"{name}: ink on {field}");
            Assert.True(Contrast(palette[Tone.Quiet], palette[field]) >= 4.5, $"{name}: quiet on {field}");
            Assert.True(Contrast(palette[Tone.Figure], palette[field]) >= 3, $"{name}: figure on {field}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_sheet_stands_out_from_paper_or_from_the_dark(string name)
    {
        var ground = Palette.All.Single(palette => palette.Name == name)[Tone.Ground];

        Assert.True(Contrast(ground, "#fbf8f2") > 1.15, "on paper");
        Assert.True(Contrast(ground, "#0e0c08") > 1.15, "in the dark");
    }

    // The picture is painted pixel by pixel, so that what counts is what lies on top, not what was laid somewhere below.
    [Fact]
    public void Lettering_stands_on_fields_alone_whatever_the_motif()
    {
        HashSet<Motif> seen = [];
        foreach (var film in TitleCardFilms.EveryMotif().Concat(TitleCardFilms.Six))
        {
            var card = TitleCard.For(film);
            seen.Add(card.Motif);
            using var picture = Paint(card);
            var pixels = picture.GetPixelSpan();
            var fields = Fields.Select(field => (uint)SKColor.Parse(card.Palette[field])).ToHashSet();
            foreach (var line in card.Lines)
            {
                var (left, right) = ((int)line.Left, (int)Math.Ceiling(line.Left + line.Width));
                for (var y = line.Baseline - (int)(line.Size * 0.75); y < line.Baseline + (line.Size * 0.2); y += 3)
                {
                    for (var x = left; x < right; x += 3)
                    {
                        var pixel = MemoryMarshal.Cast<byte, uint>(pixels)[(y * card.Width) + x];
                        if (!fields.Contains(pixel))
                            Assert.Fail($"{card.Motif}, {card.Width}×{card.Height}, “{line.Text}” at {x}, {y}: {new SKColor(pixel)}");
                    }
                }
            }
        }

        Assert.Equal(Enum.GetValues<Motif>().Length, seen.Count);
    }

    private static SKBitmap Paint(TitleCard card)
    {
        var picture = new SKBitmap(card.Width, card.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(picture);
        using var paint = new SKPaint { IsAntialias = false };
        foreach (var shape in card.Shapes)
        {
            paint.Color = SKColor.Parse(card.Palette[shape.Tone]);
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
                        Assert.NotNull(path);
                        canvas.DrawPath(path, paint);
                    }

                    break;
            }
        }

        return picture;
    }

    // WCAG 2.2, "contrast ratio" and "relative luminance".
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
