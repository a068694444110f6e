using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>Compares prepared reviews with what is stored and saves what is new or changed, a batch in a transaction.</summary>
internal sealed class ReviewSaver(FilmBlogContext db, ImportRun run, TimeProvider clock)
{
    private const string Origin = "import";

    public async Task SaveAsync(IReadOnlyList<PreparedReview> files, CancellationToken cancellationToken)
    {
        var batch = await ImportBatch.LoadAsync(db, run, files, cancellationToken);
        foreach (var file in files)
        {
            await SaveAsync(batch, file, cancellationToken);
        }

        // Not to be given up half way: what was counted is saved.
        await db.SaveChangesAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
    }

    /// <summary>Corrects the films of which files said something new, now that the last file has spoken.</summary>
    public async Task CorrectFilmsAsync(CancellationToken cancellationToken)
    {
        foreach (var corrections in run.Corrections.Chunk(100))
        {
            foreach (var (filmId, (facts, same)) in corrections)
            {
                var reviews = await db.Reviews.WithDocument.Where(r => r.FilmId == filmId).ToListAsync(cancellationToken);
                if (reviews is not [{ Film: var film }, ..])
                {
                    continue;
                }

                foreach (var review in reviews)
                {
                    Remember(review);
                }

                film.Correct(facts, await DirectorsAsync(facts, cancellationToken));
                run.Changed += same.Count;
            }

            await db.SaveChangesAsync(CancellationToken.None);
            db.ChangeTracker.Clear();
        }
    }

    private async Task SaveAsync(ImportBatch batch, PreparedReview file, CancellationToken cancellationToken)
    {
        var document = file.Document;
        var review = batch.ReviewOf(document);
        var slug = review?.Slug ?? document.Slug ?? run.FreeReviewSlug(document.Film, document.Facts.Headline ?? document.Film.Title);
        if (!run.Claim(slug, file.File))
        {
            return;
        }

        if (batch.TakenAlias(document, review, slug) is { } alias)
        {
            run.Fail(file.File, 1, $"aliases: {alias} leads to another review already");
            return;
        }

        run.Compare(document.Film, file.File, document.Lines.Film);
        run.Pins.AddRange(document.Facts.Pinned.Concat(document.Facts.Banned).Select(pin => (file.File, document.Lines.Pinned, pin)));
        if (review is null)
        {
            Create(batch, file, slug);
            run.New++;
            return;
        }

        await UpdateAsync(batch, file, review, cancellationToken);
    }

    private void Create(ImportBatch batch, PreparedReview file, Slug slug)
    {
        var film = batch.FilmOf(file.Document.Film) ?? batch.Add(file.Document.Film);
        var review = new Review(film, slug);
        batch.Add(review);
        Apply(batch, file, review);
        Expect(batch, film, file.Document.Film, sameReview: null);
    }

    private async Task UpdateAsync(ImportBatch batch, PreparedReview file, Review review, CancellationToken cancellationToken)
    {
        var film = batch.FilmOf(file.Document.Film);
        if (film is null)
        {
            // A title or a year corrected: the same film, unless another review needs the old one.
            film = await db.Reviews.AnyAsync(r => r.FilmId == review.FilmId && r.Id != review.Id, cancellationToken)
                ? batch.Add(file.Document.Film)
                : review.Film;
        }

        var sameReview = film == review.Film && IsSame(batch, file, review);
        if (!sameReview)
        {
            Remember(review);
            var former = review.Film;
            review.IsAbout(film);
            Apply(batch, file, review);
            run.Changed++;
            if (former != film && !await db.Reviews.AnyAsync(r => r.FilmId == former.Id && r.Id != review.Id, cancellationToken))
            {
                db.Films.Remove(former);
            }
        }

        Expect(batch, film, file.Document.Film, sameReview ? review.Id : null);
    }

