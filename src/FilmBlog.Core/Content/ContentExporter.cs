using System.Text;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Content;

/// <summary>What an export wrote.</summary>
/// <param name="Reviews">Reviews, drafts too.</param>
/// <param name="Prose">Pages and introductions.</param>
/// <param name="Images">Images.</param>
/// <param name="Problems">What could not be written, a sentence each.</param>
public sealed record ExportReport(int Reviews, int Prose, int Images, IReadOnlyList<string> Problems);

/// <summary>Writes the whole blog as Markdown files and images that <see cref="ContentImporter"/> reads.</summary>
public sealed class ContentExporter(IServiceScopeFactory scopes, ImageStore images)
{
    private const int BatchSize = 100;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes into a folder, which is created where missing. Files that are there and are no part of the blog are left. Throws
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the folder cannot be written.
    /// </summary>
    public async Task<ExportReport> ExportAsync(string folder, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var problems = new List<string>();
        var reviews = await ExportReviewsAsync(db, Path.Combine(folder, "reviews"), problems, progress, cancellationToken);
        var prose = await ExportProseAsync(db, folder, problems, cancellationToken);
        var pictures = await ExportImagesAsync(db, Path.Combine(folder, "images"), problems, cancellationToken);
        return new ExportReport(reviews, prose, pictures, problems);
    }

    private static async Task<int> ExportReviewsAsync(
        FilmBlogContext db, string folder, List<string> problems, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var total = await db.Reviews.CountAsync(r => r.BinnedAt == null, cancellationToken);
        var done = 0;
        for (var last = 0; ;)
        {
            var after = last;
            var batch = await db.Reviews.WithDocument.AsNoTracking().Where(r => r.Id > after && r.BinnedAt == null).OrderBy(r => r.Id).Take(BatchSize).ToListAsync(cancellationToken);
            if (batch.Count == 0)
            {
                return done;
            }

            foreach (var review in batch)
            {
                var document = review.Document;
                var path = Path.Combine(folder, review.Slug + ".md");
                document = document with { Body = WithExportedImages(document.Body, review.Images, path, problems) };
                await WriteAsync(path, ReviewWriter.Write(document), cancellationToken);
            }

            last = batch[^1].Id;
            done += batch.Count;
            progress?.Report(new ImportProgress(done, total));
        }
    }

    private static async Task<int> ExportProseAsync(
        FilmBlogContext db, string folder, List<string> problems, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var page in await db.SitePages.AsNoTracking().Include(p => p.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            await WriteProseAsync("pages", page.Slug, "title", page.Title, page.Body, page.Images);
        }

        foreach (var director in await db.Directors.AsNoTracking().Include(d => d.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            if (director.Introduction is not null || director.Slug != Slug.From(director.Name))
            {
                await WriteProseAsync("directors", director.Slug, "name", director.Name, director.Introduction, director.Images);
            }
        }

        foreach (var theme in await db.Themes.AsNoTracking().Include(t => t.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            if (theme.Introduction is not null || theme.Slug != Slug.From(theme.Name))
            {
                await WriteProseAsync("themes", theme.Slug, "name", theme.Name, theme.Introduction, theme.Images);
            }
        }

        return count;

        // A slug that its name does not give is told by the file's name alone, with nothing to introduce.
        async Task WriteProseAsync(string kind, Slug slug, string key, string name, Prose? prose, ICollection<ImageUse> uses)
        {
            Directory.CreateDirectory(Path.Combine(folder, kind));
            var path = Path.Combine(folder, kind, slug + ".md");
            var text = ReviewWriter.WriteProse(key, name, WithExportedImages(prose?.Markdown ?? "", uses, path, problems));
            await WriteAsync(path, text, cancellationToken);
            count++;
        }
    }

    private async Task<int> ExportImagesAsync(FilmBlogContext db, string folder, List<string> problems, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var image in db.Images.AsNoTracking().OrderBy(i => i.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Directory.CreateDirectory(folder);
            try
            {
                File.Copy(images.PathOf(image.Hash), Path.Combine(folder, image.Name + ".webp"), overwrite: true);
                count++;
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                problems.Add($"The image {image.Name} is missing from the data folder ({images.PathOf(image.Hash)}).");
            }
        }

        return count;
    }

    private static string WithExportedImages(string markdown, ICollection<ImageUse> uses, string path, List<string> problems)
    {
        if (uses.Count == 0)
        {
            return markdown;
        }

        try
        {
            var names = LibraryImages.ByAddress(uses, StoredReview.PathOf);
            return MarkdownBody.Parse(markdown).WithImageUrls(url => names.GetValueOrDefault(url));
        }
        catch (MarkupRejectedException rejected)
        {
            // Stored under wider limits than today's: the text is worth more than the names of its images.
            problems.Add($"{path} keeps its images under their former names: {rejected.Message}");
            return markdown;
        }
    }

    // Whole or not at all.
    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var draft = path + ".tmp";
        await File.WriteAllTextAsync(draft, text, Utf8, cancellationToken);
        File.Move(draft, path, overwrite: true);
    }
}
