using System.Security.Cryptography;
using FilmBlog.Core.Catalogue;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Caching;

/// <summary>A page as it goes out: its headers, and its bytes in each encoding that was asked for. Safe for any number of threads.</summary>
internal sealed class KeptPage
{
    // The entry and its headers, about.
    private const int Overhead = 2_000;

    private const int Quick = 5;
    private const int Best = 11;

    private readonly KeyValuePair<string, StringValues>[] headers;
    private readonly string? mediaType;
    private readonly PageParts parts;
    private readonly DateTimeOffset changedAt;
    private readonly string changedAtText;
    private readonly Lock making = new();
    private volatile Form brotli;
    private volatile Form? gzip;
    private volatile Form? plain;
    private long version;
    private int asks;

    /// <param name="body">The bytes, not compressed.</param>
    /// <param name="mediaType">What they are.</param>
    /// <param name="headers">What every answer with this page carries beside validators.</param>
    /// <param name="parts">What it is made of.</param>
    /// <param name="version">Of the catalogue, before it was made.</param>
    /// <param name="changedAt">Since when readers see it.</param>
    /// <param name="endpoint">What made it.</param>
    public KeptPage(
        ReadOnlySpan<byte> body, string? mediaType, KeyValuePair<string, StringValues>[] headers, PageParts parts, long version, DateTimeOffset changedAt, Endpoint? endpoint)
    {
        Endpoint = endpoint;
        (this.mediaType, this.headers, this.parts, this.version, this.changedAt) = (mediaType, headers, parts, version, changedAt);
        changedAtText = HeaderUtilities.FormatDate(changedAt);
        brotli = new Form(ContentForm.Brotli, ContentEncodings.Brotli(body, Quick));
    }

    /// <summary>What made it: requests are counted by its route.</summary>
    public Endpoint? Endpoint { get; }

    /// <summary>How many bytes it takes to keep it.</summary>
    public long Size => Overhead + brotli.Bytes.Length + (gzip?.Bytes.Length ?? 0) + (plain?.Bytes.Length ?? 0);

    /// <summary>Counts who asks for it after it was made.</summary>
    public int Ask() => Interlocked.Increment(ref asks);

    /// <summary>Whether readers see it with this version of the catalogue.</summary>
    public async ValueTask<bool> IsRightAsync(ReviewCatalogue catalogue, long now)
    {
        var since = Interlocked.Read(ref version);
        if (since == now)
        {
            return true;
        }

        if (!await parts.HaveStayedAsync(catalogue, since))
        {
            return false;
        }

        Interlocked.Exchange(ref version, now);
        return true;
    }

    /// <summary>Compresses it as far as it goes: worth it for what is asked for again.</summary>
    public void Pack() => brotli = new Form(ContentForm.Brotli, ContentEncodings.Brotli(ContentEncodings.FromBrotli(brotli.Bytes), Best)) { FormerTag = brotli.Tag };

    /// <summary>Makes the form that is asked for; whether it was not there yet.</summary>
    public bool Make(ContentForm form)
    {
        if (Of(form) is not null)
        {
            return false;
        }

        lock (making)
        {
            if (Of(form) is not null)
            {
                return false;
            }

            var bytes = ContentEncodings.FromBrotli(brotli.Bytes);
            if (form == ContentForm.Plain)
            {
                plain = new Form(form, bytes);
            }
            else
            {
                gzip = new Form(form, ContentEncodings.Gzip(bytes));
            }

            return true;
        }
    }

    /// <summary>Answers with it in a form that is made, or says that the client has it already.</summary>
    public ValueTask AnswerAsync(HttpContext context, ContentForm asked, DateTimeOffset now)
    {
        var (form, response) = (Of(asked)!, context.Response);
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        response.Headers.ETag = form.Tag;
        // What changed within this second may change again within it: then there is no saying since when.
        if (now - changedAt >= TimeSpan.FromSeconds(1))
        {
            response.Headers.LastModified = changedAtText;
        }

        if (IsKnown(context, form))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return ValueTask.CompletedTask;
        }

        response.ContentType = mediaType;
        response.ContentLength = form.Bytes.Length;
        if (form.Encoding is { } encoding)
        {
            response.Headers.ContentEncoding = encoding;
        }

        return HttpMethods.IsHead(context.Request.Method) ? ValueTask.CompletedTask : SendAsync(context, form.Bytes);
    }

    private static async ValueTask SendAsync(HttpContext context, byte[] bytes) => await context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted);

    // Mostly one tag, as it was given.
    private static bool IsKnown(HttpContext context, Form form)
    {
        var asked = context.Request.Headers;
        if (asked.IfNoneMatch.Count + asked.IfModifiedSince.Count == 0)
        {
            return false;
        }

        if (asked.IfNoneMatch is not [{ } tag])
        {
            return Validators.IsKnown(context);
        }

        if (tag == form.FormerTag)
        {
            // Theirs are the bytes from before it was packed, of the same page.
            context.Response.Headers.ETag = tag;
            return true;
        }

        return tag == form.Tag || Validators.IsKnown(context);
    }

    private Form? Of(ContentForm form) => form switch
    {
        ContentForm.Brotli => brotli,
        ContentForm.Gzip => gzip,
        _ => plain,
    };

    private sealed class Form(ContentForm form, byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public string? Encoding { get; } = ContentEncodings.NameOf(form);

        /// <summary>Of the same content compressed otherwise, which some have.</summary>
        public string? FormerTag { get; init; }

        public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
    }
}
