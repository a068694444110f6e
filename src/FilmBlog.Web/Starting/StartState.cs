namespace FilmBlog.Web.Starting;

/// <summary>How far the start has come: migration has ended before anything listens; the first import ends a little later.</summary>
internal sealed class StartState
{
    private volatile bool ready;
    private volatile bool failed;

    public bool IsReady => ready;

    public void Ready() => ready = true;

    /// <summary>Whether the first import failed, so that the site stays closed.</summary>
    public bool HasFailed => failed;

    public void Failed() => failed = true;
}
