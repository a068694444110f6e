using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Feeds;

/// <summary>A document as it goes out: its bytes in every encoding, each with the tag that is true of exactly these bytes.</summary>
internal sealed class FinishedDocument
{
    private readonly Form plain;
    private readonly Form brotli;
    private readonly Form gzip;

    public FinishedDocument(byte[] bytes, string mediaType, long version, DateTimeOffset changedAt)
    {
        MediaType = $"{mediaType}; charset=utf-8";
        Version = version;
        ChangedAt = changedAt;
        plain = new Form(null, bytes);
        brotli = new Form("br", Compress(bytes, target => new BrotliStream(target, CompressionLevel.Optimal)));
        gzip = new Form("gzip", Compress(bytes, target => new GZipStream(target, CompressionLevel.Optimal)));
    }

    public string MediaType { get; }

    /// <summary>Of what readers may see, at the moment before it was made.</summary>
    public long Version { get; }

    /// <summary>Since when readers see this.</summary>
    public DateTimeOffset ChangedAt { get; }

    /// <summary>How many bytes it takes to keep it.</summary>
    public long Size => plain.Bytes.Length + brotli.Bytes.Length + gzip.Bytes.Length;

    /// <summary>The answer, or that the client has it already.</summary>
    public IResult Answer(HttpContext context)
    {
        var form = Accepted(context.Request.Headers.AcceptEncoding);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=300";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (form.Encoding is { } encoding)
        {
            headers.ContentEncoding = encoding;
        }

        return Results.Bytes(form.Bytes, MediaType, entityTag: form.Tag, lastModified: ChangedAt);
    }

    // What is named outranks what is not; of those allowed the one that makes the fewest bytes.
    private Form Accepted(StringValues header)
    {
        if (!StringWithQualityHeaderValue.TryParseList(header, out var accepted))
        {
            return plain;
        }

        return new[] { brotli, gzip }.FirstOrDefault(form => QualityOf(form.Encoding!, accepted) > 0) ?? plain;
    }

    private static double QualityOf(string encoding, IList<StringWithQualityHeaderValue> accepted) =>
        (accepted.FirstOrDefault(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(a => a.Value == "*")) is { } named
            ? named.Quality ?? 1
            : 0;

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> encoder)
    {
        using var target = new MemoryStream();
        using (var stream = encoder(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    private sealed record Form(string? Encoding, byte[] Bytes)
    {
        public EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 16))}\"");
    }
}
