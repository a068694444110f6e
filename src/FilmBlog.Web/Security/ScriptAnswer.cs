using System.Text.Json.Serialization;
using FilmBlog.Web.Addresses;

namespace FilmBlog.Web.Security;

/// <summary>What a script gets to hear of a sign-in, as JSON: <c>{"ok":true,"token":"…"}</c>, <c>{"ok":false,"needsCode":true}</c> or <c>{"ok":false,"message":"…"}</c>.</summary>
internal sealed record ScriptAnswer(bool Ok)
{
    /// <summary>A fresh request token for forms and requests (field <c>__RequestVerificationToken</c>, header <c>RequestVerificationToken</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>Whether the password was right and a code is asked for: the same request again, with <c>Input.Code</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsCode { get; init; }

    /// <summary>What is wrong, in a sentence.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }
}

/// <summary>Where a request comes from.</summary>
internal static class RequestOrigin
{
    extension(HttpRequest request)
    {
        /// <summary>Whether a script of ours sent it (header <c>X-Requested-With: fetch</c>, or JSON asked for), which wants data and no page.</summary>
        public bool IsByScript =>
            request.Headers.XRequestedWith == "fetch" || request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

        /// <summary>Whether the browser says that a page of another site sent it, be it one beside this one; what is said twice is believed of nobody.</summary>
        public bool IsFromElsewhere => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } said && said is not ["same-origin" or "none"];

        /// <summary>
        /// Whether the browser says that a page of this site sent it: by Fetch Metadata, or, where there is none, by the header Origin. Neither
        /// can be set by a page of another site.
        /// </summary>
        public bool IsFromHere
        {
            get
            {
                if (request.Headers["Sec-Fetch-Site"] is [{ } site])
                {
                    return site == "same-origin";
                }

                var origin = request.Origin(request.HttpContext.RequestServices.GetRequiredService<SiteOptions>());
                return request.Headers.Origin is [{ } sender] && string.Equals(sender, origin, StringComparison.OrdinalIgnoreCase);
            }
        }
    }
}
