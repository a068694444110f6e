using System.Buffers.Binary;
using System.Globalization;
using SkiaSharp;

namespace FilmBlog.Core.Imaging;

/// <summary>A picture as it is kept: WebP, the right way up, without metadata.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Hash">Its SHA-256, lower-case hexadecimal.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record ImageMaster(byte[] Bytes, string Hash, int Width, int Height)
{
    /// <summary>Its main colour, as a number of the palette that the stylesheet knows; -1: unknown.</summary>
    public int Tone { get; init; } = ImageTone.Unknown;

    /// <summary>The most bytes of a file that comes in.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    private const int MaxSide = 12_000;
    private const long MaxPixels = 40_000_000;

    // Without loss takes 16 bytes a pixel and with loss up to 27, as measured; the whole program is to stay below 600 MB.
    private const long MaxLosslessPixels = 12_000_000;
    private const long MaxMemory = 450_000_000;
    private const int LosslessEffort = 75;
    private const int Quality = 90;
    private const int FormQuality = 82;

    internal static ImageMaster From(byte[] source)
    {
        if (source.Length > MaxBytes)
        {
            throw new ImageRefusedException("the image is larger than 20 MB; save it smaller");
        }

        using var data = SKData.CreateCopy(source);
        using var codec = SKCodec.Create(data) ?? throw new ImageRefusedException(Unknown(source));
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Gif))
        {
            throw new ImageRefusedException(Unknown(source));
        }

        // The header alone tells the size: nothing is decoded that would not fit.
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width > MaxSide || height > MaxSide || (long)width * height > MaxPixels)
        {
            throw new ImageRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"the image has {width} × {height} pixels; at most 12000 a side and 40 million in all are taken"));
        }

        using var pixels = Decode(codec, codec.Info.Width, codec.Info.Height);
        if (IsMaster(source))
        {
            return Of(source, pixels);
        }

        using var upright = Upright(pixels, codec.EncodedOrigin);
        // What came without loss is kept without loss.
        var lossless = codec.EncodedFormat is SKEncodedImageFormat.Png or SKEncodedImageFormat.Gif || HasChunk(source, "VP8L"u8);
        // Without the colour space, so that no profile is written.
        using var coloured = upright.PeekPixels();
        using var pixmap = coloured.WithColorSpace(null!);
        if ((long)pixmap.Width * pixmap.Height <= MaxLosslessPixels)
        {
            return Of(Encode(pixmap, lossless), upright);
        }

        if (pixmap.AlphaType != SKAlphaType.Opaque && !IsOpaque(pixmap))
        {
            throw new ImageRefusedException("an image with transparency has at most 12 million pixels; save it with fewer");
        }

        using var opaque = pixmap.WithAlphaType(SKAlphaType.Opaque);
        if (MemoryOf(opaque) > MaxMemory)
        {
            throw new ImageRefusedException("the image has more detail than can be worked on at its size; save it with fewer pixels");
        }

        return Of(Encode(opaque, lossless: false), upright);
    }

    /// <summary>
    /// The bytes of a master: no more than a file that comes in may have, so that what is exported is taken again. Without loss where that
    /// was asked for and neither memory nor size speaks against it. Throws <see cref="ImageRefusedException"/> where it is too large in any way.
    /// </summary>
    internal static byte[] Encode(SKPixmap pixels, bool lossless, int most = MaxBytes)
    {
        if (lossless && Encode(pixels, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, LosslessEffort), most) is { } whole)
        {
            return whole;
        }

        return Encode(pixels, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality), most)
            ?? throw new ImageRefusedException("the image would be larger than 20 MB as it is kept; save it with fewer pixels");
    }

    /// <summary>
    /// About how many bytes of memory a large picture takes while it is made a WebP, which no other way tells beforehand: 6 a pixel, and 26 for
    /// each byte of the result. As a JPEG it is about as large, and that takes neither time nor memory.
    /// </summary>
    internal static long MemoryOf(SKPixmap pixels)
    {
        using var estimate = pixels.Encode(SKEncodedImageFormat.Jpeg, Quality) ?? throw new ImageRefusedException("the image cannot be converted to WebP");
        return (6L * pixels.Width * pixels.Height) + (26L * estimate.Size);
    }

    private static bool IsOpaque(SKPixmap pixels)
    {
        var bytes = pixels.GetPixelSpan();
        for (var at = 3; at < bytes.Length; at += 4)
        {
            if (bytes[at] != byte.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[]? Encode(SKPixmap pixels, SKWebpEncoderOptions options, int most)
    {
        using var encoded = pixels.Encode(options) ?? throw new ImageRefusedException("the image cannot be converted to WebP");
        return encoded.Size <= most ? encoded.ToArray() : null;
    }

    /// <summary>The tone of a master that came in before tones were noted. Throws <see cref="ImageRefusedException"/> when it is damaged.</summary>
    internal static int ToneOf(byte[] master)
    {
        using var data = SKData.CreateCopy(master);
        using var codec = SKCodec.Create(data) ?? throw new ImageRefusedException(Unknown(master));
        if (codec.Info.AlphaType != SKAlphaType.Opaque)
        {
            return ImageTone.SeeThrough;
        }

        using var pixels = Decode(codec, codec.Info.Width, codec.Info.Height);
        return ImageTone.Of(pixels);
    }

    /// <summary>Whether a master has that form: it is wider, and the format suits it.</summary>
    internal static bool Has(ImageForm form, string path)
    {
        using var codec = SKCodec.Create(path);
        return codec is not null && (form.Width is not { } width || width < codec.Info.Width)
            && form.Extension != (codec.Info.AlphaType == SKAlphaType.Opaque ? ImageForm.Png : ImageForm.Jpeg);
    }

    /// <summary>Makes a form of a master. Throws <see cref="ImageRefusedException"/> when the master is damaged.</summary>
    internal static byte[] Make(ImageForm form, byte[] master)
    {
        using var data = SKData.CreateCopy(master);
        using var codec = SKCodec.Create(data) ?? throw new ImageRefusedException(Unknown(master));
        var width = form.Width ?? codec.Info.Width;
        var height = Math.Max(1, (int)Math.Round((double)codec.Info.Height * width / codec.Info.Width));
        // WebP is brought to size while it is decoded: no more memory is needed than for what comes out.
        using var pixels = Decode(codec, width, height);
        using var pixmap = pixels.PeekPixels();
        using var encoded = form.Extension switch
        {
            ImageForm.WebP => pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, FormQuality)),
            ImageForm.Png => pixmap.Encode(SKEncodedImageFormat.Png, 100),
            _ => pixmap.Encode(SKEncodedImageFormat.Jpeg, FormQuality),
        };
        return encoded?.ToArray() ?? throw new ImageRefusedException("the image cannot be converted");
    }

    private static ImageMaster Of(byte[] bytes, SKBitmap pixels)
    {
        // What the file's own header says of transparency is what its other forms go by.
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        var tone = codec.Info.AlphaType == SKAlphaType.Opaque ? ImageTone.Of(pixels) : ImageTone.SeeThrough;
        return new ImageMaster(bytes, ImageStore.HashOf(bytes), pixels.Width, pixels.Height) { Tone = tone };
    }

    private static SKBitmap Decode(SKCodec codec, int width, int height)
    {
        // No colour space in the target: colours are converted to sRGB, and the encoder writes no profile.
        using var srgb = SKColorSpace.CreateSrgb();
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888,
            codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul, srgb);
        var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new ImageRefusedException(result == SKCodecResult.IncompleteInput
                ? "the image file is cut off; save it again"
                : "the image file is damaged; save it again");
        }

        return bitmap;
    }

    // The pixels themselves where they are upright already: large ones are not held twice.
    private static SKBitmap Upright(SKBitmap pixels, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return pixels;
        }

        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = turned ? (pixels.Height, pixels.Width) : (pixels.Width, pixels.Height);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, pixels.AlphaType);
        var upright = new SKBitmap(info);
        using var canvas = new SKCanvas(upright);
        canvas.Clear(SKColors.Transparent);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        });
        canvas.DrawBitmap(pixels, 0, 0);
        return upright;
    }

    // A WebP file with nothing but its picture is kept as it came, so that what was exported comes back byte for byte: one VP8 or VP8L
    // chunk, or VP8X with alpha and one VP8 chunk, and no byte beside them (no metadata, no animation, no second file behind the first).
    private static bool IsMaster(ReadOnlySpan<byte> file)
    {
        if (file.Length < 20 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WEBP"u8)
            || BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) != file.Length - 8)
        {
            return false;
        }

        var chunks = new List<string>();
        for (var at = 12; at < file.Length;)
        {
            if (file.Length - at < 8)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var next = at + 8L + length + (length & 1);
            if (next > file.Length)
            {
                return false;
            }

            chunks.Add(System.Text.Encoding.ASCII.GetString(file.Slice(at, 4)));
            at = (int)next;
        }

        return string.Join(' ', chunks) is "VP8 " or "VP8L" or "VP8X ALPH VP8 " or "VP8X VP8L";
    }

    private static bool HasChunk(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name) =>
        file.Length > 64 && file[..4].SequenceEqual("RIFF"u8) && file[..64].IndexOf(name) > 0;

    private static string Unknown(ReadOnlySpan<byte> source)
    {
        var head = source[..Math.Min(source.Length, 512)];
        var kind = head.IndexOf("<svg"u8) >= 0 ? "an SVG drawing"
            : head.IndexOf("ftypavif"u8) >= 0 ? "an AVIF image"
            : head.IndexOf("ftypheic"u8) >= 0 ? "an HEIC image"
            : source.Length == 0 ? "an empty file"
            : "not an image that can be read";
        return $"this is {kind}; JPEG, PNG, WebP and GIF are taken";
    }
}
