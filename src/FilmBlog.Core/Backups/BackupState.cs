namespace FilmBlog.Core.Backups;

/// <summary>How the backups stand that the site makes by itself, and how its data were when all of it was checked last: for the desk, health and metrics.</summary>
public sealed class BackupState
{
    private readonly Lock changing = new();
    private DateTimeOffset? lastGoodAt;
    private string? failure;
    private int missing;
    private (DateTimeOffset At, int Problems)? check;

    /// <summary>When the latest whole backup was taken; null: there is none yet, or none is made.</summary>
    public DateTimeOffset? LastGoodAt
    {
        get
        {
            lock (changing)
            {
                return lastGoodAt;
            }
        }
    }

    /// <summary>Why the latest attempt failed, in a sentence; null: it did not.</summary>
    public string? Failure
    {
        get
        {
            lock (changing)
            {
                return failure;
            }
        }
    }

    /// <summary>How many pictures the latest whole backup is without, since their files are missing or damaged.</summary>
    public int Missing
    {
        get
        {
            lock (changing)
            {
                return missing;
            }
        }
    }

    /// <summary>Whether something is wrong with the backups, or was with the data when they were checked last, that somebody has to look at.</summary>
    public bool IsDegraded => Failure is not null || Missing > 0 || Check is { Problems: > 0 };

    /// <summary>When all data were checked last, and how many problems were found; null: not since the start.</summary>
    public (DateTimeOffset At, int Problems)? Check
    {
        get
        {
            lock (changing)
            {
                return check;
            }
        }
    }

    /// <summary>How old the latest whole backup is; null: there is none.</summary>
    public TimeSpan? AgeAt(DateTimeOffset now) => now - LastGoodAt;

    /// <summary>Notes a backup that was taken to its end.</summary>
    /// <param name="at">When.</param>
    /// <param name="missing">How many pictures it is without, since their files are missing or damaged.</param>
    public void Succeeded(DateTimeOffset at, int missing = 0)
    {
        lock (changing)
        {
            (lastGoodAt, failure, this.missing) = (at, null, missing);
        }
    }

    /// <summary>Notes an attempt that failed.</summary>
    public void Failed(string why)
    {
        lock (changing)
        {
            failure = why;
        }
    }

    /// <summary>Notes a check.</summary>
    public void Checked(DateTimeOffset at, int problems)
    {
        lock (changing)
        {
            check = (at, problems);
        }
    }
}
