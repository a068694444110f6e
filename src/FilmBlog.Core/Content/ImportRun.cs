using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>
/// What one import remembers from file to file: slugs and films seen, counts, problems. Small per file, so that a run over any number of
/// files takes the memory of a batch.
/// </summary>
internal sealed class ImportRun(FilmBlogContext db)
{
    private readonly Dictionary<Slug, string> slugs = [];
    private readonly Dictionary<(ContentKind Kind, string Key), string> proses = [];
    private HashSet<Slug>? takenReviews;
    private HashSet<Slug>? takenDirectors;
    private HashSet<Slug>? takenThemes;
    private HashSet<string>? takenImages;

    /// <summary>The run as it is kept, so that it can be undone; null for a dry run.</summary>
    public Import? Import { get; init; }

    /// <summary>The name of the author who saves; null: a command.</summary>
    public string? By { get; init; }

    /// <summary>Why former texts are kept: see <see cref="RevisionOrigin"/>.</summary>
    public string Origin { get; init; } = RevisionOrigin.Import;

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public int New { get; set; }

    public int Changed { get; set; }

    public int Same { get; set; }

    public int Failed { get; private set; }

    public int ProseWritten { get; set; }

    public List<ContentProblem> Problems { get; } = [];

    /// <summary>Pins and bans of the run, checked when all reviews are in.</summary>
    public List<(ContentFile File, int Line, string Field, string Slug)> Pins { get; } = [];

    /// <summary>The films that the files speak of.</summary>
    public FilmsOfRun Films { get; } = new();

    /// <summary>Films that a review has left; those that nothing is about any more go at the end.</summary>
    public HashSet<int> LeftFilms { get; } = [];

    /// <summary>Reviews that were not there before this run: they have no former text to keep.</summary>
    public HashSet<int> NewReviews { get; } = [];

    public ImportReport Report => new()
    {
        New = New,
        Changed = Changed,
        Same = Same,
        Failed = Failed,
        ProseWritten = ProseWritten,
        Problems = Problems,
    };

    /// <summary>
    /// Takes a turn of writing for what comes next. Throws <see cref="ImportTakenBackException"/> when the run was taken back meanwhile, by
    /// this process or another.
    /// </summary>
    public async Task<Data.Writing> BeginWritingAsync(CancellationToken cancellationToken)
    {
        var writing = await db.BeginWritingAsync(cancellationToken);
        try
        {
            if (Import is { Id: var id } && await db.Imports.AnyAsync(i => i.Id == id && i.UndoneAt != null, cancellationToken))
            {
                throw new ImportTakenBackException();
            }

            return writing;
        }
        catch
        {
            await writing.DisposeAsync();
            throw;
        }
    }

    public void Fail(ContentFile file, int line, string message)
    {
        Problems.Add(new ContentProblem(file.Name, line, message));
        Failed++;
    }

    public void Fail(IReadOnlyList<ContentProblem> problems)
    {
        Problems.AddRange(problems);
        Failed++;
    }

    /// <summary>Takes a slug for a file; false, and the file has failed, when an earlier file of the run has it.</summary>
    public bool Claim(Slug slug, ContentFile file, int line)
    {
        if (slugs.TryAdd(slug, file.Name))
        {
            return true;
        }

        Fail(file, line, $"slug: \"{slug}\" is that of {slugs[slug]} already; give one of them another");
        return false;
    }

    /// <summary>Whether a file of this run has the slug.</summary>
    public bool IsClaimed(Slug slug) => slugs.ContainsKey(slug);

    /// <summary>Takes a page's slug or a name for a file; the earlier file of the run that has it, or null.</summary>
    public string? ClaimedBy(ContentKind kind, string key, ContentFile file) =>
        proses.TryAdd((kind, key), file.Name) ? null : proses[(kind, key)];

    /// <summary>Notes what a file says of a film, and warns when an earlier file of the run says something else.</summary>
    public SpokenFilm Hear(Film film, FilmFacts facts, ContentFile file, int line)
    {
        var spoken = Films.Hear(film, facts);
        var text = ReviewWriter.FilmOf(facts);
        if (spoken.Text is { } earlier && earlier != text)
        {
            var (before, now) = (earlier.Split('\n'), text.Split('\n'));
            var differing = now.Except(before).Concat(before.Except(now))
                .Select(fact => "film." + fact[..Math.Max(0, fact.IndexOf(':', StringComparison.Ordinal))]).Distinct();
            var message = $"{spoken.File} says otherwise of {facts.Title} ({facts.Year}); this file, the later one, decides";
            Problems.Add(new ContentProblem(file.Name, line, $"{string.Join(", ", differing)}: {message}", IsWarning: true));
        }

        (spoken.File, spoken.Text) = (file.Name, text);
        return spoken;
    }

    public Slug FreeReviewSlug(FilmFacts film, string title)
    {
        takenReviews ??= [.. db.Reviews.Select(r => r.Slug), .. OldSlugs()];
        return Slug.Free(title, "review", film.Year, slug => takenReviews.Contains(slug) || slugs.ContainsKey(slug));
    }

    // Where another review stood its readers still look for it.
    private IEnumerable<Slug> OldSlugs() => db.Redirects.Where(r => r.ReviewId != null && r.Path.StartsWith("/reviews/")).Select(r => r.Path).AsEnumerable()
        .Select(path => Slug.TryParse(path["/reviews/".Length..], out var slug) ? slug : (Slug?)null).OfType<Slug>();

    public Slug FreeDirectorSlug(string name)
    {
        takenDirectors ??= [.. db.Directors.Select(d => d.Slug)];
        var slug = Slug.Free(name, "director", null, takenDirectors.Contains);
        takenDirectors.Add(slug);
        return slug;
    }

    public Slug FreeThemeSlug(string name)
    {
        takenThemes ??= [.. db.Themes.Select(t => t.Slug)];
        var slug = Slug.Free(name, "theme", null, takenThemes.Contains);
        takenThemes.Add(slug);
        return slug;
    }

    /// <summary>A slug that a file asks for, where it is free.</summary>
    public Slug DirectorSlug(Slug wish, string name) =>
        (takenDirectors ??= [.. db.Directors.Select(d => d.Slug)]).Add(wish) ? wish : FreeDirectorSlug(name);

    /// <summary>A slug that a file asks for, where it is free.</summary>
    public Slug ThemeSlug(Slug wish, string name) =>
        (takenThemes ??= [.. db.Themes.Select(t => t.Slug)]).Add(wish) ? wish : FreeThemeSlug(name);

    /// <summary>A name for a new image that no other has.</summary>
    public string FreeImageName(string wish)
    {
        takenImages ??= db.Images.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        var name = Slug.Free(wish, "image", null, slug => takenImages.Contains(slug.Value)).Value;
        takenImages.Add(name);
        return name;
    }
}
