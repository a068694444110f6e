using System.Collections.Concurrent;

namespace FilmBlog.Web.Health;

/// <summary>Work behind the pages whose last round failed.</summary>
/// <param name="Work">Which, in plain words.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="Times">How often in a row.</param>
/// <param name="Reason">What was said; for owners and the log, never for the public.</param>
public sealed record FailingWork(string Work, DateTimeOffset Since, int Times, string Reason);

/// <summary>
/// What is known of how the site is doing: which work behind the pages fails, and whether anything can be saved. Each round of such work
/// says how it went; details are for the log, the desk and the metrics, outsiders hear a word.
/// </summary>
public sealed class SiteHealth(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, FailingWork> failing = new(StringComparer.Ordinal);
    private volatile string? unwritable;

    /// <summary>Work that fails, the longest failing first.</summary>
    public IReadOnlyList<FailingWork> Failing => [.. failing.Values.OrderBy(f => f.Since).ThenBy(f => f.Work, StringComparer.Ordinal)];

    /// <summary>Whether any work fails.</summary>
    public bool IsDegraded => !failing.IsEmpty;

    /// <summary>Why nothing can be saved; null: it can be.</summary>
    public string? Unwritable
    {
        get => unwritable;
        set => unwritable = value;
    }

    /// <summary>A round went well.</summary>
    public void Worked(string work) => failing.TryRemove(work, out _);

    /// <summary>A round failed.</summary>
    public void Failed(string work, string reason) => failing.AddOrUpdate(
        work, _ => new FailingWork(work, clock.GetUtcNow(), 1, reason), (_, before) => before with { Times = before.Times + 1, Reason = reason });

    /// <summary>A round failed.</summary>
    public void Failed(string work, Exception failure) => Failed(work, failure.Message);
}
