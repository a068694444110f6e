namespace FilmBlog.Core.Domain;

/// <summary>An address on this site that readers asked for and that is not there. Who asked is not kept.</summary>
public sealed class Miss
{
    private Miss()
    {
    }

    /// <summary>An address that was asked for <paramref name="count"/> times, lately at <paramref name="at"/>.</summary>
    public Miss(string path, int count, DateTimeOffset at)
    {
        (Path, FirstAt) = (path, at);
        Again(count, at);
    }

    /// <summary>The address in the form of <see cref="Redirect.NormalPath"/>, at most 500 characters. The key.</summary>
    public string Path { get; private set; } = "";

    /// <summary>How often it was asked for.</summary>
    public int Count { get; private set; }

    /// <summary>When it was first asked for.</summary>
    public DateTimeOffset FirstAt { get; private set; }

    /// <summary>When it was last asked for.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The page that leads to it, if it is one of this site (a path) or its address without query elsewhere; null: unknown. At most 500 characters.</summary>
    public string? Referrer { get; private set; }

    /// <summary>Whether the author wants to hear no more of it.</summary>
    public bool IsIgnored { get; private set; }

    /// <summary>Asked for again.</summary>
    public void Again(int count, DateTimeOffset at) => (Count, LastAt) = (Count + count, at);

    /// <summary>Notes which page leads to it.</summary>
    public void ComesFrom(string? referrer) => Referrer = referrer ?? Referrer;

    /// <summary>Hides it from the author's list.</summary>
    public void Ignore() => IsIgnored = true;

    /// <summary>Shows it on the author's list again.</summary>
    public void Heed() => IsIgnored = false;
}
