using System.Diagnostics;
using System.Threading.Channels;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Content;

/// <summary>
/// Imports Markdown files: creates, updates or leaves each review, and never deletes one. A file that fails changes nothing and stops no
/// other; a batch of files is saved in one transaction, so that a killed import leaves whole reviews only and can be run again.
/// </summary>
public sealed class ContentImporter(IServiceScopeFactory scopes, ImageStore images, DataFolder folder, TimeProvider clock)
{
    private const int BatchSize = 100;

    // Who waits in another process looks every 100 ms whether the database is free, later on a busy machine, and gives up after five seconds.
    private static readonly TimeSpan TurnAtMost = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WayForOthers = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Imports a file or a folder. Throws <see cref="DirectoryNotFoundException"/> when there is neither,
    /// <see cref="UnauthorizedAccessException"/> when a folder may not be read, <see cref="ImportTakenBackException"/> when somebody takes the
    /// import back while it runs; everything else that is wrong is in the report.
    /// </summary>
    public async Task<ImportReport> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var files = ContentFiles.Under(request.Path);
        await using var scope = scopes.CreateAsyncScope();
        var live = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        // A dry run does everything, so that its report is that of the real one; in a copy, where nobody waits for it.
        using var outbox = request.DryRun ? folder.Outbox() : null;
        await using var copy = outbox is null ? null : await live.CopyToAsync(Path.Combine(outbox.Path, DataFolder.DatabaseName), cancellationToken);
        var db = copy ?? live;

        var import = request.DryRun ? null : await BeginAsync(db, request, cancellationToken);
        var run = new ImportRun(db) { Import = import, By = request.By, StartedAt = import?.StartedAt ?? clock.GetUtcNow() };
        var incoming = new ContentImages(scopes, images, request.DryRun);
        var prose = new ProseImporter(db, run, incoming);
        foreach (var introduction in files.Where(f => f.Kind is ContentKind.Director or ContentKind.Theme))
        {
            await prose.ImportAsync(introduction, cancellationToken);
        }

        await ImportReviewsAsync(db, run, new ReviewPreparer(request.Zone, incoming), [.. files.Where(f => f.Kind == ContentKind.Review)], request.GivesWay, progress, cancellationToken);
        foreach (var page in files.Where(f => f.Kind == ContentKind.Page))
        {
            await prose.ImportAsync(page, cancellationToken);
        }

        if (import is not null)
        {
            await EndAsync(db, run, import.Id, cancellationToken);
        }

        return run.Report;
    }

    // Noted before anything is saved, so that a run that is cut off can be undone too.
    private async Task<Import> BeginAsync(FilmBlogContext db, ImportRequest request, CancellationToken cancellationToken)
    {
        var import = new Import(request.Source ?? request.Path, request.By, clock.GetUtcNow());
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return import;
    }

    private async Task EndAsync(FilmBlogContext db, ImportRun run, int id, CancellationToken cancellationToken)
    {
        await using var writing = await run.BeginWritingAsync(cancellationToken);
        var report = run.Report;
        var import = await db.Imports.SingleAsync(i => i.Id == id, cancellationToken);
        if (report.New + report.Changed + report.ProseWritten == 0)
        {
            // It changed nothing: there is nothing to undo.
            db.Imports.Remove(import);
        }
        else
        {
            import.End(report.New, report.Changed, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await writing.CommitAsync();
    }

    private async Task ImportReviewsAsync(
        FilmBlogContext db, ImportRun run, ReviewPreparer preparer, IReadOnlyList<ContentFile> files, bool givesWay, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        // Reading and rendering run ahead on the other processors, in order and never further than the channel holds.
        var ahead = Channel.CreateBounded<Task<Preparation>>(2 * BatchSize);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var preparing = PrepareAsync(preparer, files, ahead.Writer, stopped.Token);
        try
        {
            var saver = new ReviewSaver(db, run, preparer.Images.IsAtHand, clock);
            var batch = new List<PreparedReview>(BatchSize);
            var done = 0;
            var turn = Stopwatch.StartNew();
            await foreach (var preparation in ahead.Reader.ReadAllAsync(cancellationToken))
            {
                Sort(run, await preparation, batch);
                done++;
                if (batch.Count == BatchSize || done == files.Count)
                {
                    await SaveAsync(run, () => saver.SaveAsync(batch, cancellationToken), cancellationToken);
                    batch.Clear();
                    progress?.Report(new ImportProgress(done, files.Count));
                    if (givesWay && turn.Elapsed > TurnAtMost)
                    {
                        await Task.Delay(WayForOthers, cancellationToken);
                        turn.Restart();
                    }
                }
            }

            await SaveAsync(run, () => saver.CorrectFilmsAsync(cancellationToken), cancellationToken);
            await WarnOfAbsentPinsAsync(db, run, cancellationToken);
        }
        finally
        {
            await stopped.CancelAsync();
            await preparing;
        }
    }

    private static async Task PrepareAsync(
        ReviewPreparer preparer, IReadOnlyList<ContentFile> files, ChannelWriter<Task<Preparation>> ahead, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in files)
            {
                await ahead.WriteAsync(Task.Run(() => preparer.PrepareAsync(file, cancellationToken), cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has given up and says why.
        }
        finally
        {
            ahead.Complete();
        }
    }

    private static void Sort(ImportRun run, Preparation preparation, List<PreparedReview> batch)
    {
        if (preparation.Review is { } review)
        {
            run.Problems.AddRange(preparation.Problems);
            batch.Add(review);
        }
        else
        {
            run.Fail(preparation.Problems);
        }
    }

    // The lock is taken before anything is compared, so that nobody else's save falls between comparing and saving.
    private static async Task SaveAsync(ImportRun run, Func<Task> save, CancellationToken cancellationToken)
    {
        await using var writing = await run.BeginWritingAsync(cancellationToken);
        await save();
        await writing.CommitAsync();
    }

    private static async Task WarnOfAbsentPinsAsync(FilmBlogContext db, ImportRun run, CancellationToken cancellationToken)
    {
        foreach (var pins in run.Pins.Chunk(500))
        {
            var slugs = pins.Select(p => Slug.TryParse(p.Slug, out var slug) ? slug : (Slug?)null).OfType<Slug>().Distinct().ToList();
            var present = await db.Reviews.Where(r => slugs.Contains(r.Slug)).Select(r => r.Slug).ToListAsync(cancellationToken);
            var known = present.Select(s => s.Value).ToHashSet(StringComparer.Ordinal);
            run.Problems.AddRange(pins.Where(p => !known.Contains(p.Slug))
                .Select(p => new ContentProblem(p.File.Name, p.Line, $"{p.Field}: there is no review \"{p.Slug}\" yet", IsWarning: true)));
        }
    }
}
