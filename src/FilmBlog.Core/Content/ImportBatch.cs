using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>What a batch of files may refer to in the database, loaded by a fixed number of queries and added to as files are saved.</summary>
internal sealed class ImportBatch
{
    private const string AnotherReview = "another review";

    private readonly FilmBlogContext db;
    private readonly ImportRun run;
    private readonly Dictionary<string, Director> directors;
    private readonly Dictionary<string, Theme> themes;
    private readonly Dictionary<string, Image> images;
    private readonly ILookup<(string TitleKey, int Year), Film> filmsByTitle;
    private readonly Dictionary<string, Film> filmsByImdbId;
    private readonly Dictionary<int, Film> filmsById;
    private readonly Dictionary<Slug, Review> reviewsBySlug;
    private readonly Dictionary<string, Redirect> redirects;
    private readonly Dictionary<string, Slug> aliases = new(StringComparer.Ordinal);

    private ImportBatch(
        FilmBlogContext db, ImportRun run, IEnumerable<Director> directors, IEnumerable<Theme> themes, IEnumerable<Image> images,
        IReadOnlyList<Film> films, IEnumerable<Review> reviews, IEnumerable<Redirect> redirects)
    {
        this.db = db;
        this.run = run;
        this.directors = directors.ToDictionary(d => d.NameKey, StringComparer.Ordinal);
        this.themes = themes.ToDictionary(t => t.NameKey, StringComparer.Ordinal);
        this.images = images.ToDictionary(i => i.Hash, StringComparer.Ordinal);
        this.redirects = redirects.ToDictionary(r => r.Path, StringComparer.Ordinal);
        reviewsBySlug = reviews.ToDictionary(r => r.Slug);
        filmsByTitle = films.ToLookup(f => (f.TitleKey, f.Year));
        filmsByImdbId = films.Where(f => f.ImdbId is not null).ToDictionary(f => f.ImdbId!, StringComparer.Ordinal);
        filmsById = films.ToDictionary(f => f.Id);
    }

    /// <summary>Reviews that this batch adds.</summary>
    public List<Review> NewReviews { get; } = [];

    // Each list is one parameter: a command that has one for each value is another command for each number of values.
    public static async Task<ImportBatch> LoadAsync(
        FilmBlogContext db, ImportRun run, IReadOnlyList<PreparedReview> files, CancellationToken cancellationToken)
    {
        var documents = files.Select(f => f.Document).ToList();
        var films = await FilmsAsync(db, run, documents, cancellationToken);

        // Without a slug any review of the film may be meant.
        var slugs = documents.Select(d => d.Slug).OfType<Slug>().ToList();
        var unnamed = documents.Exists(d => d.Slug is null)
            ? (await FilmsAsync(db, run, documents.FindAll(d => d.Slug is null), cancellationToken)).ConvertAll(f => f.Id)
            : [];
        var reviews = await db.Reviews.WithDocument
            .Where(r => EF.Parameter(slugs).Contains(r.Slug) || EF.Parameter(unnamed).Contains(r.FilmId)).ToListAsync(cancellationToken);

        var names = documents.SelectMany(d => d.Film.Directors).Select(Folding.NameKey).Distinct().ToList();
        var themeNames = documents.SelectMany(d => d.Themes).Select(Folding.NameKey).Distinct().ToList();
        var hashes = files.SelectMany(f => f.Images.Values.Append(f.Cover)).OfType<IncomingImage>().Select(i => i.Hash).Distinct().ToList();
        var paths = documents.SelectMany(d => d.Aliases).Distinct().ToList();
        return new ImportBatch(
            db,
            run,
            await db.Directors.Where(d => EF.Parameter(names).Contains(d.NameKey)).ToListAsync(cancellationToken),
            await db.Themes.Where(t => EF.Parameter(themeNames).Contains(t.NameKey)).ToListAsync(cancellationToken),
            hashes.Count == 0 ? [] : await db.Images.Where(i => EF.Parameter(hashes).Contains(i.Hash)).ToListAsync(cancellationToken),
            films,
            reviews,
            paths.Count == 0 ? [] : await db.Redirects.Where(r => EF.Parameter(paths).Contains(r.Path)).ToListAsync(cancellationToken));
    }

    /// <summary>The review that a document means: by slug; without one, by film and title.</summary>
    public Review? ReviewOf(ReviewDocument document)
    {
        if (document.Slug is { } slug)
        {
            return reviewsBySlug.GetValueOrDefault(slug);
        }

        if (FilmOf(document.Film, own: null) is not { } film)
        {
            return null;
        }

        var title = Folding.NameKey(document.Facts.Headline ?? document.Film.Title);
        var ofFilm = reviewsBySlug.Values.Where(r => r.Film == film).OrderBy(r => r.Id == 0).ThenBy(r => r.Id).ToList();
        var titled = ofFilm.FindAll(r => Folding.NameKey(r.Title) == title);
        // Where files disagree on the film's title, a review without a headline bears the title that another file gave.
        return titled.Find(r => !run.IsClaimed(r.Slug))
            ?? ofFilm.Find(r => r.Headline is null && document.Facts.Headline is null && !run.IsClaimed(r.Slug))
            ?? titled.FirstOrDefault();
    }

