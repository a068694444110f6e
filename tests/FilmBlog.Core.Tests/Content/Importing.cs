using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Content;

/// <summary>Import and export as tests say them.</summary>
internal static class Importing
{
    extension(TestDatabase database)
    {
        public Task<ImportReport> ImportAsync(string path, bool dryRun = false, TimeZoneInfo? zone = null) => database.Get<ContentImporter>()
            .ImportAsync(new ImportRequest(path, zone ?? TimeZoneInfo.Utc, dryRun), null, TestContext.Current.CancellationToken);

        public Task<ImportReport> ImportAsync(ContentFolder folder) => database.ImportAsync(folder.Path);

        public async Task<ContentFolder> ExportAsync()
        {
            var folder = new ContentFolder();
            var report = await database.Get<ContentExporter>().ExportAsync(folder.Path, null, TestContext.Current.CancellationToken);
            Assert.Empty(report.Problems);
            return folder;
        }

        /// <summary>The review at a slug with all that belongs to it.</summary>
        public Task<Review> ReviewAsync(string slug) => database.ReadAsync(db => db.Reviews.WithDocument.Include(r => r.Revisions).AsNoTracking()
            .SingleAsync(r => r.Slug == Slug.Parse(slug), TestContext.Current.CancellationToken));

        public Task<List<string>> SlugsAsync() => database.ReadAsync(async db =>
            (await db.Reviews.OrderBy(r => r.Id).Select(r => r.Slug).ToListAsync(TestContext.Current.CancellationToken)).ConvertAll(s => s.Value));

        public Task<int> CountAsync<T>()
            where T : class => database.ReadAsync(db => db.Set<T>().CountAsync(TestContext.Current.CancellationToken));

        /// <summary>The number of the latest change to any review.</summary>
        public Task<long> LatestChangeAsync() => database.ReadAsync(async db =>
            await db.ReviewChanges.MaxAsync(c => (long?)c.Number, TestContext.Current.CancellationToken) ?? 0);
    }

    /// <summary>The problems as the report prints them, files by their path within the folder.</summary>
    public static IEnumerable<string> In(this IEnumerable<ContentProblem> problems, ContentFolder folder) =>
        problems.Select(p => p.ToString().Replace(folder.Path + "/", "", StringComparison.Ordinal));
}
