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
        using var pixmap = upright.PeekPixels();
        using var encoded = pixmap.Encode(new SKWebpEncoderOptions(
                lossless ? SKWebpEncoderCompression.Lossless : SKWebpEncoderCompression.Lossy, lossless ? 75 : Quality))
            ?? throw new ImageRefusedException("the image cannot be converted to WebP");
        return Of(encoded.ToArray(), upright);
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

    private static SKBitmap Upright(SKBitmap pixels, SKEncodedOrigin origin)
    {
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = turned ? (pixels.Height, pixels.Width) : (pixels.Width, pixels.Height);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, pixels.AlphaType);
        var upright = new SKBitmap(info);
        if (origin == SKEncodedOrigin.TopLeft)
        {
            pixels.GetPixelSpan().CopyTo(upright.GetPixelSpan());
            return upright;
        }

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