    // Whether a film changes is known when the last file that speaks of it has been read.
    private void Expect(ImportBatch batch, Film film, FilmFacts facts, int? sameReview)
    {
        var directors = batch.DirectorsOf(facts);
        var differs = ReviewWriter.FilmOf(film.Facts()) != ReviewWriter.FilmOf(facts with { Directors = [.. directors.Select(d => d.Name)] });
        if (film.Id == 0)
        {
            if (differs)
            {
                film.Correct(facts, directors);
            }

            return;
        }

        var known = run.Corrections.TryGetValue(film.Id, out var correction);
        if (!differs && !known)
        {
            run.Same += sameReview is null ? 0 : 1;
            return;
        }

        var waiting = known ? correction.Reviews : [];
        if (sameReview is { } id)
        {
            waiting.Add(id);
        }

        if (differs)
        {
            run.Corrections[film.Id] = (facts, waiting);
        }
        else
        {
            run.Corrections.Remove(film.Id);
            run.Same += waiting.Count;
        }
    }

    private static bool IsSame(ImportBatch batch, PreparedReview file, Review review)
    {
        var stored = review.Document;
        var incoming = file.Document with
        {
            Slug = review.Slug,
            Film = stored.Film,
            Themes = [.. batch.ThemesOf(file.Document).Select(t => t.Name)],
            // Old addresses live for ever: an import adds to them and takes none away.
            Aliases = stored.Aliases,
            Cover = stored.Cover,
            CoverAlt = file.Cover is null ? null : file.Document.CoverAlt,
        };
        return incoming.Body == stored.Body
            && ReviewWriter.FrontMatterOf(incoming) == ReviewWriter.FrontMatterOf(stored)
            && file.Cover?.Hash == review.Cover?.Hash
            && file.Document.Aliases.All(alias => review.Redirects.Any(r => r.Path == alias))
            && file.Images.Count == review.Images.Count
            && review.Images.All(use => file.Images.TryGetValue(use.Url, out var image) && image.Hash == use.Image.Hash);
    }

    private static void Apply(ImportBatch batch, PreparedReview file, Review review)
    {
        var document = file.Document;
        review.Describe(document.Facts);
        review.CarryThemes(batch.ThemesOf(document));
        review.CoverWith(file.Cover is { } cover ? batch.ImageOf(cover) : null, document.CoverAlt);
        review.Write(document.Body, file.Body.Html, file.Body.PlainText, file.Body.Excerpt, file.Body.Words, MarkdownBody.Version);
        foreach (var alias in document.Aliases)
        {
            review.LeadHere(alias);
            batch.Take(alias, review.Slug);
        }

        foreach (var gone in review.Images.Where(use => !file.Images.TryGetValue(use.Url, out var image) || image.Hash != use.Image.Hash).ToList())
        {
            batch.Remove(gone);
        }

        foreach (var (url, image) in file.Images)
        {
            if (review.Images.All(use => use.Url != url))
            {
                review.Images.Add(new ImageUse(url, batch.ImageOf(image)));
            }
        }
    }

    private void Remember(Review review) =>
        review.Revisions.Add(new Revision(ReviewWriter.Write(review.Document), clock.GetUtcNow(), Origin));

    private async Task<IReadOnlyList<Director>> DirectorsAsync(FilmFacts facts, CancellationToken cancellationToken)
    {
        var keys = facts.Directors.Select(Folding.NameKey).ToList();
        var known = await db.Directors.Where(d => keys.Contains(d.NameKey)).ToDictionaryAsync(d => d.NameKey, StringComparer.Ordinal, cancellationToken);
        return [.. facts.Directors.Select(name =>
        {
            var key = Folding.NameKey(name);
            if (!known.TryGetValue(key, out var director))
            {
                director = db.Directors.Local.FirstOrDefault(d => d.NameKey == key) ?? new Director(name, run.FreeDirectorSlug(name));
                db.Directors.Add(director);
                known.Add(key, director);
            }

            return director;
        })];
    }
}
