namespace FilmBlog.Core.Domain;

/// <summary>The work that reviews are about. Two films are one when their IMDb ids agree or, where an id is missing, title and year.</summary>
public sealed class Film
{
    private Film()
    {
    }

    /// <summary>A film with these facts.</summary>
    public Film(FilmFacts facts, IReadOnlyList<Director> directors) => Correct(facts, directors);

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The title as tables show it, at most 300 characters.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What makes two spellings one title: <see cref="Folding.NameKey"/>.</summary>
    public string TitleKey { get; private set; } = "";

    /// <summary>The key for sorting by title: folded, without a leading article.</summary>
    public string SortTitle { get; private set; } = "";

    /// <summary>The title in the film's own language and script; null when it is the same or unknown.</summary>
    public string? OriginalTitle { get; private set; }

    /// <summary>Year of release, 1888 to 2100.</summary>
    public int Year { get; private set; }

    /// <summary>Running time in minutes.</summary>
    public int? Runtime { get; private set; }

    /// <summary>Width of the frame over its height, 1.00 to 4.00.</summary>
    public decimal? AspectRatio { get; private set; }

    /// <summary>IMDb's id, <c>tt0072443</c>. Unique where known.</summary>
    public string? ImdbId { get; private set; }

    /// <summary>IMDb's figure, 1.0 to 10.0 with one decimal; null: not rated.</summary>
    public decimal? ImdbRating { get; private set; }

    /// <summary>Titles in other languages, romanised forms.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; private set; } = [];

    /// <summary>Countries of production, in order.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>Languages as BCP 47 tags; the first is the language of <see cref="OriginalTitle"/>.</summary>
    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>Directors of photography.</summary>
    public IReadOnlyList<string> Cinematography { get; private set; } = [];

    /// <summary>Actors, in order of credit.</summary>
    public IReadOnlyList<string> Cast { get; private set; } = [];

    /// <summary>Composers.</summary>
    public IReadOnlyList<string> Music { get; private set; } = [];

    /// <summary>The directors, ordered by <see cref="FilmDirector.Position"/> where that was asked for.</summary>
    public ICollection<FilmDirector> Directors { get; } = [];

    /// <summary>The reviews, in no order.</summary>
    public ICollection<Review> Reviews { get; } = [];

    /// <summary>Replaces all facts. <paramref name="directors"/> are those that <see cref="FilmFacts.Directors"/> names, in that order.</summary>
    public void Correct(FilmFacts facts, IReadOnlyList<Director> directors)
    {
        Title = facts.Title;
        TitleKey = Folding.NameKey(facts.Title);
        SortTitle = Domain.SortTitle.Of(facts.Title, facts.Languages is [var main, ..] ? main : null);
        OriginalTitle = facts.OriginalTitle;
        Year = facts.Year;
        Runtime = facts.Runtime;
        AspectRatio = facts.AspectRatio;
        ImdbId = facts.ImdbId;
        ImdbRating = facts.ImdbRating;
        AlsoKnownAs = [.. facts.AlsoKnownAs];
        Countries = [.. facts.Countries];
        Languages = [.. facts.Languages];
        Cinematography = [.. facts.Cinematography];
        Cast = [.. facts.Cast];
        Music = [.. facts.Music];
        // Rows that stay are kept, so that a new order is an update and not a row deleted and added under one key.
        foreach (var gone in Directors.Where(d => !directors.Contains(d.Director)).ToList())
        {
            Directors.Remove(gone);
        }

        for (var position = 0; position < directors.Count; position++)
        {
            if (Directors.FirstOrDefault(d => d.Director == directors[position]) is { } credit)
            {
                credit.Stand(position);
            }
            else
            {
                Directors.Add(new FilmDirector(this, directors[position], position));
            }
        }
    }

    /// <summary>The facts as they stand; the directors must be loaded.</summary>
    public FilmFacts Facts() => new()
    {
        Title = Title,
        OriginalTitle = OriginalTitle,
        AlsoKnownAs = AlsoKnownAs,
        Year = Year,
        Directors = [.. Directors.OrderBy(d => d.Position).Select(d => d.Director.Name)],
        Countries = Countries,
        Languages = Languages,
        Runtime = Runtime,
        Cinematography = Cinematography,
        Cast = Cast,
        Music = Music,
        AspectRatio = AspectRatio,
        ImdbId = ImdbId,
        ImdbRating = ImdbRating,
    };
}
