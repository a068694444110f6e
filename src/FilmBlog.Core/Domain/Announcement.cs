namespace FilmBlog.Core.Domain;

/// <summary>An address whose change search engines are to be told; it stays until one of them has heard it, or refused it for good.</summary>
public sealed class Announcement
{
    private Announcement()
    {
    }

    /// <summary>The address at <paramref name="path"/>, changed at <paramref name="at"/>, to be told at once.</summary>
    public Announcement(string path, DateTimeOffset at) => (Path, QueuedAt, NextAttemptAt) = (path, at, at);

    /// <summary>The address, as a path from the root. The key: what changes twice before it is told is told once.</summary>
    public string Path { get; private set; } = "";

    /// <summary>When it changed.</summary>
    public DateTimeOffset QueuedAt { get; private set; }

    /// <summary>How often it was told in vain.</summary>
    public int Attempts { get; private set; }

    /// <summary>Not to be told again before this instant.</summary>
    public DateTimeOffset NextAttemptAt { get; private set; }

    /// <summary>Changed again: told at once.</summary>
    public void Renew(DateTimeOffset at) => (QueuedAt, Attempts, NextAttemptAt) = (at, 0, at);

    /// <summary>Told in vain: to be told again at <paramref name="next"/>.</summary>
    public void Failed(DateTimeOffset next) => (Attempts, NextAttemptAt) = (Attempts + 1, next);
}
