using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>What the image addresses of a text mean when there is no folder beside it: pictures of the library.</summary>
public static class LibraryImages
{
    private const string Folder = "../images/";
    private const string Extension = ".webp";
    private const string Served = "/media/";
    private const int HashLength = 64;

    /// <summary>
    /// The images that a body shows, by their addresses as written: what an address meant in this text before it means still;
    /// <c>../images/{name}.webp</c> is the image of that name, <c>/media/{hash}….webp</c> the one of that hash. Others are not in the
    /// result. At most one query, and those of the sight.
    /// </summary>
    /// <param name="db">Where the images are; those that it finds are tracked by it.</param>
    /// <param name="sight">Which of them a name can mean.</param>
    /// <param name="body">The text.</param>
    /// <param name="before">What the text showed when it was saved last, with the images loaded; empty for a new one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, Image>> FindAsync(
        FilmBlogContext db, ImageSight sight, MarkdownBody body, IEnumerable<ImageUse> before, CancellationToken cancellationToken)
    {
        var known = ByAddress(before, image => image);
        var urls = body.Images.Select(image => image.Url).Distinct(StringComparer.Ordinal).ToList();
        var unknown = urls.Where(url => !known.ContainsKey(url)).ToList();
        var names = unknown.Select(NameOf).OfType<string>().Distinct().ToList();
        var hashes = unknown.Select(HashOf).OfType<string>().Distinct().ToList();
        var found = names.Count + hashes.Count == 0
            ? []
            : await (await sight.IntoAsync(db, cancellationToken)).Where(i => EF.Parameter(names).Contains(i.Name) || EF.Parameter(hashes).Contains(i.Hash))
                .ToListAsync(cancellationToken);
        var images = new Dictionary<string, Image>(StringComparer.Ordinal);
        foreach (var url in urls)
        {
            var image = known.GetValueOrDefault(url)
                ?? (NameOf(url) is { } name ? found.Find(i => i.Name == name) : null)
                ?? (HashOf(url) is { } hash ? found.Find(i => i.Hash == hash) : null);
            if (image is not null)
            {
                images.Add(url, image);
            }
        }

        return images;
    }

    /// <summary>The image that an address of this kind means (a cover's, for one); null when there is none.</summary>
    public static async Task<Image?> FindAsync(FilmBlogContext db, ImageSight sight, string url, CancellationToken cancellationToken)
    {
        var (name, hash) = (NameOf(url), HashOf(url));
        return name is null && hash is null
            ? null
            : await (await sight.IntoAsync(db, cancellationToken)).FirstOrDefaultAsync(i => i.Name == name || i.Hash == hash, cancellationToken);
    }

    /// <summary>The address by which a text names an image of the library: relative, as in the files that an export writes.</summary>
    public static string AddressOf(Image image) => $"{Folder}{image.Name}{Extension}";

    /// <summary>The image as pages show it.</summary>
    public static MarkupImage Shown(Image image) => Shown(image.Hash, image.Width, image.Height, image.Tone);

    /// <summary>What <see cref="MarkdownBody.Render"/> asks, answered from images by address.</summary>
    public static Func<string, MarkupImage?> Resolver(IReadOnlyDictionary<string, Image> images) =>
        url => images.TryGetValue(url, out var image) ? Shown(image) : null;

    /// <summary>
    /// Something of each image, by its address in the text. An address that is noted more than once, as two saves at the same moment did
    /// formerly, means the image of the first.
    /// </summary>
    internal static Dictionary<string, T> ByAddress<T>(IEnumerable<ImageUse> uses, Func<Image, T> of) =>
        uses.DistinctBy(use => use.Url, StringComparer.Ordinal).ToDictionary(use => use.Url, use => of(use.Image), StringComparer.Ordinal);

    /// <summary>A text in which these images are named by the library, so that it shows them whatever becomes of their uses.</summary>
    internal static string Named(string markdown, IEnumerable<ImageUse> uses)
    {
        var names = ByAddress(uses, AddressOf);
        try
        {
            return names.Count == 0 ? markdown : MarkdownBody.Parse(markdown).WithImageUrls(url => names.GetValueOrDefault(url));
        }
        catch (MarkupRejectedException)
        {
            // Stored under wider limits than today's: the text is worth more than the names of its images.
            return markdown;
        }
    }

    /// <summary>The same of an image that is not stored yet.</summary>
    internal static MarkupImage Shown(string hash, int width, int height, int tone) => ImageSources.Of(hash, width, tone) is { } sources
        ? new MarkupImage(sources.Address, width, height) { Set = sources.Set, WebPSet = sources.WebPSet, ToneClass = sources.ToneClass }
        : new MarkupImage(ImageStore.AddressOf(hash), width, height);

    /// <summary>The name in an address of the form <c>../images/{name}.webp</c>, or null.</summary>
    internal static string? NameOf(string url) =>
        url.Length > Folder.Length + Extension.Length && url.StartsWith(Folder, StringComparison.Ordinal) && url.EndsWith(Extension, StringComparison.Ordinal)
            ? url[Folder.Length..^Extension.Length]
            : null;

    private static string? HashOf(string url) =>
        url.Length > Served.Length + HashLength && url.StartsWith(Served, StringComparison.Ordinal) && url[Served.Length + HashLength] is '.' or '-'
        && url.Skip(Served.Length).Take(HashLength).All(char.IsAsciiHexDigitLower)
            ? url.Substring(Served.Length, HashLength)
            : null;
}
