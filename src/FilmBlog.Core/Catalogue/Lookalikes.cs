using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Catalogue;

/// <summary>What a name stands for.</summary>
/// <param name="Hub">A director or a theme; null: a review.</param>
/// <param name="Id">Identity within its kind.</param>
public readonly record struct Named(HubKind? Hub, int Id);

/// <summary>
/// The reviews, directors and themes whose names resemble some words, typing errors and other scripts allowed for: from titles in every language,
/// headlines, names and slugs, in memory. The names are read when they are first asked for and again after readers see something else. Safe
/// for any number of threads.
/// </summary>
public sealed class Lookalikes(IServiceScopeFactory scopes, ReviewCatalogue catalogue, TimeProvider time) : IDisposable
{
    // Up to so many names, reading them anew takes milliseconds; with more of them it is done once a minute at most.
    private const int Few = 5_000;

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim reading = new(1);
    private volatile Known? known;

    /// <summary>What resembles some words, the nearest first. No query as long as readers see the same.</summary>
    /// <param name="words">Words of a title or a name, in any script.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task<IReadOnlyList<Named>> ToAsync(string words, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(words);
        return (await NamesAsync(cancellationToken)).Nearest(words, most);
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    private async Task<NameTrigrams<Named>> NamesAsync(CancellationToken cancellationToken)
    {
        // Who comes while somebody reads them takes the former ones, where there are any.
        if (IsFresh(known) || !await reading.WaitAsync(known is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return known!.Names;
        }

        try
        {
            if (!IsFresh(known))
            {
                var version = catalogue.Version;
                known = new Known(await ReadAsync(cancellationToken), version, time.GetUtcNow());
            }

            return known!.Names;
        }
        finally
        {
            reading.Release();
        }
    }

    private bool IsFresh(Known? names) =>
        names is not null && (names.Version == catalogue.Version || (names.Names.Count > Few && time.GetUtcNow() - names.ReadAt < Rest));

    private async Task<NameTrigrams<Named>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var now = time.GetUtcNow();
        var names = new NameTrigrams<Named>();
        var reviews = db.Reviews.Published(now).OrderBy(r => r.Id)
            .Select(r => new { r.Id, r.Slug, r.Headline, r.Film.Title, r.Film.OriginalTitle, r.Film.AlsoKnownAs }).AsAsyncEnumerable();
        await foreach (var review in reviews.WithCancellation(cancellationToken))
        {
            names.Add(new Named(null, review.Id), [review.Title, review.OriginalTitle, review.Headline, review.Slug.Value, .. review.AlsoKnownAs]);
        }

        var directors = db.Directors.Where(d => d.Films.Any(f => f.Film.Reviews.Any(r => r.PublishedAt <= now))).OrderBy(d => d.Id)
            .Select(d => new { d.Id, d.Name, d.Slug }).AsAsyncEnumerable();
        await foreach (var director in directors.WithCancellation(cancellationToken))
        {
            names.Add(new Named(HubKind.Director, director.Id), [director.Name, director.Slug.Value]);
        }

        var themes = db.Themes.Where(t => t.Reviews.Any(r => r.Review.PublishedAt <= now)).OrderBy(t => t.Id)
            .Select(t => new { t.Id, t.Name, t.Slug }).AsAsyncEnumerable();
        await foreach (var theme in themes.WithCancellation(cancellationToken))
        {
            names.Add(new Named(HubKind.Theme, theme.Id), [theme.Name, theme.Slug.Value]);
        }

        return names;
    }

    private sealed record Known(NameTrigrams<Named> Names, long Version, DateTimeOffset ReadAt);
}
