using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>What became of an import that was taken back.</summary>
public sealed record UndoReport
{
    /// <summary>Reviews that it had made and that are in the bin now.</summary>
    public int Binned { get; init; }

    /// <summary>Reviews that have their former text again.</summary>
    public int Restored { get; init; }

    /// <summary>Pages and introductions that are as they were.</summary>
    public int ProseRestored { get; init; }

    /// <summary>Titles and names of what was saved since, or put into the bin, and was left as it is.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>What could not be brought back, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>The import was taken back before it ended, and saves nothing more.</summary>
public sealed class ImportTakenBackException()
    : Exception("The import was taken back while it ran. What it had made is in the bin, what it had changed is as it was, and nothing more was imported.");

/// <summary>
/// Takes an import back as a whole, also one that was cut off or still runs, which ends it: what it made goes into the bin, what it changed
/// gets its former text again, and what somebody saved since is left. All of it or nothing, and what stood there is kept as a revision.
/// </summary>
public sealed class ImportUndo(FilmBlogContext db, TimeProvider clock)
{
    private const int BatchSize = 100;

    /// <summary>Takes it back; null when there is no such import, or when it was taken back already.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="by">The name of who takes it back.</param>
    /// <param name="cancellationToken">Gives up before anything is saved.</param>
    public async Task<UndoReport?> UndoAsync(int importId, string by, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId && i.UndoneAt == null, cancellationToken) is not { } import)
        {
            return null;
        }

