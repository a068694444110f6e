using FilmBlog.Core.Data;

namespace FilmBlog.Web.Doctor;

/// <summary>What is examined. Nothing of it is changed, and nothing need be in order.</summary>
/// <param name="Site">The settings as far as they can be read.</param>
/// <param name="Folder">Where the data lies, or would.</param>
/// <param name="Addresses">What the site listens on.</param>
/// <param name="Clock">Tells the time.</param>
internal sealed record SetUpUnderExam(SiteOptions Site, DataFolder Folder, IReadOnlyList<Uri> Addresses, TimeProvider Clock)
{
    /// <summary>Whether others than this machine reach it directly.</summary>
    public bool ListensInPublic => Addresses.Any(a => !a.IsLoopback);

    /// <summary>The addresses of a setting such as <c>http://*:8080;https://localhost:5001</c>.</summary>
    public static IReadOnlyList<Uri> AddressesOf(string urls) =>
    [
        .. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address) ? address : null)
            .OfType<Uri>(),
    ];
}
