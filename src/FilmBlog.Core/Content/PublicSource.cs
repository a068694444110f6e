using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>The Markdown of a review as anybody may read it.</summary>
public static class PublicSource
{
    /// <summary>
    /// The text that an export writes, less what is the author's own business: <c>pinned</c> and <c>banned</c> may name reviews that nobody has
    /// seen yet, <c>aliases</c> are for the site that answers there. Its images have whole addresses, so that the text stands alone. Null: there
    /// is no such review, or not yet.
    /// </summary>
    /// <param name="db">Where the reviews are.</param>
    /// <param name="slug">Which review.</param>
    /// <param name="now">The instant.</param>
    /// <param name="absolute">The whole address of a path on the site.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string?> OfAsync(FilmBlogContext db, Slug slug, DateTimeOffset now, Func<string, string> absolute, CancellationToken cancellationToken)
    {
        if (await db.Reviews.Published(now).WithDocument.AsNoTracking().SingleOrDefaultAsync(r => r.Slug == slug, cancellationToken) is not { } review)
        {
            return null;
        }

        var document = review.Document;
        return ReviewWriter.Write(document with
        {
            Facts = document.Facts with { Pinned = [], Banned = [] },
            Aliases = [],
            Cover = review.Cover is { } cover ? AddressOf(cover) : null,
            Body = WithWholeAddresses(document.Body, LibraryImages.ByAddress(review.Images, AddressOf)),
        });

        string AddressOf(Image image) => absolute(ImageStore.AddressOf(image.Hash));
    }

    private static string WithWholeAddresses(string markdown, Dictionary<string, string> images)
    {
        try
        {
            return images.Count == 0 ? markdown : MarkdownBody.Parse(markdown).WithImageUrls(url => images.GetValueOrDefault(url));
        }
        catch (MarkupRejectedException)
        {
            // Stored under wider limits than today's: the text is worth more than the addresses of its images.
            return markdown;
        }
    }
}
