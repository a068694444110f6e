using System.Collections.Concurrent;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Content;

/// <summary>An image that a file shows, ready to be stored.</summary>
/// <param name="Hash">SHA-256 of the master.</param>
/// <param name="SourceHash">SHA-256 of the file that came in.</param>
/// <param name="Name">The file's name without extension, in slug form; empty when nothing of it can stand in a name.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Length">Bytes of the master.</param>
/// <param name="Tone">Its main colour: see <see cref="Image.Tone"/>.</param>
internal sealed record IncomingImage(string Hash, string SourceHash, string Name, int Width, int Height, long Length, int Tone)
{
    /// <summary>An image that is stored already.</summary>
    public static IncomingImage Of(Image image) => new(image.Hash, image.SourceHash, image.Name, image.Width, image.Height, image.Length, image.Tone);

    /// <summary>The image as pages show it.</summary>
    public MarkupImage Shown => LibraryImages.Shown(Hash, Width, Height, Tone);
}

/// <summary>Finds the images that imported files name, normalises and keeps them. One per run.</summary>
internal sealed class ContentImages(IServiceScopeFactory scopes, ImageStore store, bool dryRun)
{
    private readonly ConcurrentDictionary<string, IncomingImage> seen = new(StringComparer.Ordinal);

    /// <summary>What the body shows, by its address as written; problems with them are added.</summary>
    public async Task<Dictionary<string, IncomingImage>> OfAsync(
        ContentFile file, MarkdownBody body, int bodyLine, List<ContentProblem> problems, CancellationToken cancellationToken)
    {
        var images = new Dictionary<string, IncomingImage>(StringComparer.Ordinal);
        foreach (var reference in body.Images.DistinctBy(i => i.Url))
        {
            var line = bodyLine + reference.Line - 1;
            if (IsForeign(reference.Url))
            {
                var message = $"the image {Shown(reference.Url)} lies on another site and is shown as a link; save it beside the review";
                problems.Add(new ContentProblem(file.Name, line, message, IsWarning: true));
            }
            else if (await FindAsync(file, reference.Url, line, missingIsWarning: true, problems, cancellationToken) is { } image)
            {
                images.Add(reference.Url, image);
            }
        }

        return images;
    }

    /// <summary>The image at a path relative to the file; null when it cannot be taken, and then a problem says why.</summary>
    public async Task<IncomingImage?> FindAsync(
        ContentFile file, string url, int line, bool missingIsWarning, List<ContentProblem> problems, CancellationToken cancellationToken)
    {
        if (PathOf(file, url) is not { } path)
        {
            var message = $"the image {Shown(url)} lies outside of {file.ImageRoot}; put it below that folder";
            problems.Add(new ContentProblem(file.Name, line, message));
            return null;
        }

        try
        {
            if (!File.Exists(path))
            {
                if (LibraryImages.NameOf(url) is { } name && await NamedAsync(name, cancellationToken) is { } named)
                {
                    return named;
                }

                problems.Add(new ContentProblem(file.Name, line, $"there is no image {Shown(url)}", missingIsWarning));
                return null;
            }

            if (new FileInfo(path).Length > ImageMaster.MaxBytes)
            {
                throw new ImageRefusedException("the image is larger than 20 MB; save it smaller");
            }

            return await TakeAsync(path, await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
        }
        catch (ImageRefusedException refused)
        {
            problems.Add(new ContentProblem(file.Name, line, $"the image {Shown(url)} was refused: {refused.Message}"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ContentProblem(file.Name, line, $"the image {Shown(url)} cannot be read: {unreadable.Message}"));
        }

        return null;
    }

    /// <summary>
    /// Whether the file of an image is there that is about to be saved; it stays then. Asked in the transaction that saves it: since it was read,
    /// somebody may have taken it away.
    /// </summary>
    public bool IsAtHand(IncomingImage image) => dryRun || store.Hold(image.Hash);

    private async Task<IncomingImage> TakeAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        var sourceHash = ImageStore.HashOf(bytes);
        var name = Slug.From(Path.GetFileNameWithoutExtension(path))?.Value ?? "";
        if (!seen.TryGetValue(sourceHash, out var image))
        {
            image = await KnownAsync(sourceHash, cancellationToken) ?? await NormaliseAsync(bytes, sourceHash, name, cancellationToken);
            seen.TryAdd(sourceHash, image);
        }

        // Files are read side by side: which of them saw a picture first is chance, and the first that is saved names it.
        return image with { Name = name };
    }

    // The same file came in before: it need not be decoded again.
    private async Task<IncomingImage?> KnownAsync(string sourceHash, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var known = await db.Images.Where(i => i.SourceHash == sourceHash || i.Hash == sourceHash)
            .Select(i => new IncomingImage(i.Hash, sourceHash, i.Name, i.Width, i.Height, i.Length, i.Tone))
            .FirstOrDefaultAsync(cancellationToken);
        return known is not null && (dryRun ? File.Exists(store.PathOf(known.Hash)) : store.Hold(known.Hash)) ? known : null;
    }

    // A text that comes without its pictures, as one that was exported, changed and sent back, shows those of the library.
    private async Task<IncomingImage?> NamedAsync(string name, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        return await db.Images.AsNoTracking().SingleOrDefaultAsync(i => i.Name == name, cancellationToken) is { } image ? IncomingImage.Of(image) : null;
    }

    private async Task<IncomingImage> NormaliseAsync(byte[] bytes, string sourceHash, string name, CancellationToken cancellationToken)
    {
        var master = await store.NormaliseAsync(bytes, cancellationToken);
        if (!dryRun)
        {
            await store.KeepAsync(master, cancellationToken);
        }

        return new IncomingImage(master.Hash, sourceHash, name, master.Width, master.Height, master.Bytes.Length, master.Tone);
    }

    // A picture written into the text itself is an address as long as the picture.
    private static string Shown(string url) => url.Length <= 200 ? url : url[..200] + "…";

    private static bool IsForeign(string url) =>
        url.StartsWith("//", StringComparison.Ordinal) || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    // Null when the path leads out of the image root, by ".." or by a link.
    private static string? PathOf(ContentFile file, string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var relative = Uri.UnescapeDataString(end < 0 ? url : url[..end]);
        if (relative.Length == 0 || relative.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(relative) || relative.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.FullPath)!, relative));
        var root = Path.TrimEndingDirectorySeparator(file.ImageRoot) + Path.DirectorySeparatorChar;
        if (!path.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        for (var part = path; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return null;
            }
        }

        return path;
    }
}
