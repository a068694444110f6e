namespace FilmBlog.Core.Domain;

/// <summary>One director of one film.</summary>
public sealed class FilmDirector
{
    private FilmDirector()
    {
    }

    internal FilmDirector(Film film, Director director, int position)
    {
        Film = film;
        Director = director;
        Position = position;
    }

    /// <summary>The film's id.</summary>
    public int FilmId { get; private set; }

    /// <summary>The film.</summary>
    public Film Film { get; private set; } = null!;

    /// <summary>The director's id.</summary>
    public int DirectorId { get; private set; }

    /// <summary>The director.</summary>
    public Director Director { get; private set; } = null!;

    /// <summary>Place in the credits, from 0.</summary>
    public int Position { get; private set; }

    internal void Stand(int position) => Position = position;
}
