using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>What a batch of files may refer to in the database, loaded by a fixed number of queries and added to as files are saved.</summary>
internal sealed class ImportBatch
{
    private readonly FilmBlogContext db;
    private readonly ImportRun run;
    private readonly Dictionary<string, Director> directors;
    private readonly Dictionary<string, Theme> themes;
    private readonly Dictionary<string, Image> images;
    private readonly Dictionary<string, Film> filmsById = new(StringComparer.Ordinal);
    private readonly Dictionary<(string TitleKey, int Year), List<Film>> filmsByTitle = [];
    private readonly Dictionary<Slug, Review> reviewsBySlug;
    private readonly Dictionary<string, (int? ReviewId, string Name)> redirects;

    private ImportBatch(
        FilmBlogContext db, ImportRun run, IEnumerable<Director> directors, IEnumerable<Theme> themes, IEnumerable<Image> images,
        IEnumerable<Film> films, IEnumerable<Review> reviews, IEnumerable<Redirect> redirects)
    {
        this.db = db;
        this.run = run;
        this.directors = directors.ToDictionary(d => d.NameKey, StringComparer.Ordinal);
        this.themes = themes.ToDictionary(t => t.NameKey, StringComparer.Ordinal);
        this.images = images.ToDictionary(i => i.Hash, StringComparer.Ordinal);
        this.redirects = redirects.ToDictionary(r => r.Path, r => (r.ReviewId, ""), StringComparer.Ordinal);
        reviewsBySlug = reviews.ToDictionary(r => r.Slug);
        foreach (var film in films)
        {
            Know(film);
        }
    }

    public static async Task<ImportBatch> LoadAsync(
        FilmBlogContext db, ImportRun run, IReadOnlyList<PreparedReview> files, CancellationToken cancellationToken)
    {
        var documents = files.Select(f => f.Document).ToList();
        var imdbIds = documents.Select(d => d.Film.ImdbId).OfType<string>().Distinct().ToList();
        var titles = documents.Select(d => Folding.NameKey(d.Film.Title)).Distinct().ToList();
        var films = await db.Films.Include(f => f.Directors).ThenInclude(d => d.Director)
            .Where(f => imdbIds.Contains(f.ImdbId!) || titles.Contains(f.TitleKey)).AsSplitQuery().ToListAsync(cancellationToken);

        var slugs = documents.Select(d => d.Slug).OfType<Slug>().ToList();
        var filmsOfUnnamed = documents.Where(d => d.Slug is null).Select(d => Folding.NameKey(d.Film.Title)).ToHashSet(StringComparer.Ordinal);
        var filmIds = films.Where(f => filmsOfUnnamed.Contains(f.TitleKey) || documents.Exists(d => d.Slug is null && d.Film.ImdbId == f.ImdbId)).Select(f => f.Id).ToList();
        var reviews = await db.Reviews.WithDocument
            .Where(r => slugs.Contains(r.Slug) || filmIds.Contains(r.FilmId)).ToListAsync(cancellationToken);

        var names = documents.SelectMany(d => d.Film.Directors).Select(Folding.NameKey).Distinct().ToList();
        var themeNames = documents.SelectMany(d => d.Themes).Select(Folding.NameKey).Distinct().ToList();
        var hashes = files.SelectMany(f => f.Images.Values.Append(f.Cover)).OfType<IncomingImage>().Select(i => i.Hash).Distinct().ToList();
        var paths = documents.SelectMany(d => d.Aliases).Distinct().ToList();
        return new ImportBatch(
            db,
            run,
            await db.Directors.Where(d => names.Contains(d.NameKey)).ToListAsync(cancellationToken),
            await db.Themes.Where(t => themeNames.Contains(t.NameKey)).ToListAsync(cancellationToken),
            hashes.Count == 0 ? [] : await db.Images.Where(i => hashes.Contains(i.Hash)).ToListAsync(cancellationToken),
            films,
            reviews,
            paths.Count == 0 ? [] : await db.Redirects.AsNoTracking().Where(r => paths.Contains(r.Path)).ToListAsync(cancellationToken));
    }

    /// <summary>The review that a document means: by slug; without one, by film and title.</summary>
    public Review? ReviewOf(ReviewDocument document)
    {
        if (document.Slug is { } slug)
        {
            return reviewsBySlug.GetValueOrDefault(slug);
        }

        var film = FilmOf(document.Film);
        var title = Folding.NameKey(document.Facts.Headline ?? document.Film.Title);
        return film is null ? null : reviewsBySlug.Values.FirstOrDefault(r => r.Film == film && Folding.NameKey(r.Title) == title);
    }

    /// <summary>The film that facts mean: by IMDb id or, where an id is missing, by title and year.</summary>
    public Film? FilmOf(FilmFacts facts)
    {
        if (facts.ImdbId is { } id && filmsById.TryGetValue(id, out var byId))
        {
            return byId;
        }

        return filmsByTitle.TryGetValue((Folding.NameKey(facts.Title), facts.Year), out var namesakes)
            ? namesakes.Find(f => facts.ImdbId is null || f.ImdbId is null)
            : null;
    }

    public Film Add(FilmFacts facts)
    {
        var film = new Film(facts, DirectorsOf(facts));
        db.Films.Add(film);
        Know(film);
        return film;
    }

    public void Add(Review review)
    {
        db.Reviews.Add(review);
        reviewsBySlug.Add(review.Slug, review);
    }

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

    public Image ImageOf(IncomingImage incoming)
    {
        if (!images.TryGetValue(incoming.Hash, out var image))
        {
            image = new Image(incoming.Hash, incoming.SourceHash, run.FreeImageName(incoming.Name), incoming.Width, incoming.Height, incoming.Length);
            db.Images.Add(image);
            images.Add(incoming.Hash, image);
        }

        return image;
    }

    /// <summary>An alias that leads elsewhere already; null when all are free or the review's own.</summary>
    public string? TakenAlias(ReviewDocument document, Review? review, Slug slug) => document.Aliases.FirstOrDefault(path =>
        redirects.TryGetValue(path, out var holder) && !(holder.Name == slug.Value || (review is { Id: > 0 } && holder.ReviewId == review.Id)));

    public void Remove(ImageUse use) => db.ImageUses.Remove(use);

    public void Take(string alias, Slug slug) => redirects.TryAdd(alias, (null, slug.Value));

    private void Know(Film film)
    {
        if (film.ImdbId is { } id)
        {
            filmsById.TryAdd(id, film);
        }

        var key = (film.TitleKey, film.Year);
        if (!filmsByTitle.TryGetValue(key, out var namesakes))
        {
            filmsByTitle.Add(key, namesakes = []);
        }

        namesakes.Add(film);
    }
}
