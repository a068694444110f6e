using System.Collections.Concurrent;

namespace FilmBlog.Web.Security;

/// <summary>
/// Counts attempts to prove oneself that have not succeeded, each author's for themselves. After five, further ones fail for five minutes. A
/// browser in which the author has signed in before has a count of its own (<see cref="KnownBrowser"/>): strangers who guess keep out
/// strangers, not the author. In memory, since only one process serves and a guess should not cost a write.
/// </summary>
public sealed class FailedAttempts(TimeProvider clock)
{
    /// <summary>How many may fail.</summary>
    public const int Allowed = 5;

    /// <summary>How long it takes until they are forgotten.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Count> counts = new();

    /// <summary>Counts an attempt that begins, so that many at once are not one; null: there were too many already.</summary>
    public int? Begin(string who)
    {
        var now = clock.GetUtcNow();
        var count = counts.AddOrUpdate(who, _ => new Count(1, now), (_, known) => now - known.At >= Pause ? new Count(1, now)
            : known.Number > Allowed ? known
            : new Count(known.Number + 1, now));
        return count.Number <= Allowed ? count.Number : null;
    }

    /// <summary>Forgets what failed: somebody has proved who they are.</summary>
    public void Forget(string who) => counts.TryRemove(who, out _);

    private sealed record Count(int Number, DateTimeOffset At);
}
