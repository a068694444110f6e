using FilmBlog.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmBlog.Core.Catalogue;

/// <summary>
/// All reviews in memory, as lists, hubs and recommendations need them. What is scheduled appears at its instant by itself; what is
/// changed in the database appears with <see cref="RefreshAsync"/>, whichever process changed it. Until the first refresh has ended the
/// database answers. Safe for any number of threads.
/// </summary>
public sealed partial class ReviewCatalogue(IServiceScopeFactory scopes, TimeProvider time, ILogger<ReviewCatalogue> log) : IDisposable
{
    // Answers take microseconds, a change a few milliseconds: readers share the state, a change has it alone. No database under the lock.
    private readonly ReaderWriterLockSlim gate = new();
    private readonly SemaphoreSlim refreshing = new(1);
    private readonly ChangeBook book = new();
    private CatalogueState? state;
    private long watermark;
    private long version;
    private long changedTicks = time.GetUtcNow().UtcTicks;
    private long asked;
    private long served;

    /// <summary>Whether the first refresh has ended, so that answers come from memory.</summary>
    public bool IsLoaded => Volatile.Read(ref state) is not null;

    /// <summary>
    /// Grows whenever readers may see something else than before: a refresh found a change to a review (to its words too) or to what is shown
    /// beside reviews, or the time of a scheduled one came. What was made of the catalogue stays right for as long as this stays the same;
    /// what shows little of it for as long as <see cref="HaveStayed"/> says so.
    /// </summary>
    public long Version
    {
        get
        {
            TryRead(0, static (_, _) => 0, out _);
            return Volatile.Read(ref version);
        }
    }

    /// <summary>Since when readers see what they see now, as far as this process knows: not before it started.</summary>
    public DateTimeOffset ChangedAt
    {
        get
        {
            // What is due by now is a change of now.
            _ = Version;
            return new DateTimeOffset(Interlocked.Read(ref changedTicks), TimeSpan.Zero);
        }
    }

