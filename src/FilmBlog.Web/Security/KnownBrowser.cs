using System.Globalization;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Security;

/// <summary>
/// A browser in which an author has signed in before carries a cookie that says so: whoever guesses passwords elsewhere does not use up the
/// attempts that it has.
/// </summary>
public sealed class KnownBrowser(Seal seal, SiteOptions site)
{
    private const string Purpose = "known browser";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(365);

    private string CookieName => site.IsOverTls ? "__Host-browser" : "browser";

    /// <summary>Under which name attempts from this browser are counted for an author.</summary>
    public string CountedAs(HttpContext http, Author author)
    {
        var id = author.Id.ToString(CultureInfo.InvariantCulture);
        return seal.Open<Mark>(Purpose, http.Request.Cookies[CookieName]) is { } mark && mark.AuthorId == author.Id ? $"{id} in {mark.Browser}" : id;
    }

    /// <summary>Marks the browser: the author has signed in.</summary>
    public void Remember(HttpContext http, Author author) =>
        http.Response.Cookies.Append(CookieName, seal.Close(Purpose, new Mark(author.Id, Secret.OfBits(128)), Lasts), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lasts,
            SameSite = SameSiteMode.Strict,
            Secure = site.IsOverTls,
        });

    private sealed record Mark(int AuthorId, string Browser);
}
