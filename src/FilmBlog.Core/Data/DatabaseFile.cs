namespace FilmBlog.Core.Data;

/// <summary>
/// The file of the database, while a site serves from it. Connections that were open keep a file that somebody deleted or replaced, and what is
/// saved into it is lost: so from then on none is opened, until it is back.
/// </summary>
/// <param name="path">Absolute path.</param>
public sealed class DatabaseFile(string path)
{
    private FileIdentity? known;

    /// <summary>Where it lies: absolute.</summary>
    public string Path { get; } = path;

    /// <summary>Says that this file is the one from now on.</summary>
    public void Serve() => known = FileIdentity.Of(Path);

    /// <summary>Throws <see cref="DatabaseGoneException"/> where another file stands in its place, or none.</summary>
    internal void ThrowIfGone()
    {
        if (known is { } served && FileIdentity.Of(Path) is var found && found != served)
        {
            throw new DatabaseGoneException(Path, found is null ? "is gone" : "was replaced by another file");
        }
    }
}

/// <summary>The file of the database was deleted, moved or replaced while the site serves from it.</summary>
public sealed class DatabaseGoneException(string path, string how)
    : Exception($"The database {path} {how} while the site serves from it, so that nothing is read or saved any more. Stop the site, put the file back or restore a backup with filmblog restore FILE, and start it again.");
