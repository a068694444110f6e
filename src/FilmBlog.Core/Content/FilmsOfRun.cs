using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Content;

/// <summary>A film that files of a run speak of.</summary>
internal sealed class SpokenFilm
{
    /// <summary>The film while its batch is at work; null afterwards, lest the run hold what it has saved.</summary>
    public Film? Tracked { get; set; }

    /// <summary>Its id once it is saved.</summary>
    public int Id { get; set; }

    /// <summary>Whether it had an IMDb id at any time of the run.</summary>
    public bool HasImdbId { get; set; }

    /// <summary>The file that spoke last.</summary>
    public string File { get; set; } = "";

    /// <summary>What that file says, as <see cref="ReviewWriter.FilmOf"/> writes it.</summary>
    public string? Text { get; set; }

    /// <summary>What that file says where the film is to become so at the end of the run; null where it is so.</summary>
    public FilmFacts? Correction { get; set; }

    /// <summary>Reviews of the run that are the same but for what becomes of the film.</summary>
    public int Same { get; set; }
}

/// <summary>
/// The films of one run, found under every IMDb id and every title and year that a file gave: files that call a film differently speak of
/// one film in whatever batches they come, in this run and in the next.
/// </summary>
internal sealed class FilmsOfRun
{
    private readonly Dictionary<string, SpokenFilm> byImdbId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string TitleKey, int Year), List<SpokenFilm>> byTitle = [];
    private readonly Dictionary<int, SpokenFilm> byId = [];
    private readonly List<SpokenFilm> ofBatch = [];

    /// <summary>All that are saved.</summary>
    public IEnumerable<SpokenFilm> Saved => byId.Values;

    /// <summary>The film under this IMDb id.</summary>
    public SpokenFilm? WithImdbId(string? id) => id is null ? null : byImdbId.GetValueOrDefault(id);

    /// <summary>The films under this title and year, in the order in which they came up.</summary>
    public IReadOnlyList<SpokenFilm> Namesakes(FilmFacts facts) => byTitle.GetValueOrDefault(KeyOf(facts)) ?? [];

    /// <summary>The film if a file has spoken of it.</summary>
    public SpokenFilm? Of(Film film) => film.Id == 0 ? ofBatch.Find(f => f.Tracked == film) : byId.GetValueOrDefault(film.Id);

    /// <summary>Notes that a file gives the film these names.</summary>
    public SpokenFilm Hear(Film film, FilmFacts facts)
    {
        var spoken = Of(film) ?? new SpokenFilm { Id = film.Id };
        if (spoken.Tracked is null)
        {
            spoken.Tracked = film;
            ofBatch.Add(spoken);
        }

        if (film.Id != 0)
        {
            byId.TryAdd(film.Id, spoken);
        }

        spoken.HasImdbId |= film.ImdbId is not null || facts.ImdbId is not null;
        if (facts.ImdbId is { } id)
        {
            byImdbId.TryAdd(id, spoken);
        }

        var namesakes = byTitle.TryGetValue(KeyOf(facts), out var known) ? known : byTitle[KeyOf(facts)] = [];
        if (!namesakes.Contains(spoken))
        {
            namesakes.Add(spoken);
        }

        return spoken;
    }

    /// <summary>Lets go of the batch's films when it is saved; those that are new have their ids now.</summary>
    public void EndBatch()
    {
        foreach (var spoken in ofBatch)
        {
            spoken.Id = spoken.Tracked!.Id;
            spoken.Tracked = null;
            byId.TryAdd(spoken.Id, spoken);
        }

        ofBatch.Clear();
    }

    private static (string TitleKey, int Year) KeyOf(FilmFacts facts) => (Folding.NameKey(facts.Title), facts.Year);
}
