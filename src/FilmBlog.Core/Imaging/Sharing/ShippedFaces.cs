using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace FilmBlog.Core.Imaging.Sharing;

/// <summary>The faces that come with the program, so that every server draws the same card. Read when the first card is drawn.</summary>
internal static class ShippedFaces
{
    // Asked in this order; the last has nearly all of what the others lack.
    private static readonly string[] Files =
    [
        "NotoSerif.ttf", "NotoNaskhArabic.ttf", "NotoSerifHebrew.ttf", "NotoSerifDevanagari.ttf", "NotoSerifArmenian.ttf", "NotoSerifGeorgian.ttf",
        "NotoSerifThai.ttf", "NotoSerifBengali.ttf", "NotoSerifTamil.ttf", "NotoSerifTelugu.ttf", "NotoSerifKannada.ttf", "NotoSerifMalayalam.ttf",
        "NotoSerifSinhala.ttf", "NotoSerifCJK.otf",
    ];

    private static readonly Lazy<ShippedFace[]> Faces = new(() => [.. Files.Select(ShippedFace.Load)]);

    /// <summary>The face in which a letter is set: that of the letter before, if it has this one too. Null when none has it.</summary>
    public static ShippedFace? For(Rune letter, ShippedFace? before) =>
        before?.Has(letter) == true ? before : Array.Find(Faces.Value, face => face.Has(letter));

    /// <summary>A text without the letters that no face has, such as emoji.</summary>
    public static string Settable(string text)
    {
        var settable = new StringBuilder();
        ShippedFace? face = null;
        foreach (var rune in text.EnumerateRunes())
        {
            // Joiners are no letters: without what they join they say nothing.
            if (IsJoiner(rune) ? face is not null && settable.Length > 0 : (face = For(rune, face)) is not null)
            {
                settable.Append(rune.ToString());
            }
        }

        return LineBreaker.Clean(settable.ToString().TrimStart());
    }

    /// <summary>Whether it shapes its neighbours and has no form of its own: joiners, marks of direction.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D or 0x200E or 0x200F or 0x061C;
}

/// <summary>One of them: for Skia, which draws, and for HarfBuzz, which chooses and places the glyphs.</summary>
internal sealed class ShippedFace
{
    private ShippedFace(SKTypeface typeface, HarfBuzzSharp.Font shaping)
    {
        Typeface = typeface;
        Shaping = shaping;
    }

    public SKTypeface Typeface { get; }

    public HarfBuzzSharp.Font Shaping { get; }

    public static ShippedFace Load(string file)
    {
        using var stream = typeof(ShippedFace).Assembly.GetManifestResourceStream("fonts/" + file)
            ?? throw new InvalidOperationException($"The font {file} is missing from the program.");
        var data = SKData.Create(stream);
        var typeface = SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {file} cannot be read.");
        // Both read from the same memory, which lives as long as the one that is told to give it back.
        var memory = new Blob(data.Data, (int)data.Size, MemoryMode.ReadOnly, data.Dispose);
        var face = new Face(memory, 0);
        var shaping = new HarfBuzzSharp.Font(face);
        shaping.SetScale(face.UnitsPerEm, face.UnitsPerEm);
        shaping.SetFunctionsOpenType();
        // The native font holds what it is made of, but not before the calls that make it have ended.
        GC.KeepAlive(memory);
        GC.KeepAlive(face);
        return new ShippedFace(typeface, shaping);
    }

    public bool Has(Rune letter) => Typeface.GetGlyph(letter.Value) != 0;
}
