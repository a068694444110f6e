namespace FilmBlog.Web.Starting;

/// <summary>How far the start has come: migration has ended before anything listens; the first import ends a little later.</summary>
internal sealed class StartState
{
    private volatile bool ready;

    public bool IsReady => ready;

    public void Ready() => ready = true;
}