    /// <summary>
    /// The film that facts mean: by IMDb id or, where an id is missing, by title and year. What files of this run said comes before what
    /// is stored; of several the review's own film, where it has one.
    /// </summary>
    public Film? FilmOf(FilmFacts facts, Film? own)
    {
        if (Tracked(run.Films.WithImdbId(facts.ImdbId)) is { } spoken)
        {
            return spoken;
        }

        if (facts.ImdbId is { } id && filmsByImdbId.TryGetValue(id, out var stored) && stored.ImdbId == id)
        {
            return stored;
        }

        // A film that was corrected in this batch is found under its new name only, among those spoken of.
        var key = (Folding.NameKey(facts.Title), facts.Year);
        var namesakes = run.Films.Namesakes(facts).Select(Tracked).OfType<Film>()
            .Concat(filmsByTitle[key].Where(f => (f.TitleKey, f.Year) == key))
            .Where(f => facts.ImdbId is null || !(run.Films.Of(f)?.HasImdbId ?? f.ImdbId is not null))
            .ToList();
        return own is not null && namesakes.Contains(own) ? own : namesakes.FirstOrDefault();
    }

    public Film Add(FilmFacts facts)
    {
        var film = new Film(facts, DirectorsOf(facts));
        db.Films.Add(film);
        return film;
    }

    public void Add(Review review)
    {
        db.Reviews.Add(review);
        NewReviews.Add(review);
        reviewsBySlug.Add(review.Slug, review);
    }

    /// <summary>The facts with the directors' names as they were spelt first.</summary>
    public FilmFacts AsSpelt(FilmFacts facts) =>
        facts with { Directors = [.. facts.Directors.Select(name => directors.GetValueOrDefault(Folding.NameKey(name))?.Name ?? name)] };

    public IReadOnlyList<Director> DirectorsOf(FilmFacts facts) => [.. facts.Directors.Select(name =>
    {
        var key = Folding.NameKey(name);
        if (!directors.TryGetValue(key, out var director))
        {
            director = new Director(name, run.FreeDirectorSlug(name));
            db.Directors.Add(director);
            directors.Add(key, director);
        }

        return director;
    })];

    public IReadOnlyList<Theme> ThemesOf(ReviewDocument document) => [.. document.Themes.Select(name =>
    {
        var key = Folding.NameKey(name);
        if (!themes.TryGetValue(key, out var theme))
        {
            theme = new Theme(name, run.FreeThemeSlug(name));
            db.Themes.Add(theme);
            themes.Add(key, theme);
        }

        return theme;
    })];

    /// <summary>Whether an image is saved, or about to be.</summary>
    public bool Knows(IncomingImage incoming) => images.ContainsKey(incoming.Hash);

    public Image ImageOf(IncomingImage incoming)
    {
        if (!images.TryGetValue(incoming.Hash, out var image))
        {
            image = new Image(
                    incoming.Hash, incoming.SourceHash, run.FreeImageName(incoming.Name), incoming.Width, incoming.Height, incoming.Length, incoming.Tone, run.StartedAt);
            db.Images.Add(image);
            images.Add(incoming.Hash, image);
        }

        return image;
    }

    /// <summary>An alias that leads elsewhere already, and where to; null when all are free or the review's own.</summary>
    public (string Path, string Holder)? TakenAlias(ReviewDocument document, Review? review, Slug slug)
    {
        foreach (var path in document.Aliases)
        {
            if (HolderOf(path, review, slug) is { } holder)
            {
                return (path, holder);
            }
        }

        return null;
    }

    public void Remove(ImageUse use) => db.ImageUses.Remove(use);

    /// <summary>Takes a free alias for the review of this slug; the redirect of a deleted review that stood there, or null.</summary>
    public Redirect? Take(string alias, Slug slug) =>
        aliases.TryAdd(alias, slug) && redirects.GetValueOrDefault(alias) is { ReviewId: null, DirectorId: null, ThemeId: null } abandoned ? abandoned : null;

    private string? HolderOf(string path, Review? review, Slug slug) => aliases.TryGetValue(path, out var holder)
        ? holder == slug ? null : AnotherReview
        : redirects.GetValueOrDefault(path) switch
        {
            { ReviewId: { } id } => id == review?.Id ? null : AnotherReview,
            { DirectorId: not null } => "the page of a director",
            { ThemeId: not null } => "the page of a theme",
            _ => null,
        };

    private static async Task<List<Film>> FilmsAsync(
        FilmBlogContext db, ImportRun run, IReadOnlyList<ReviewDocument> documents, CancellationToken cancellationToken)
    {
        var imdbIds = documents.Select(d => d.Film.ImdbId).OfType<string>().Distinct().ToList();
        var titles = documents.Select(d => Folding.NameKey(d.Film.Title)).Distinct().ToList();
        var spoken = documents.Select(d => run.Films.WithImdbId(d.Film.ImdbId)).OfType<SpokenFilm>()
            .Concat(documents.SelectMany(d => run.Films.Namesakes(d.Film))).Select(f => f.Id).Distinct().ToList();
        return await db.Films.Include(f => f.Directors).ThenInclude(d => d.Director)
            .Where(f => EF.Parameter(imdbIds).Contains(f.ImdbId!) || EF.Parameter(titles).Contains(f.TitleKey) || EF.Parameter(spoken).Contains(f.Id))
            .OrderBy(f => f.Id).AsSplitQuery().ToListAsync(cancellationToken);
    }

    private Film? Tracked(SpokenFilm? spoken) => spoken is null ? null : spoken.Tracked ?? filmsById.GetValueOrDefault(spoken.Id);
}