        var undoing = new Undoing(db, import, by, clock);
        await undoing.ReviewsAsync(cancellationToken);
        await undoing.ProseAsync(cancellationToken);
        await undoing.RemoveUnusedAsync(cancellationToken);
        (await db.Imports.SingleAsync(i => i.Id == importId, cancellationToken)).Undo(clock.GetUtcNow(), by);
        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        return undoing.Report;
    }

    private sealed class Undoing(FilmBlogContext db, Import import, string by, TimeProvider clock)
    {
        private readonly DateTimeOffset now = clock.GetUtcNow();
        private readonly List<string> left = [];
        private readonly List<string> problems = [];
        private readonly HashSet<int> themes = [];
        private readonly HashSet<int> directors = [];
        private int binned;
        private int restored;
        private int proseRestored;

        public UndoReport Report => new() { Binned = binned, Restored = restored, ProseRestored = proseRestored, Left = left, Problems = problems };

        public async Task ReviewsAsync(CancellationToken cancellationToken)
        {
            // The first of several: a run may overwrite a review and then correct its film.
            var former = await db.Revisions.Where(v => v.ImportId == import.Id && v.ReviewId != null)
                .GroupBy(v => v.ReviewId!.Value).Select(g => new { ReviewId = g.Key, RevisionId = g.Min(v => v.Id) })
                .ToDictionaryAsync(v => v.ReviewId, v => v.RevisionId, cancellationToken);
            var saved = await db.Reviews.Where(r => r.ImportId == import.Id).OrderBy(r => r.Id)
                .Select(r => new { r.Id, IsBinned = r.BinnedAt != null }).ToListAsync(cancellationToken);
            var films = await NoteLeftAsync([.. former.Keys], cancellationToken);
            var lost = await NoteLostAsync([.. saved.Where(r => !former.ContainsKey(r.Id)).Select(r => r.Id)], cancellationToken);

            foreach (var made in saved.Where(r => !former.ContainsKey(r.Id) && !lost.Contains(r.Id)).Select(r => r.Id).Chunk(BatchSize))
            {
                await BinAsync(made, cancellationToken);
            }

            var run = new ImportRun(db) { StartedAt = now, By = by, Origin = RevisionOrigin.Desk };
            var saver = new ReviewSaver(db, run, isAtHand: _ => true, clock);
            foreach (var changed in saved.Where(r => !r.IsBinned && former.ContainsKey(r.Id)).Select(r => r.Id).Chunk(BatchSize))
            {
                var texts = changed.ToDictionary(id => id, id => former[id]);
                await saver.SaveAsync(await PrepareAsync(texts, films, cancellationToken), cancellationToken);
            }

            await saver.CorrectFilmsAsync(cancellationToken);
            problems.AddRange(run.Problems.Where(p => !p.IsWarning).Select(p => $"{p.Path}: {p.Message}"));
        }

        public async Task ProseAsync(CancellationToken cancellationToken)
        {
            var revisions = await db.Revisions.Where(v => v.ImportId == import.Id && v.ReviewId == null).OrderBy(v => v.Id).AsNoTracking().ToListAsync(cancellationToken);
            foreach (var former in revisions.Where(v => v.SitePageId is not null).DistinctBy(v => v.SitePageId))
            {
                var page = await db.SitePages.Include(p => p.Images).ThenInclude(u => u.Image).SingleAsync(p => p.Id == former.SitePageId, cancellationToken);
                var isLater = await db.Revisions.AnyAsync(v => v.SitePageId == page.Id && v.Id > former.Id && v.ImportId != import.Id, cancellationToken);
                await RestoreAsync(former, isLater, "title", page.Title, page.Body, page.Images, page.Revisions, (title, prose) =>
                {
                    page.Write(title, prose);
                    page.WasSaved(now, by);
                }, cancellationToken);
            }

            foreach (var former in revisions.Where(v => v.DirectorId is not null).DistinctBy(v => v.DirectorId))
            {
                var director = await db.Directors.Include(d => d.Images).ThenInclude(u => u.Image).SingleAsync(d => d.Id == former.DirectorId, cancellationToken);
                var isLater = await db.Revisions.AnyAsync(v => v.DirectorId == director.Id && v.Id > former.Id && v.ImportId != import.Id, cancellationToken);
                directors.Add(director.Id);
                await RestoreAsync(former, isLater, "name", director.Name, director.Introduction, director.Images, director.Revisions,
                    (_, prose) => director.Introduce(prose.Markdown.Length == 0 ? null : prose), cancellationToken);
            }

            foreach (var former in revisions.Where(v => v.ThemeId is not null).DistinctBy(v => v.ThemeId))
            {
                var theme = await db.Themes.Include(t => t.Images).ThenInclude(u => u.Image).SingleAsync(t => t.Id == former.ThemeId, cancellationToken);
                var isLater = await db.Revisions.AnyAsync(v => v.ThemeId == theme.Id && v.Id > former.Id && v.ImportId != import.Id, cancellationToken);
                themes.Add(theme.Id);
                await RestoreAsync(former, isLater, "name", theme.Name, theme.Introduction, theme.Images, theme.Revisions,
                    (_, prose) => theme.Introduce(prose.Markdown.Length == 0 ? null : prose), cancellationToken);
            }

            // A page that the run made, and that nobody has saved since. There is no bin for pages: its file is where it came from.
            foreach (var made in await db.SitePages.Where(p => p.SavedAt == import.StartedAt && !p.Revisions.Any()).ToListAsync(cancellationToken))
            {
                db.SitePages.Remove(made);
                proseRestored++;
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        // Themes and directors that the run brought and that nothing speaks of any more.
        public async Task RemoveUnusedAsync(CancellationToken cancellationToken)
        {
            await db.Themes.Where(t => EF.Parameter(themes).Contains(t.Id) && t.Introduction == null && !t.Reviews.Any() && !t.Redirects.Any()
                && !t.Revisions.Any(v => v.ImportId != import.Id && v.SavedAt != now)).ExecuteDeleteAsync(cancellationToken);
            await db.Directors.Where(d => EF.Parameter(directors).Contains(d.Id) && d.Introduction == null && !d.Films.Any() && !d.Redirects.Any()
                && !d.Revisions.Any(v => v.ImportId != import.Id && v.SavedAt != now)).ExecuteDeleteAsync(cancellationToken);
        }

        // Reviews that the run saved and somebody else since; the films that they are about.
        private async Task<HashSet<int>> NoteLeftAsync(int[] changed, CancellationToken cancellationToken)
        {
            var until = import.EndedAt ?? now;
            var since = await db.Reviews
                .Where(r => r.ImportId != import.Id || r.ImportId == null
                    ? EF.Parameter(changed).Contains(r.Id)
                        || r.Revisions.Any(v => v.SavedAt >= import.StartedAt && v.SavedAt <= until && v.SavedBy == import.StartedBy && v.ImportId != import.Id)
                    : r.BinnedAt != null && EF.Parameter(changed).Contains(r.Id))
                .OrderBy(r => r.Id).Select(r => new { Title = r.Headline ?? r.Film.Title, r.FilmId }).ToListAsync(cancellationToken);
            left.AddRange(since.Select(r => r.Title));
            return [.. since.Select(r => r.FilmId)];
        }

        // Reviews that the run overwrote though no former text says so: none is taken for one that the run made.
        private async Task<HashSet<int>> NoteLostAsync(int[] unknown, CancellationToken cancellationToken)
        {
            // Ids only grow: whatever comes before a review that was there was there, too. Texts that were kept may be older than their review.
            var lastBefore = await db.Reviews
                .Where(r => r.SavedAt < import.StartedAt || r.Revisions.Any(v => v.SavedAt < import.StartedAt && v.Origin != RevisionOrigin.Kept))
                .MaxAsync(r => (int?)r.Id, cancellationToken) ?? 0;
            var lost = await db.Reviews
                .Where(r => EF.Parameter(unknown).Contains(r.Id) && (r.Id <= lastBefore || r.Revisions.Any(v => v.SavedAt < import.StartedAt)))
                .OrderBy(r => r.Id).Select(r => new { r.Id, Title = r.Headline ?? r.Film.Title, IsBinned = r.BinnedAt != null }).ToListAsync(cancellationToken);
            problems.AddRange(lost.Where(r => !r.IsBinned).Select(r => $"{r.Title} keeps its present text, because the former one is in its history no more."));
            return [.. lost.Select(r => r.Id)];
        }

        private async Task BinAsync(int[] ids, CancellationToken cancellationToken)
        {
            foreach (var review in await db.Reviews.Where(r => EF.Parameter(ids).Contains(r.Id) && r.BinnedAt == null).ToListAsync(cancellationToken))
            {
                review.Bin(now);
                binned++;
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        private async Task<List<PreparedReview>> PrepareAsync(Dictionary<int, int> texts, HashSet<int> filmsOfOthers, CancellationToken cancellationToken)
        {
            var revisions = await db.Revisions.AsNoTracking().Where(v => EF.Parameter(texts.Values).Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancellationToken);
            var reviews = await db.Reviews.WithDocument.Where(r => EF.Parameter(texts.Keys).Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(cancellationToken);
            var prepared = new List<PreparedReview>();
            foreach (var review in reviews)
            {
                themes.UnionWith(review.Themes.Select(t => t.ThemeId));
                directors.UnionWith(review.Film.Directors.Select(d => d.DirectorId));
                if (await PrepareAsync(review, revisions[texts[review.Id]].Text, filmsOfOthers, cancellationToken) is { } former)
                {
                    prepared.Add(former);
                    restored++;
                }
            }

            return prepared;
        }

        private async Task<PreparedReview?> PrepareAsync(Review review, string text, HashSet<int> filmsOfOthers, CancellationToken cancellationToken)
        {
            var wrong = new List<ContentProblem>();
            var document = ReviewReader.Read(review.Title, text, TimeZoneInfo.Utc, wrong);
            try
            {
                if (document is null)
                {
                    throw new MarkupRejectedException(wrong[0].Message, wrong[0].Line);
                }

                // It stands where it stands now, and no address that leads to it is taken away.
                document = document with { Slug = review.Slug, Aliases = review.Document.Aliases };
                if (filmsOfOthers.Contains(review.FilmId) && IsSameFilm(document.Film, review.Film))
                {
                    // Somebody has saved another review of it since: what that one says of the film holds.
                    document = document with { Film = review.Film.Facts() };
                }

                var body = MarkdownBody.Parse(document.Body);
                var shown = await LibraryImages.FindAsync(db, ImageSight.All, body, review.Images, cancellationToken);
                var cover = document.Cover is { } path ? await LibraryImages.FindAsync(db, ImageSight.All, path, cancellationToken) : null;
                return new PreparedReview(
                    new ContentFile("", review.Title, ContentKind.Review, ""), document, body.Render(LibraryImages.Resolver(shown)),
                    shown.ToDictionary(image => image.Key, image => IncomingImage.Of(image.Value), StringComparer.Ordinal),
                    cover is null ? null : IncomingImage.Of(cover));
            }
            catch (MarkupRejectedException unreadable)
            {
                problems.Add($"{review.Title} keeps its present text, because the former one cannot be read: {unreadable.Message}");
                return null;
            }
        }

        private async Task RestoreAsync(
            Revision former, bool isLater, string key, string heading, Prose? stands, ICollection<ImageUse> uses, ICollection<Revision> revisions,
            Action<string, Prose> write, CancellationToken cancellationToken)
        {
            if (isLater)
            {
                left.Add(heading);
                return;
            }

            if (FrontMatter.Split(former.Text, out _) is not { } parts)
            {
                problems.Add($"{heading} keeps its present text, because the former one cannot be read.");
                return;
            }

            try
            {
                var fields = new Fields(YamlTree.Read(parts.Yaml), "", 1, (_, _, _) => { });
                var body = MarkdownBody.Parse(parts.Body);
                var shown = await LibraryImages.FindAsync(db, ImageSight.All, body, uses, cancellationToken);
                revisions.Add(new Revision(ReviewWriter.WriteProse(key, heading, LibraryImages.Named(stands?.Markdown ?? "", uses)), now, by, RevisionOrigin.Desk));
                write(fields.Text(key, 300) ?? heading, new Prose(parts.Body, body.Render(LibraryImages.Resolver(shown)).Html, MarkdownBody.Version));
                db.ImageUses.RemoveRange(uses);
                foreach (var (url, image) in shown)
                {
                    uses.Add(new ImageUse(url, image));
                }

                proseRestored++;
            }
            catch (Exception unreadable) when (unreadable is MarkupRejectedException or YamlProblemException)
            {
                problems.Add($"{heading} keeps its present text, because the former one cannot be read: {unreadable.Message}");
            }
        }

        private static bool IsSameFilm(FilmFacts facts, Film film) => facts.ImdbId is not null && film.ImdbId is not null
            ? facts.ImdbId == film.ImdbId
            : Folding.NameKey(facts.Title) == film.TitleKey && facts.Year == film.Year;
    }
}
