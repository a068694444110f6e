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
    private const string Folder = "/reviews/";

    private readonly Dictionary<Slug, string> slugs = [];
    private readonly Dictionary<(ContentKind Kind, string Key), string> proses = [];
    private readonly FreeNames reviews = new(few =>
    {
        // Where another review stood its readers still look for it.
        var paths = few.ConvertAll(slug => $"{Folder}{slug}");
        return
        [
            .. db.Reviews.Where(r => EF.Parameter(few).Contains(r.Slug)).Select(r => r.Slug),
            .. db.Redirects.Where(r => r.ReviewId != null && EF.Parameter(paths).Contains(r.Path)).Select(r => r.Path).AsEnumerable().Select(path => Slug.Parse(path[Folder.Length..])),
        ];
    });

    private readonly FreeNames directors = new(few => [.. db.Directors.Where(d => EF.Parameter(few).Contains(d.Slug)).Select(d => d.Slug)]);
    private readonly FreeNames themes = new(few => [.. db.Themes.Where(t => EF.Parameter(few).Contains(t.Slug)).Select(t => t.Slug)]);
    private readonly FreeNames images = new(few =>
    {
        var names = few.ConvertAll(slug => slug.Value);
        return [.. db.Images.Where(i => EF.Parameter(names).Contains(i.Name)).Select(i => i.Name).AsEnumerable().Select(Slug.Parse)];
    });

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

    public Slug FreeReviewSlug(FilmFacts film, string title) =>
        reviews.First(Slug.Candidates(title, "review", film.Year).Where(slug => !slugs.ContainsKey(slug)));

    public Slug FreeDirectorSlug(string name) => directors.First(Slug.Candidates(name, "director", null));

    public Slug FreeThemeSlug(string name) => themes.First(Slug.Candidates(name, "theme", null));

    /// <summary>A slug that a file asks for, where it is free.</summary>
    public Slug DirectorSlug(Slug wish, string name) => directors.First(Slug.Candidates(name, "director", null).Prepend(wish));

    /// <summary>A slug that a file asks for, where it is free.</summary>
    public Slug ThemeSlug(Slug wish, string name) => themes.First(Slug.Candidates(name, "theme", null).Prepend(wish));

    /// <summary>A name for a new image that no other has.</summary>
    public string FreeImageName(string wish) => images.First(Slug.Candidates(wish, "image", null)).Value;

    /// <summary>
    /// Gives names of one kind that nothing has. That a name is taken is remembered; that it is free is asked when it is given, because others
    /// write between two batches and give names, too. It asks for a few only: a large blog has many.
    /// </summary>
    /// <param name="taken">Which of a few names something has in the database.</param>
    private sealed class FreeNames(Func<List<Slug>, List<Slug>> taken)
    {
        private const int Few = 4;
        private const int Many = 1000;
        private readonly HashSet<Slug> known = [];

        /// <summary>The first free one of endless wishes; it is taken from now on. Within a turn of writing.</summary>
        public Slug First(IEnumerable<Slug> wishes)
        {
            for (var count = Few; ; count = Math.Min(Few * count, Many))
            {
                var next = wishes.Where(slug => !known.Contains(slug)).Take(count).ToList();
                known.UnionWith(taken(next));
                foreach (var slug in next)
                {
                    if (known.Add(slug))
                    {
                        return slug;
                    }
                }
            }
        }
    }
}
