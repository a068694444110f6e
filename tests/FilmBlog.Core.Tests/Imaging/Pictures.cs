using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Imaging;

/// <summary>Picture files for tests: honest ones, and what comes under their names.</summary>
internal static class Pictures
{
    // EXIF: little endian, one entry: orientation. Behind it what must not be kept.
    public const string Secret = "GPS 48.8566 N, 2.3522 E <script>alert(1)</script>";

    /// <summary>A picture of four quarters: red, green over blue, white.</summary>
    public static SKBitmap Quarters(int width = 64, int height = 32, bool transparent = false)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, transparent ? SKAlphaType.Unpremul : SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var colour = (x < width / 2, y < height / 2) switch
                {
                    (true, true) => SKColors.Red,
                    (false, true) => SKColors.Lime,
                    (true, false) => SKColors.Blue,
                    _ => SKColors.White,
                };
                bitmap.SetPixel(x, y, transparent && colour == SKColors.White ? SKColors.Transparent : colour);
            }
        }

        return bitmap;
    }

    public static byte[] Encode(SKEncodedImageFormat format, int width = 64, int height = 32, bool transparent = false)
    {
        using var bitmap = Quarters(width, height, transparent);
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static byte[] WebP(SKWebpEncoderCompression compression, bool transparent = false)
    {
        using var bitmap = Quarters(transparent: transparent);
        using var pixmap = bitmap.PeekPixels();
        using var data = pixmap.Encode(new SKWebpEncoderOptions(compression, 80));
        return data!.ToArray();
    }

    /// <summary>A JPEG that says how it is to be turned (1 to 8), and where it was taken.</summary>
    public static byte[] Jpeg(int orientation)
    {
        var exif = Exif(orientation);
        var jpeg = Encode(SKEncodedImageFormat.Jpeg);
        byte[] marker = [0xFF, 0xE1, (byte)((exif.Length + 8) >> 8), (byte)(exif.Length + 8), .. "Exif\0\0"u8, .. exif];
        return [.. jpeg[..2], .. marker, .. jpeg[2..]];
    }

    /// <summary>A WebP in the extended form with the chunks given.</summary>
    public static byte[] ExtendedWebP(byte flags, params (string Name, byte[] Data)[] chunks)
    {
        var extended = new byte[10];
        extended[0] = flags;
        extended[4] = 63;
        extended[7] = 31;
        return Riff([("VP8X", extended), .. chunks]);
    }

    /// <summary>The one picture chunk of a simple WebP.</summary>
    public static (string Name, byte[] Data) PictureOf(byte[] webp)
    {
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(webp.AsSpan(16));
        return (Encoding.ASCII.GetString(webp, 12, 4), webp[20..(20 + length)]);
    }

    public static byte[] Riff(params IEnumerable<(string Name, byte[] Data)> chunks)
    {
        var body = new List<byte>([.. "WEBP"u8]);
        foreach (var (name, data) in chunks)
        {
            body.AddRange(Encoding.ASCII.GetBytes(name));
            body.AddRange(BitConverter.GetBytes(data.Length));
            body.AddRange(data);
            body.AddRange(new byte[data.Length & 1]);
        }

        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Count), .. body];
    }

    public static byte[] Exif(int orientation) =>
        [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Secret)];

    /// <summary>A PNG whose header tells of a size, with hardly any data.</summary>
    public static byte[] PngHeader(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. PngChunk("IHDR", header), .. PngChunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1]), .. PngChunk("IEND", [])];
    }

    public static byte[] PngChunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        var check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Check(named));
        return [.. length, .. named, .. check];
    }

    /// <summary>A GIF of one pixel, or one that claims to be larger, with so many frames.</summary>
    public static byte[] Gif(ushort width = 1, ushort height = 1, int frames = 1)
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        return
        [
            .. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0x80, 0, 0, 255, 0, 0, 0, 0, 255,
            .. Enumerable.Repeat(frame, frames).SelectMany(f => f), 0x3B,
        ];
    }

    // PNG's CRC-32.
    private static uint Check(byte[] data) => ~data.Aggregate(uint.MaxValue, (check, next) =>
    {
        check ^= next;
        for (var bit = 0; bit < 8; bit++)
        {
            check = (check >> 1) ^ ((check & 1) * 0xEDB88320);
        }

        return check;
    });
}
