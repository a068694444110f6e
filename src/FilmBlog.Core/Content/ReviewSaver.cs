using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>Compares prepared reviews with what is stored and saves what is new or changed, a batch in a transaction.</summary>
internal sealed class ReviewSaver(FilmBlogContext db, ImportRun run, Func<IncomingImage, bool> isAtHand, TimeProvider clock)
{
    public async Task SaveAsync(IReadOnlyList<PreparedReview> files, CancellationToken cancellationToken)
    {
        var batch = await ImportBatch.LoadAsync(db, run, files, cancellationToken);
        foreach (var file in files)
        {
            await SaveAsync(batch, file, cancellationToken);
        }

        // Not to be given up half way: what was counted is saved.
        await db.SaveChangesAsync(CancellationToken.None);
        run.NewReviews.UnionWith(batch.NewReviews.Select(r => r.Id));
        run.Films.EndBatch();
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// Corrects the films of which files said something new, now that the last file has spoken; takes away those that nothing is about.
    /// </summary>
    public async Task CorrectFilmsAsync(CancellationToken cancellationToken)
    {
        await db.Films.Where(f => EF.Parameter(run.LeftFilms).Contains(f.Id) && !f.Reviews.Any()).ExecuteDeleteAsync(cancellationToken);
        run.Same += run.Films.Saved.Where(f => f.Correction is null).Sum(f => f.Same);
        foreach (var corrections in run.Films.Saved.Where(f => f.Correction is not null).Chunk(100))
        {
            foreach (var spoken in corrections)
            {
                var reviews = await db.Reviews.WithDocument.Where(r => r.FilmId == spoken.Id).ToListAsync(cancellationToken);
                if (reviews is not [{ Film: var film }, ..])
                {
                    continue;
                }

                foreach (var review in reviews.Where(r => !run.NewReviews.Contains(r.Id)))
                {
                    Remember(review, lost: []);
                }

                film.Correct(spoken.Correction!, await DirectorsAsync(spoken.Correction!, cancellationToken));
                foreach (var review in reviews)
                {
                    // A headline that is the film's title from now on is none.
                    review.Describe(review.Facts);
                }

                run.Changed += spoken.Same;
            }

            await db.SaveChangesAsync(CancellationToken.None);
            db.ChangeTracker.Clear();
        }
    }

    private async Task SaveAsync(ImportBatch batch, PreparedReview file, CancellationToken cancellationToken)
    {
        var document = file.Document;
        var review = batch.ReviewOf(document);
        if (file.Images.Values.Append(file.Cover).OfType<IncomingImage>().Any(image => !batch.Knows(image) && !isAtHand(image)))
        {
            run.Fail(file.File, 1, "a picture of it was taken away while it was imported; import the file again");
            return;
        }

        var slug = review?.Slug ?? document.Slug ?? run.FreeReviewSlug(document.Film, document.Facts.Headline ?? document.Film.Title);
        if (!run.Claim(slug, file.File, document.Lines.Slug))
        {
            return;
        }

        if (batch.TakenAlias(document, review, slug) is { } taken)
        {
            run.Fail(file.File, document.Lines.Aliases, $"aliases: {taken.Path} leads to {taken.Holder} already");
            return;
        }

        run.Pins.AddRange(document.Facts.Pinned.Select(pin => (file.File, document.Lines.Pinned, "pinned", pin)));
        run.Pins.AddRange(document.Facts.Banned.Select(ban => (file.File, document.Lines.Banned, "banned", ban)));
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
        var film = batch.FilmOf(file.Document.Film, own: null) ?? batch.Add(file.Document.Film);
        var review = new Review(film, slug);
        batch.Add(review);
        Apply(batch, file, review);
        Sign(review);
        Hear(batch, file, film, isSame: false);
    }

    private async Task UpdateAsync(ImportBatch batch, PreparedReview file, Review review, CancellationToken cancellationToken)
    {
        var facts = file.Document.Film;
        var film = batch.FilmOf(facts, review.Film);
        if (film is not null && film == review.Film && review.BinnedAt is null && IsSame(batch, file, review))
        {
            Hear(batch, file, film, isSame: true);
            return;
        }

        Remember(review, review.Images.Where(use => !file.Images.TryGetValue(use.Url, out var image) || image.Hash != use.Image.Hash));
        review.TakeFromBin();
        if (file.Document.Facts.PublishedAt is not { } at || at > clock.GetUtcNow())
        {
            review.Unpublish(clock.GetUtcNow());
        }

        if (film is null && run.Films.Of(review.Film) is null
            && !await db.Reviews.AnyAsync(r => r.FilmId == review.FilmId && r.Id != review.Id, cancellationToken))
        {
            // A title, a year or an id corrected in the only place that speaks of the film. Done at once: another file may give what the
            // film was called until now to a film of its own.
            film = review.Film;
            film.Correct(facts, batch.DirectorsOf(facts));
        }

        film ??= batch.Add(facts);
        if (film != review.Film)
        {
            run.LeftFilms.Add(review.Film.Id);
            review.IsAbout(film);
        }

        Apply(batch, file, review);
        run.Changed++;
        Hear(batch, file, film, isSame: false);
    }

    // Whether a film changes is known when the last file that speaks of it has been read: until then it stays as it is.
    private void Hear(ImportBatch batch, PreparedReview file, Film film, bool isSame)
    {
        var facts = batch.AsSpelt(file.Document.Film);
        var spoken = run.Hear(film, facts, file.File, file.Document.Lines.Film);
        spoken.Correction = ReviewWriter.FilmOf(film.Facts()) == spoken.Text ? null : facts;
        spoken.Same += isSame ? 1 : 0;
    }

    private static bool IsSame(ImportBatch batch, PreparedReview file, Review review)
    {
        var stored = review.Document;
        var facts = file.Document.Facts;
        var incoming = file.Document with
        {
            Facts = facts with { Headline = facts.Headline == stored.Film.Title ? null : facts.Headline },
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
            if (batch.Take(alias, review.Slug) is { } abandoned)
            {
                review.Redirects.Add(abandoned);
            }

            review.LeadHere(alias);
        }

        foreach (var gone in review.Images.Where(use => !file.Images.TryGetValue(use.Url, out var image) || image.Hash != use.Image.Hash).ToList())
        {
            review.Images.Remove(gone);
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

    // Images that it shows no more are named by the library, so that the former text still finds them.
    private void Remember(Review review, IEnumerable<ImageUse> lost)
    {
        var former = review.Document;
        var text = ReviewWriter.Write(former with { Body = LibraryImages.Named(former.Body, lost) });
        review.Revisions.Add(new Revision(text, review.SavedAt, review.SavedBy, run.Origin) { ImportId = run.Import?.Id });
        Sign(review);
    }

    private void Sign(Review review) => review.WasSaved(clock.GetUtcNow(), run.By, run.Import?.Id);

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
