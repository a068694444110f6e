using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;

namespace FilmBlog.Web.Crawlers.Links;

/// <summary>A text that readers see, with the pictures that it was given.</summary>
/// <param name="Path">The page that shows it.</param>
/// <param name="Markdown">The source.</param>
internal sealed record WrittenText(string Path, string Markdown)
{
    /// <summary>Hashes of its pictures, by their addresses as written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pictures { get; init; } = [];

    /// <summary>The cover's hash; null where there is none.</summary>
    public string? Cover { get; init; }

    private string Name => Path[1..];

    /// <summary>Parses it. Null, with what is wrong, where it cannot be read any more.</summary>
    public MarkdownBody? Parse(out LinkFinding? trouble)
    {
        try
        {
            trouble = null;
            return MarkdownBody.Parse(Markdown);
        }
        catch (MarkupRejectedException rejected)
        {
            trouble = new LinkFinding(PlaceOf(rejected.Line), Path, rejected.Message, IsBroken: true);
            return null;
        }
    }

    /// <summary>The links of it.</summary>
    public IEnumerable<WrittenLink> Links(MarkdownBody body, Uri site) =>
        from link in body.Links
        where !link.Url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
        // As a browser takes it on the page.
        let address = Uri.TryCreate(new Uri(site, Path), link.Url, out var resolved) ? resolved : new Uri(site, "/404")
        select new WrittenLink(PlaceOf(link.Line), link.Url, address);

    /// <summary>Its pictures that readers do not see.</summary>
    public IEnumerable<LinkFinding> MissingPictures(MarkdownBody body, ImageStore store)
    {
        var known = Pictures.ToDictionary(StringComparer.Ordinal);
        foreach (var image in body.Images)
        {
            if (!known.TryGetValue(image.Url, out var hash))
            {
                yield return new LinkFinding(PlaceOf(image.Line), image.Url, "there is no such picture: readers see its description", IsBroken: true);
            }
            else if (!File.Exists(store.PathOf(hash)))
            {
                yield return new LinkFinding(PlaceOf(image.Line), image.Url, $"the picture's file {store.PathOf(hash)} is missing", IsBroken: true);
            }
        }

        if (Cover is { } cover && !File.Exists(store.PathOf(cover)))
        {
            yield return new LinkFinding(new LinkPlace(Name, 0), "cover", $"the picture's file {store.PathOf(cover)} is missing", IsBroken: true);
        }
    }

    // A body begins with an empty line in a file, and without it in the form.
    private LinkPlace PlaceOf(int line) => new(Name, Math.Max(1, Markdown.StartsWith('\n') ? line - 1 : line));
}