    /// <summary>
    /// Whether readers see these parts, and what stands on every page, as they did with a <see cref="Version"/>. Which parts a list has, and
    /// which it will have, is for <see cref="BrowseAsync"/> to say.
    /// </summary>
    public bool HaveStayed(IReadOnlyList<BlogPart> parts, long since)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return TryRead((book, parts, since), static (_, a) => a.book.HasStayed(BlogPart.Site, a.since) && a.parts.All(part => a.book.HasStayed(part, a.since)), out var stayed) && stayed;
    }

    /// <summary>
    /// Takes over what changed in the database since the last time; the first time, everything. When it returns, all that was committed
    /// before the call is seen. Calls that wait for each other are served by one reading. Throws what the database throws, and keeps what
    /// it had.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var ticket = Interlocked.Increment(ref asked);
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            if (served >= ticket)
            {
                return;
            }

            var serves = Interlocked.Read(ref asked);
            await TakeOverAsync(cancellationToken);
            served = serves;
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>One page of the visible reviews that pass a filter, with the facts of them all.</summary>
    /// <param name="filter">Which reviews.</param>
    /// <param name="order">In which order.</param>
    /// <param name="skip">How many to leave out at the beginning, at least 0.</param>
    /// <param name="take">How many at most, at least 0.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public ValueTask<Listing> BrowseAsync(ReviewFilter filter, ReviewOrder order, int skip, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        return AnswerAsync(
            (filter, order, skip, take),
            static (state, a) => state.Answers.Browse(a.filter, a.order, a.skip, a.take),
            static (db, now, a, token) => CatalogueQueries.BrowseAsync(db, now, a.filter, a.order, a.skip, a.take, token),
            cancellationToken);
    }

    /// <summary>What is true of all visible reviews that pass a filter.</summary>
    public ValueTask<HubFacts> FactsAsync(ReviewFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return AnswerAsync(filter, static (state, filter) => state.Answers.Facts(filter), CatalogueQueries.FactsAsync, cancellationToken);
    }

    /// <summary>
    /// By what the visible reviews that pass a filter can be narrowed further, with the <paramref name="top"/> most frequent hubs.
    /// </summary>
    public ValueTask<Facets> FacetsAsync(ReviewFilter filter, int top, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        return AnswerAsync(
            (filter, top),
            static (state, a) => state.Answers.Facets(a.filter, a.top),
            static (db, now, a, token) => CatalogueQueries.FacetsAsync(db, now, a.filter, a.top, token),
            cancellationToken);
    }

    /// <summary>One part of what readers see of some reviews, with the <paramref name="top"/> most frequent hubs among all of them.</summary>
    public ValueTask<Sifted> SiftAsync(Sieve sieve, int skip, int take, int top, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sieve);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        return AnswerAsync(
            (sieve, skip, take, top),
            static (state, a) => state.Answers.Sift(a.sieve, a.skip, a.take, a.top),
            static (db, now, a, token) => CatalogueQueries.SiftAsync(db, now, a.sieve, a.skip, a.take, a.top, token),
            cancellationToken);
    }

    /// <summary>
    /// How many directors or themes with a visible review stand under each letter that has any: by code points,
    /// <see cref="Domain.IndexLetter.Other"/> last.
    /// </summary>
    public ValueTask<IReadOnlyList<LetterCount>> LettersAsync(HubKind kind, CancellationToken cancellationToken) => AnswerAsync(
        kind,
        static (state, kind) => (IReadOnlyList<LetterCount>)state.Hubs(kind).Letters(),
        CatalogueQueries.LettersAsync,
        cancellationToken);

    /// <summary>How many visible reviews each of these directors or themes has; 0 too.</summary>
    public ValueTask<IReadOnlyDictionary<int, int>> CountsAsync(
        HubKind kind, IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return AnswerAsync(
            (kind, ids),
            static (state, a) => (IReadOnlyDictionary<int, int>)state.Answers.Counts(a.kind, a.ids),
            static (db, now, a, token) => CatalogueQueries.CountsAsync(db, now, a.kind, a.ids, token),
            cancellationToken);
    }

    /// <summary>The reviews published before and after one.</summary>
    public ValueTask<Neighbours> NeighboursAsync(int reviewId, CancellationToken cancellationToken) => AnswerAsync(
        reviewId, static (state, id) => state.Answers.Neighbours(id), CatalogueQueries.NeighboursAsync, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        gate.Dispose();
        refreshing.Dispose();
    }

    /// <summary>
    /// Asks the state while nobody changes it, after whatever is due by now has become visible. False until it is loaded. The question must
    /// neither wait nor keep the state.
    /// </summary>
    internal bool TryRead<TQuestion, TAnswer>(TQuestion question, Func<CatalogueState, TQuestion, TAnswer> answer, out TAnswer? found)
    {
        while (IsLoaded)
        {
            var now = time.GetUtcNow().UtcTicks;
            gate.EnterReadLock();
            try
            {
                if (state is { } current && now < current.NextTicks)
                {
                    found = answer(current, question);
                    return true;
                }
            }
            finally
            {
                gate.ExitReadLock();
            }

            Change(static (state, now) => state?.Admit(now), now);
        }

        found = default;
        return false;
    }

    private ValueTask<TAnswer> AnswerAsync<TQuestion, TAnswer>(
        TQuestion question,
        Func<CatalogueState, TQuestion, TAnswer> memory,
        Func<FilmBlogContext, DateTimeOffset, TQuestion, CancellationToken, Task<TAnswer>> database,
        CancellationToken cancellationToken) =>
        TryRead(question, memory, out var found)
            ? new ValueTask<TAnswer>(found!)
            : new ValueTask<TAnswer>(AskAsync(question, database, cancellationToken));

    private async Task<TAnswer> AskAsync<TQuestion, TAnswer>(
        TQuestion question,
        Func<FilmBlogContext, DateTimeOffset, TQuestion, CancellationToken, Task<TAnswer>> database,
        CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        return await database(db, time.GetUtcNow(), question, cancellationToken);
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        await using var reading = await db.BeginReadingAsync(cancellationToken);
        var latest = await CatalogueLoader.LatestChangeAsync(db, cancellationToken);
        // Numbers only grow: a lower one means that the database itself was exchanged.
        if (state is null || latest < watermark)
        {
            var started = time.GetTimestamp();
            var loaded = await CatalogueLoader.LoadAsync(db, time.GetUtcNow().UtcTicks, cancellationToken);
            Change((_, next) => Volatile.Write(ref state, next), loaded);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            Log.Loaded(log, loaded.Visible, seconds);
        }
        else if (latest > watermark)
        {
            var changes = await CatalogueLoader.ChangesAsync(db, watermark, cancellationToken);
            Change(static (state, change) => state!.Apply(change.changes, change.now), (changes, now: time.GetUtcNow().UtcTicks));
        }

        watermark = latest;
    }

    private void Change<TChange>(Action<CatalogueState?, TChange> apply, TChange change)
    {
        gate.EnterWriteLock();
        try
        {
            var former = state;
            apply(state, change);
            // Of drafts readers see nothing.
            if (state != former)
            {
                book.NoteEverything(Grow());
            }
            else if (state is { ChangedParts: { Count: > 0 } changed })
            {
                book.Note(changed, Grow());
            }
        }
        catch
        {
            // Half a change is worse than none: the database answers until the next refresh has loaded everything anew.
            state = null;
            book.NoteEverything(Grow());
            throw;
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    private long Grow()
    {
        Interlocked.Exchange(ref changedTicks, time.GetUtcNow().UtcTicks);
        return Interlocked.Increment(ref version);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The catalogue holds {Count} visible reviews, loaded in {Seconds:0.0} s")]
        public static partial void Loaded(ILogger logger, int count, double seconds);
    }
}
