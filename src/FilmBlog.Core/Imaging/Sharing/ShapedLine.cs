using System.Text;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace FilmBlog.Core.Imaging.Sharing;

/// <summary>A line of text as glyphs in their places: letters joined, marks set, scripts that run to the left turned round.</summary>
internal sealed class ShapedLine
{
    // The native library may be built for one thread at a time; sites that share a process share the faces.
    private static readonly Lock Shaping = new();

    private readonly List<(ShippedFace Face, ushort[] Glyphs, SKPoint[] Places)> runs = [];

    private ShapedLine()
    {
    }

    /// <summary>The width in ems.</summary>
    public float Width { get; private set; }

    /// <summary>Whether a glyph had to stand for a letter that its face lacks.</summary>
    public bool HasGaps => runs.Exists(run => Array.IndexOf(run.Glyphs, (ushort)0) >= 0);

    /// <summary>Shapes a line, which must be made of letters that <see cref="ShippedFaces"/> have.</summary>
    public static ShapedLine Of(string line)
    {
        var shaped = new ShapedLine();
        foreach (var run in Direction.Runs(line))
        {
            var parts = ByFace(run.Text);
            foreach (var (face, text) in run.RightToLeft ? parts.AsEnumerable().Reverse() : parts)
            {
                shaped.Add(face, text, run.RightToLeft);
            }
        }

        return shaped;
    }

    /// <summary>Draws the line from its left end.</summary>
    public void Draw(SKCanvas canvas, float x, float baseline, float size, SKPaint paint)
    {
        foreach (var (face, glyphs, places) in runs)
        {
            using var font = new SKFont(face.Typeface, size) { Subpixel = false, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };
            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun(glyphs, font, [.. places.Select(place => new SKPoint(place.X * size, place.Y * size))]);
            using var text = builder.Build();
            canvas.DrawText(text, x, baseline, paint);
        }
    }

    private static List<(ShippedFace Face, string Text)> ByFace(string text)
    {
        List<(ShippedFace Face, string Text)> parts = [];
        var part = new StringBuilder();
        ShippedFace? face = null;
        foreach (var rune in text.EnumerateRunes())
        {
            var own = ShippedFaces.IsJoiner(rune) ? face : ShippedFaces.For(rune, face) ?? face;
            if (face is not null && own != face)
            {
                parts.Add((face, part.ToString()));
                part.Clear();
            }

            face = own;
            if (face is not null)
            {
                part.Append(rune.ToString());
            }
        }

        if (face is not null)
        {
            parts.Add((face, part.ToString()));
        }

        return parts;
    }

    private void Add(ShippedFace face, string text, bool rightToLeft)
    {
        using var buffer = new Buffer();
        lock (Shaping)
        {
            buffer.AddUtf16(text);
            buffer.GuessSegmentProperties();
            buffer.Direction = rightToLeft ? HarfBuzzSharp.Direction.RightToLeft : HarfBuzzSharp.Direction.LeftToRight;
            face.Shaping.Shape(buffer);
        }

        var (infos, positions) = (buffer.GlyphInfos, buffer.GlyphPositions);
        var em = (float)face.Typeface.UnitsPerEm;
        var glyphs = new ushort[infos.Length];
        var places = new SKPoint[infos.Length];
        for (var i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            places[i] = new SKPoint(Width + (positions[i].XOffset / em), -positions[i].YOffset / em);
            Width += positions[i].XAdvance / em;
        }

        runs.Add((face, glyphs, places));
    }
}
