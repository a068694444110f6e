using FilmBlog.Core.Data;

namespace FilmBlog.Web.Doctor;

/// <summary>What is examined. Nothing of it is changed, and nothing need be in order.</summary>
/// <param name="Site">The settings as far as they can be read.</param>
/// <param name="Folder">Where the data lies, or would.</param>
/// <param name="Addresses">What the site listens on.</param>
/// <param name="Clock">Tells the time.</param>
internal sealed record SetUpUnderExam(SiteOptions Site, DataFolder Folder, IReadOnlyList<ListeningAddress> Addresses, TimeProvider Clock)
{
    /// <summary>The database's file: in the data folder, unless the settings name another.</summary>
    public string Database { get; init; } = Folder.Database;

    /// <summary>Whether others than this machine reach it directly.</summary>
    public bool ListensInPublic => Addresses.Any(a => !a.IsLoopback);

    /// <summary>The public address as far as it is one that can be asked; null: there is none.</summary>
    public Uri? PublicAddress => Uri.TryCreate(Site.BaseUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>Whether the settings name proxies; they need not be addresses.</summary>
    public bool NamesProxies => !string.IsNullOrWhiteSpace(Site.TrustedProxies);
}
