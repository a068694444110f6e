using FilmBlog.Web.Addresses;
using FilmBlog.Web.Navigation;
using Microsoft.Extensions.Primitives;

namespace FilmBlog.Web.Caching;

/// <summary>What tells one page that is kept from another.</summary>
/// <param name="Origin">Under which address the site was asked, where it has none of its own.</param>
/// <param name="Path">The path.</param>
/// <param name="Query">What of the query the page looks at; null: nothing.</param>
/// <param name="Scheme">The visitor's colour scheme, if they chose one.</param>
internal sealed record PageKey(string? Origin, string Path, string? Query, string? Scheme);

/// <summary>What a page that is to be kept is made of, and of nothing else, so that no visitor's page becomes another's.</summary>
/// <param name="Key">Where it is kept.</param>
/// <param name="Query">What of the query the page looks at.</param>
/// <param name="Cookie">The visitor's colour scheme, if they chose one.</param>
internal readonly record struct PageAddress(PageKey Key, QueryString Query, StringValues Cookie)
{
    private const int LongestValue = 100;

    /// <summary>Null for what is not to be kept: it is no such page, or its visitor may be signed in.</summary>
    /// <param name="context">The request, routed.</param>
    /// <param name="session">The name of the cookie of those who are signed in.</param>
    /// <param name="hasBaseUrl">Whether pages name the site's own address, whichever was asked.</param>
    public static PageAddress? Of(HttpContext context, string session, bool hasBaseUrl)
    {
        var request = context.Request;
        if (context.GetEndpoint()?.Metadata.GetMetadata<CachedAttribute>() is not { } cached || !IsAnybodys(request, session, out var scheme))
        {
            return null;
        }

        var query = QueryString.Empty;
        if (request.QueryString.HasValue)
        {
            foreach (var name in cached.VariesBy)
            {
                var values = request.Query[name];
                if (values is [{ Length: <= LongestValue } value])
                {
                    query = query.Add(name, value);
                }
                else if (values.Count > 0)
                {
                    return null;
                }
            }
        }

        return new PageAddress(KeyOf(request, query, scheme, hasBaseUrl), query, scheme is null ? default : (StringValues)$"{ColourScheme.Cookie}={scheme}");
    }

    /// <summary>
    /// The key under which the page is that this request asks for, if there is one: before it is routed, and only where its query is written as
    /// a key writes it. Null: no page of anybody's.
    /// </summary>
    public static PageKey? KeyOf(HttpRequest request, string session, bool hasBaseUrl) =>
        IsAnybodys(request, session, out var scheme) ? KeyOf(request, request.QueryString, scheme, hasBaseUrl) : null;

    private static bool IsAnybodys(HttpRequest request, string session, out string? scheme)
    {
        scheme = null;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return false;
        }

        if (request.Headers.Cookie.Count == 0)
        {
            return true;
        }

        scheme = ColourScheme.Of(request);
        return !request.Cookies.ContainsKey(session);
    }

    private static PageKey KeyOf(HttpRequest request, QueryString query, string? scheme, bool hasBaseUrl) =>
        new(hasBaseUrl ? null : request.OriginAsked(), request.Path.Value!, query.HasValue ? query.Value : null, scheme);
}
