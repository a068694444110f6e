using System.Buffers;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Caching;

/// <summary>In which form bytes go out.</summary>
internal enum ContentForm
{
    Plain,
    Brotli,
    Gzip,
}

/// <summary>Compression of what is made once and sent often.</summary>
internal static class ContentEncodings
{
    private const int WindowBits = 22;

    /// <summary>As header values; null for what is not compressed.</summary>
    public static string? NameOf(ContentForm form) => form switch
    {
        ContentForm.Brotli => "br",
        ContentForm.Gzip => "gzip",
        _ => null,
    };

    /// <summary>The form that a client gets: of those it allows the one with the fewest bytes.</summary>
    public static ContentForm Accepted(StringValues acceptEncoding)
    {
        if (acceptEncoding is [{ } simple] && !simple.Contains(';', StringComparison.Ordinal))
        {
            return Names(simple, "br") || Names(simple, "*") ? ContentForm.Brotli : Names(simple, "gzip") ? ContentForm.Gzip : ContentForm.Plain;
        }

        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
        {
            return ContentForm.Plain;
        }

        return QualityOf("br", accepted) > 0 ? ContentForm.Brotli : QualityOf("gzip", accepted) > 0 ? ContentForm.Gzip : ContentForm.Plain;
    }

    /// <summary>Compresses with Brotli.</summary>
    /// <param name="bytes">What is compressed.</param>
    /// <param name="quality">0 to 11: 5 takes a millisecond for a page, 11 some forty and saves a seventh.</param>
    public static byte[] Brotli(ReadOnlySpan<byte> bytes, int quality)
    {
        var target = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, target, out var length, quality, WindowBits)
                ? target[..length]
                : throw new InvalidOperationException("Brotli needs more room than it says.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(target);
        }
    }

    /// <summary>Undoes <see cref="Brotli"/>.</summary>
    public static byte[] FromBrotli(byte[] bytes)
    {
        using var source = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }

    /// <summary>Compresses with gzip as far as it goes.</summary>
    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.SmallestSize))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    private static bool Names(ReadOnlySpan<char> list, string encoding)
    {
        foreach (var part in list.Split(','))
        {
            if (list[part].Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // What is named outranks what is not.
    private static double QualityOf(string encoding, IList<StringWithQualityHeaderValue> accepted) =>
        (accepted.FirstOrDefault(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(a => a.Value == "*")) is { } named
            ? named.Quality ?? 1
            : 0;
}
