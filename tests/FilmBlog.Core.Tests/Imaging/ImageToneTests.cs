using FilmBlog.Core.Imaging;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Imaging;

public sealed class ImageToneTests
{
    [Theory]
    [InlineData("#000000", "oklch(20% 0 0)")]
    [InlineData("#ffffff", "oklch(80% 0 0)")]
    [InlineData("#808080", "oklch(60% 0 0)")]
    [InlineData("#7a2f3d", "oklch(40% 0.06 0)")]
    [InlineData("#4a6b32", "oklch(40% 0.06 154)")]
    [InlineData("#27406b", "oklch(40% 0.06 257)")]
    [InlineData("#c9b48a", "oklch(80% 0.06 102)")]
    public void A_picture_of_one_colour_has_the_tone_nearest_to_it(string colour, string tone)
    {
        using var picture = new SKBitmap(200, 100);
        picture.Erase(SKColor.Parse(colour));

        Assert.Equal(tone, ImageTone.ColourOf(ImageTone.Of(picture)));
    }

    [Fact]
    public void A_picture_has_one_tone_whatever_it_comes_as()
    {
        var png = ImageMaster.From(Pictures.Encode(SKEncodedImageFormat.Png));
        Assert.InRange(png.Tone, 0, ImageTone.Count - 1);
        Assert.Equal(png.Tone, ImageMaster.From(png.Bytes).Tone);
        Assert.Equal(png.Tone, ImageMaster.ToneOf(png.Bytes));
        Assert.Equal(ImageTone.SeeThrough, ImageMaster.From(Pictures.Encode(SKEncodedImageFormat.Png, transparent: true)).Tone);
        // A format that could hold transparency and holds none.
        using var picture = Pictures.Quarters();
        using var opaque = new SKBitmap(new SKImageInfo(64, 32, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        picture.GetPixelSpan().CopyTo(opaque.GetPixelSpan());
        using var data = opaque.Encode(SKEncodedImageFormat.Png, 100);
        Assert.Equal(png.Tone, ImageMaster.From(data.ToArray()).Tone);
    }

    [Fact]
    public void Every_tone_has_a_class_and_a_colour_of_its_own()
    {
        Assert.Equal(ImageTone.Count, Enumerable.Range(0, ImageTone.Count).Select(ImageTone.ColourOf).Distinct().Count());
        Assert.All(Enumerable.Range(0, ImageTone.Count), tone => Assert.Equal($"tone-{tone}", ImageTone.ClassOf(tone)));
        Assert.Null(ImageTone.ClassOf(ImageTone.SeeThrough));
        Assert.Null(ImageTone.ClassOf(ImageTone.Unknown));
    }
}
