namespace FilmBlog.Core.Backups;

/// <summary>How the backups stand that the site makes by itself, and how its data were when all of it was checked last: for the desk, health and metrics.</summary>
public sealed class BackupState
{
    private readonly Lock changing = new();
    private DateTimeOffset? lastGoodAt;
    private string? failure;
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

    /// <summary>Notes a whole backup.</summary>
    public void Succeeded(DateTimeOffset at)
    {
        lock (changing)
        {
            (lastGoodAt, failure) = (at, null);
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
