using System.Security.Cryptography;
using FilmBlog.Web.Caching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Feeds;

/// <summary>A document as it goes out: its bytes in every encoding that was asked for, each with the tag that is true of exactly these bytes.</summary>
internal sealed class FinishedDocument
{
    // Beyond this, making a feed anew after each change would take longer than it saves.
    private const int Quality = 5;

    private readonly Form plain;
    private readonly Lazy<Form> brotli;
    private readonly Lazy<Form> gzip;

    public FinishedDocument(byte[] bytes, string mediaType, PageParts parts, long version, DateTimeOffset changedAt)
    {
        MediaType = $"{mediaType}; charset=utf-8";
        Parts = parts;
        Version = version;
        ChangedAt = changedAt;
        plain = new Form(null, bytes);
        brotli = new Lazy<Form>(() => new Form("br", ContentEncodings.Brotli(bytes, Quality)));
        gzip = new Lazy<Form>(() => new Form("gzip", ContentEncodings.Gzip(bytes)));
    }

    /// <summary>What it is made of.</summary>
    public PageParts Parts { get; }

    public string MediaType { get; }

    /// <summary>Of what readers may see, at the moment before it was made.</summary>
    public long Version { get; }

    /// <summary>Since when readers see this.</summary>
    public DateTimeOffset ChangedAt { get; }

    /// <summary>How many bytes it takes to keep it, in all its forms.</summary>
    public long Size => plain.Bytes.Length * 2;

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

    private Form Accepted(StringValues header) => ContentEncodings.Accepted(header) switch
    {
        ContentForm.Brotli => brotli.Value,
        ContentForm.Gzip => gzip.Value,
        _ => plain,
    };

    private sealed record Form(string? Encoding, byte[] Bytes)
    {
        public EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 16))}\"");
    }
}
