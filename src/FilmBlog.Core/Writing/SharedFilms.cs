using System.Globalization;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>
/// What becomes of a film when a review of it is saved. What the author says of it holds for all its reviews: a film that only this review is
/// about is corrected in place. One that others write about, too, is what is published of it, and nobody changes by the way what readers see in
/// reviews that they may not change. Part of a transaction of <see cref="ReviewDesk"/>.
/// </summary>
internal sealed class SharedFilms(FilmBlogContext db, TimeProvider clock)
{
    /// <summary>The film that a review is about from now on, and what becomes of the facts where others write about it; null: they hold.</summary>
    public async Task<(Film Film, SharedFilm? Shared)> FilmAsync(ImportBatch batch, Review? review, FilmFacts facts, ReviewSave save, CancellationToken cancellationToken)
    {
        var film = batch.FilmOf(facts, review?.Film);
        if (film is null)
        {
            if (review is null || await db.Reviews.AnyAsync(r => r.FilmId == review.FilmId && r.Id != review.Id, cancellationToken))
            {
                return (batch.Add(facts), null);
            }

            film = review.Film;
        }

        var spelt = batch.AsSpelt(facts);
        var shared = await SharedAsync(film, review, spelt, save, cancellationToken);
        if (shared is null or { Fate: FilmFate.Changed })
        {
            film.Correct(spelt, batch.DirectorsOf(facts));
        }

        return (film, shared);
    }

    // What becomes of the facts where others write about the film, too, and say something else. The others keep what they said in their histories.
    private async Task<SharedFilm?> SharedAsync(Film film, Review? review, FilmFacts facts, ReviewSave save, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), review?.Id ?? 0);
        var (stands, said) = (Manuscript.Of(new ReviewDocument { Film = film.Facts(), Facts = new ReviewFacts(), Body = "" }), Manuscript.Of(new ReviewDocument { Film = facts, Facts = new ReviewFacts(), Body = "" }));
        var fields = ManuscriptField.All.Where(field => field.Of(stands) != field.Of(said)).Select(field => field.Name).ToList();
        if (fields.Count == 0)
        {
            return null;
        }

        // What belongs to nobody is the owner's.
        var others = await db.Reviews.WithDocument
            .Where(r => r.FilmId == film.Id && r.Id != id && r.AuthorId != save.AuthorId && !(save.MayChangeAll && r.AuthorId == null)).ToListAsync(cancellationToken);
        if (others.Count == 0)
        {
            return null;
        }

        var at = save.PublishAt ?? review?.PublishedAt;
        var fate = others.Exists(r => r.IsPublished(now))
            ? !save.MayChangeAll ? FilmFate.Stays : at <= now ? FilmFate.Changed : FilmFate.Waits
            : at is null ? FilmFate.Waits : FilmFate.Changed;
        if (fate == FilmFate.Changed)
        {
            foreach (var other in others)
            {
                db.Revisions.Add(new Revision(ReviewWriter.Write(other.Document), other.SavedAt, other.SavedBy, RevisionOrigin.Desk, other.Id));
                other.WasSaved(now, save.By);
            }
        }

        return new SharedFilm(string.Create(CultureInfo.InvariantCulture, $"{film.Title} ({film.Year})"), fields, fate, others.Count);
    }
}
