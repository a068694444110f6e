using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Feeds;

/// <summary>
/// In whose name feeds give identities (RFC 4151): the host that the site first had and the year. Remembered once, so that nothing is new to
/// feed readers when the site moves.
/// </summary>
internal sealed class FeedAuthority(SiteOptions options, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>The setting that remembers it.</summary>
    internal const string SettingName = "feeds:authority";

    private volatile string authority = "localhost,2026";

    /// <summary>An identity for ever: <c>tag:films.example,2026:review-7</c>.</summary>
    public string IdOf(string what) => $"tag:{authority}:{what}";

    /// <summary>Finds it, or notes it once the site has a public address.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        if (await db.Settings.ValueOfAsync(SettingName, cancellationToken) is { } known)
        {
            authority = known;
        }
        else if (PublicHost is { } host)
        {
            authority = string.Create(CultureInfo.InvariantCulture, $"{host},{time.GetUtcNow().Year}");
            db.Settings.Add(new Setting(SettingName, authority));
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    // A site that is tried out on its author's machine has none yet.
    private string? PublicHost =>
        options.BaseUrl is { } address && new Uri(address) is { IsLoopback: false, HostNameType: UriHostNameType.Dns or UriHostNameType.IPv4 } url ? url.IdnHost.ToLowerInvariant() : null;
}
