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

    /// <summary>The longest that codes are refused, and what is left of failed ones remembered.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Count> counts = new();

    /// <summary>Counts an attempt with a password that begins, so that many at once are not one; null: there were too many already.</summary>
    public int? Begin(string who) => Begin(who, _ => Pause, Pause);

    /// <summary>
    /// The same for a code of six digits, each five of which double the pause, up to a day: at five in five minutes one would be guessed within
    /// months. Only who knows the password comes so far, so that nobody else keeps the author out.
    /// </summary>
    public int? BeginCode(string who) => Begin(OfCodes(who), round => Pause * Math.Min(1 << Math.Min(round, 30), LongestPause / Pause), LongestPause);

    /// <summary>Forgets what failed: somebody has proved who they are.</summary>
    public void Forget(string who)
    {
        counts.TryRemove(who, out _);
        counts.TryRemove(OfCodes(who), out _);
    }

    /// <summary>Forgets passwords that failed: the right one was shown. Codes that failed stay, since who knows a password may still guess at those.</summary>
    public void ForgetPasswords(string who) => counts.TryRemove(who, out _);

    private int? Begin(string who, Func<int, TimeSpan> pauseOf, TimeSpan remembered)
    {
        var now = clock.GetUtcNow();
        var isRefused = false;
        var count = counts.AddOrUpdate(who, _ => Begun(), (_, known) =>
        {
            isRefused = known.Number == Allowed && now - known.At < pauseOf(known.Round);
            return isRefused ? known
                : now - known.At >= remembered ? Begun()
                : known.Number == Allowed ? new Count(1, known.Round + 1, now)
                : known with { Number = known.Number + 1, At = now };
        });
        return isRefused ? null : count.Number;

        Count Begun()
        {
            isRefused = false;
            return new Count(1, 0, now);
        }
    }

    private static string OfCodes(string who) => who + " code";

    private sealed record Count(int Number, int Round, DateTimeOffset At);
}
