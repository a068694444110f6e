using FilmBlog.Web.Navigation;
using Microsoft.Extensions.Primitives;

namespace FilmBlog.Web.Caching;

/// <summary>What tells one page that is kept from another. It is made of nothing else, so that no visitor's page becomes another's.</summary>
/// <param name="Key">All of it in one.</param>
/// <param name="Query">What of the query the page looks at.</param>
/// <param name="Cookie">The visitor's colour scheme, if they chose one.</param>
internal readonly record struct PageAddress(string Key, QueryString Query, StringValues Cookie)
{
    private const int LongestValue = 100;

    /// <summary>Null for what is not to be kept: it is no such page, or its visitor may be signed in.</summary>
    /// <param name="context">The request, routed.</param>
    /// <param name="session">The name of the cookie of those who are signed in.</param>
    /// <param name="hasBaseUrl">Whether pages name the site's own address, whichever was asked.</param>
    public static PageAddress? Of(HttpContext context, string session, bool hasBaseUrl)
    {
        var request = context.Request;
        if (context.GetEndpoint()?.Metadata.GetMetadata<CachedAttribute>() is not { } cached || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return null;
        }

        var scheme = (string?)null;
        if (request.Headers.Cookie.Count > 0)
        {
            if (request.Cookies.ContainsKey(session))
            {
                return null;
            }

            scheme = ColourScheme.Of(request);
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

        var path = request.Path.Value!;
        var key = hasBaseUrl ? path : $"{request.Scheme}://{request.Host}{path}";
        if (query.HasValue || scheme is not null)
        {
            // Neither a path nor a host has a line in it that is a cookie.
            key = $"{key}\n{query}\n{scheme}";
        }

        return new PageAddress(key, query, scheme is null ? default : (StringValues)$"{ColourScheme.Cookie}={scheme}");
    }
}
