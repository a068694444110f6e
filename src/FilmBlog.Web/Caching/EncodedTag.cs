using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Caching;

/// <summary>
/// Strong entity tags of answers that are compressed on their way: the same content has other bytes, and so another tag, in each encoding.
/// </summary>
internal sealed class EncodedTag(IResponseCompressionProvider compression)
{
    // Another build may write the same content otherwise.
    private static readonly string Build = typeof(EncodedTag).Module.ModuleVersionId.ToString("N");

    /// <summary>The tag of what is made of this state, in the encoding that this request gets; caches are told that it is one of several.</summary>
    public EntityTagHeaderValue Of(HttpContext context, string state)
    {
        context.Response.Headers.AppendList(HeaderNames.Vary, [HeaderNames.AcceptEncoding]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Build}\n{state}")).AsSpan(0, 16));
        var encoding = compression.CheckRequestAcceptsCompression(context) ? compression.GetCompressionProvider(context)?.EncodingName : null;
        return new EntityTagHeaderValue($"\"{(encoding is null ? hash : $"{hash}-{encoding}")}\"");
    }
}
