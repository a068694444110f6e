using System.Text;
using FilmBlog.Core.Imaging;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Imaging;

public sealed class ImageMasterTests
{
    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "an empty file", [], "this is an empty file; JPEG, PNG, WebP and GIF are taken" },
        { "a drawing", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(), "this is an SVG drawing; JPEG, PNG, WebP and GIF are taken" },
        { "an AVIF image", [0, 0, 0, 0x1C, .. "ftypavif\0\0\0\0avifmif1"u8], "this is an AVIF image; JPEG, PNG, WebP and GIF are taken" },
        { "an HEIC image", [0, 0, 0, 0x18, .. "ftypheic\0\0\0\0mif1heic"u8], "this is an HEIC image; JPEG, PNG, WebP and GIF are taken" },
        { "a page", "<!doctype html><script>alert(1)</script>"u8.ToArray(), "this is not an image that can be read; JPEG, PNG, WebP and GIF are taken" },
        { "a bitmap", [.. "BM"u8, 0x3A, 0, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0x18, 0, .. new byte[28]], "this is not an image that can be read; JPEG, PNG, WebP and GIF are taken" },
        { "a program", [0x7F, .. "ELF"u8, .. new byte[200]], "this is not an image that can be read; JPEG, PNG, WebP and GIF are taken" },
        { "the first bytes of a PNG", Pictures.Encode(SKEncodedImageFormat.Png)[..20], "this is not an image that can be read; JPEG, PNG, WebP and GIF are taken" },
        { "a wide bomb", Pictures.PngHeader(30_000, 30_000), "the image has 30000 × 30000 pixels; at most 12000 a side and 40 million in all are taken" },
        { "a long bomb", Pictures.PngHeader(12_001, 1), "the image has 12001 × 1 pixels; at most 12000 a side and 40 million in all are taken" },
        { "a flat bomb", Pictures.PngHeader(8000, 8000), "the image has 8000 × 8000 pixels; at most 12000 a side and 40 million in all are taken" },
        { "a GIF bomb", Pictures.Gif(65_535, 65_535, 3), "the image has 65535 × 65535 pixels; at most 12000 a side and 40 million in all are taken" },
        { "a PNG without its pixels", Pictures.PngHeader(2000, 2000), "the image file is cut off; save it again" },
        { "half a JPEG", Pictures.Encode(SKEncodedImageFormat.Jpeg, 800, 600)[..^400], "the image file is cut off; save it again" },
        { "half a PNG", Pictures.Encode(SKEncodedImageFormat.Png, 800, 600)[..^200], "the image file is cut off; save it again" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_picture_of_ours_is_refused_with_a_sentence(string what, byte[] file, string sentence)
    {
        Assert.NotEmpty(what);
        Assert.Equal(sentence, Assert.Throws<ImageRefusedException>(() => ImageMaster.From(file)).Message);
    }

    [Fact]
    public void A_file_of_more_than_twenty_megabytes_is_not_even_read() => Assert.Equal(
        "the image is larger than 20 MB; save it smaller",
        Assert.Throws<ImageRefusedException>(() => ImageMaster.From(new byte[ImageMaster.MaxBytes + 1])).Message);

    [Theory]
    [InlineData(1, 64, 32, "RGBW")]
    [InlineData(2, 64, 32, "GRWB")]
    [InlineData(3, 64, 32, "WBGR")]
    [InlineData(4, 64, 32, "BWRG")]
    [InlineData(5, 32, 64, "RBGW")]
    [InlineData(6, 32, 64, "BRWG")]
    [InlineData(7, 32, 64, "WGBR")]
    [InlineData(8, 32, 64, "GWRB")]
    public void A_photograph_is_turned_upright_and_forgets_where_it_was_taken(int orientation, int width, int height, string quarters)
    {
        var master = ImageMaster.From(Pictures.Jpeg(orientation));

        Assert.Equal((width, height), (master.Width, master.Height));
        Assert.Equal(quarters, QuartersOf(master));
        AssertBare(master);
    }

    [Theory]
    [InlineData(6, 32, 64, "BR.G")]
    [InlineData(3, 64, 32, ".BGR")]
    public void A_picture_with_transparency_is_turned_too(int orientation, int width, int height, string quarters)
    {
        var picture = Pictures.PictureOf(Pictures.WebP(SKWebpEncoderCompression.Lossless, transparent: true));
        var master = ImageMaster.From(Pictures.ExtendedWebP(0x18, picture, ("EXIF", Pictures.Exif(orientation))));

        Assert.Equal((width, height), (master.Width, master.Height));
        Assert.Equal(quarters, QuartersOf(master));
        AssertBare(master);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_comes_without_loss_stays_without_loss(bool transparent)
    {
        byte[][] files = [Pictures.Encode(SKEncodedImageFormat.Png, transparent: transparent), Pictures.WebP(SKWebpEncoderCompression.Lossless, transparent)];
        using var source = Pictures.Quarters(transparent: transparent);
        foreach (var file in files)
        {
            using var pixels = SKBitmap.Decode(ImageMaster.From(file).Bytes, source.Info);
            Assert.Equal(source.Pixels, pixels.Pixels);
        }
    }

    [Fact]
    public void Of_more_than_twelve_million_pixels_the_master_is_kept_with_loss_since_without_it_takes_the_memory_of_the_machine()
    {
        var large = ImageMaster.From(Pictures.Encode(SKEncodedImageFormat.Png, 4010, 3000));
        var small = ImageMaster.From(Pictures.Encode(SKEncodedImageFormat.Png, 3000, 1000));

        Assert.Equal(("VP8 ", (4010, 3000)), (Encoding.ASCII.GetString(large.Bytes, 12, 4), (large.Width, large.Height)));
        Assert.Equal("VP8L", Encoding.ASCII.GetString(small.Bytes, 12, 4));
        Assert.Equal(large.Hash, ImageMaster.From(large.Bytes).Hash);
    }

    [Fact]
    public void What_would_take_the_memory_of_the_machine_is_refused_before_it_does()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(4800, 4000, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var noise = new byte[64 * 4800 * 4];
        new Random(7).NextBytes(noise);
        for (var at = 0; at < bitmap.ByteCount; at += noise.Length)
        {
            System.Runtime.InteropServices.Marshal.Copy(noise, 0, bitmap.GetPixels() + at, Math.Min(noise.Length, bitmap.ByteCount - at));
        }

        using var pixels = bitmap.PeekPixels();
        Assert.InRange(ImageMaster.MemoryOf(pixels), 450_000_001, 900_000_000);
        bitmap.Erase(SKColors.SlateGray);
        using var plain = bitmap.PeekPixels();
        Assert.InRange(ImageMaster.MemoryOf(plain), 6 * 4800 * 4000, 150_000_000);
    }

    [Theory]
    [InlineData(255, "VP8 ")]
    [InlineData(254, null)]
    public void A_large_picture_may_have_transparency_that_it_does_not_use(byte alpha, string? kept)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(4010, 3000, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.SlateGray);
        bitmap.SetPixel(4009, 2999, SKColors.White.WithAlpha(alpha));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        var file = data.ToArray();

        if (kept is not null)
        {
            Assert.Equal(kept, Encoding.ASCII.GetString(ImageMaster.From(file).Bytes, 12, 4));
        }
        else
        {
            Assert.Equal("an image with transparency has at most 12 million pixels; save it with fewer", Assert.Throws<ImageRefusedException>(() => ImageMaster.From(file)).Message);
        }
    }

    [Fact]
    public void A_master_is_never_larger_than_what_may_come_in_again()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(200, 200, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var random = new Random(7);
        bitmap.Pixels = [.. Enumerable.Range(0, 200 * 200).Select(_ => new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)))];
        using var pixels = bitmap.PeekPixels();
        var whole = ImageMaster.Encode(pixels, lossless: true);
        var lossy = ImageMaster.Encode(pixels, lossless: false);
        Assert.True(whole.Length > lossy.Length);

        Assert.Equal(whole, ImageMaster.Encode(pixels, lossless: true, most: whole.Length));
        Assert.Equal(lossy, ImageMaster.Encode(pixels, lossless: true, most: whole.Length - 1));
        Assert.Equal(
            "the image would be larger than 20 MB as it is kept; save it with fewer pixels",
            Assert.Throws<ImageRefusedException>(() => ImageMaster.Encode(pixels, lossless: true, most: lossy.Length - 1)).Message);
    }

    [Fact]
    public void Of_a_moving_GIF_the_first_picture_is_taken()
    {
        var master = ImageMaster.From(Pictures.Gif(frames: 4000));
        Assert.Equal((1, 1), (master.Width, master.Height));
        AssertBare(master);
    }

    [Fact]
    public void A_master_comes_back_byte_for_byte()
    {
        byte[][] files =
        [
            Pictures.Jpeg(6), Pictures.Encode(SKEncodedImageFormat.Png), Pictures.Encode(SKEncodedImageFormat.Png, transparent: true), Pictures.Gif(),
            Pictures.WebP(SKWebpEncoderCompression.Lossy), Pictures.WebP(SKWebpEncoderCompression.Lossy, transparent: true),
            Pictures.WebP(SKWebpEncoderCompression.Lossless), Pictures.WebP(SKWebpEncoderCompression.Lossless, transparent: true),
            Pictures.Encode(SKEncodedImageFormat.Jpeg, 1, 1), Pictures.Encode(SKEncodedImageFormat.Jpeg, 3000, 2),
        ];
        foreach (var file in files)
        {
            var master = ImageMaster.From(file);
            var again = ImageMaster.From(master.Bytes);
            Assert.Equal(master.Hash, again.Hash);
            Assert.Equal(ImageStore.HashOf(master.Bytes), master.Hash);
            AssertBare(master);
        }
    }

    [Fact]
    public void A_WebP_with_anything_beside_its_picture_is_written_anew()
    {
        var plain = Pictures.WebP(SKWebpEncoderCompression.Lossy);
        var picture = Pictures.PictureOf(plain);
        var secret = Encoding.ASCII.GetBytes(Pictures.Secret);
        byte[][] files =
        [
            Pictures.ExtendedWebP(0x08, picture, ("EXIF", Pictures.Exif(1))),
            Pictures.ExtendedWebP(0x04, picture, ("XMP ", secret)),
            Pictures.Riff(picture, ("JUNK", secret)),
            [.. plain, .. secret],
            [.. plain, .. "PK\x03\x04"u8, .. secret],
        ];
        foreach (var file in files)
        {
            AssertBare(ImageMaster.From(file));
        }

        Assert.Same(plain, ImageMaster.From(plain).Bytes);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        var random = new Random(61);
        byte[][] files =
        [
            Pictures.Jpeg(6), Pictures.Encode(SKEncodedImageFormat.Png), Pictures.Gif(2, 2, 2), Pictures.WebP(SKWebpEncoderCompression.Lossy, true),
            Pictures.WebP(SKWebpEncoderCompression.Lossless), Pictures.ExtendedWebP(0x08, Pictures.PictureOf(Pictures.WebP(SKWebpEncoderCompression.Lossy)), ("EXIF", Pictures.Exif(5))),
        ];
        for (var round = 0; round < 1500; round++)
        {
            var file = files[round % files.Length].ToArray();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            file = random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
            try
            {
                AssertBare(ImageMaster.From(file));
            }
            catch (ImageRefusedException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    private static void AssertBare(ImageMaster master)
    {
        var text = Encoding.Latin1.GetString(master.Bytes);
        Assert.DoesNotContain("EXIF", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Pictures.Secret, text, StringComparison.Ordinal);
        Assert.StartsWith("RIFF", text, StringComparison.Ordinal);
        Assert.Equal(master.Bytes.Length, BitConverter.ToInt32(master.Bytes, 4) + 8);
    }

    private static string QuartersOf(ImageMaster master)
    {
        using var pixels = SKBitmap.Decode(master.Bytes);
        var (x, y) = (pixels.Width / 4, pixels.Height / 4);
        return string.Concat(new[] { (x, y), (3 * x, y), (x, 3 * y), (3 * x, 3 * y) }.Select(at => pixels.GetPixel(at.Item1, at.Item2) switch
        {
            { Alpha: < 10 } => '.',
            { Red: > 200, Green: > 200, Blue: > 200 } => 'W',
            { Red: > 200, Green: < 60 } => 'R',
            { Green: > 200, Blue: < 60 } => 'G',
            { Blue: > 200, Red: < 60 } => 'B',
            _ => '?',
        }));
    }
}
