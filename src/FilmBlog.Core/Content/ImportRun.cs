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
    private readonly Dictionary<string, (string File, string Facts)> films = new(StringComparer.Ordinal);
    private HashSet<Slug>? takenReviews;
    private HashSet<Slug>? takenDirectors;
    private HashSet<Slug>? takenThemes;
    private HashSet<string>? takenImages;

    public int New { get; set; }

    public int Changed { get; set; }

    public int Same { get; set; }

    public int Failed { get; private set; }

    public int ProseWritten { get; set; }

    public List<ContentProblem> Problems { get; } = [];

    /// <summary>Pins and bans of the run, checked when all reviews are in.</summary>
    public List<(ContentFile File, int Line, string Slug)> Pins { get; } = [];

    /// <summary>Facts of films to be corrected at the end, when the last file has spoken, with the reviews that are the same but for them.</summary>
    public Dictionary<int, (FilmFacts Facts, HashSet<int> Reviews)> Corrections { get; } = [];

    public ImportReport Report => new()
    {
        New = New,
        Changed = Changed,
        Same = Same,
        Failed = Failed,
        ProseWritten = ProseWritten,
        Problems = Problems,
    };

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
    public bool Claim(Slug slug, ContentFile file)
    {
        if (slugs.TryAdd(slug, file.Name))
        {
            return true;
        }

        Fail(file, 1, $"slug: \"{slug}\" is that of {slugs[slug]} already; give one of them another");
        return false;
    }

    /// <summary>Whether a file of this run has the slug.</summary>
    public bool IsClaimed(Slug slug) => slugs.ContainsKey(slug);

    /// <summary>Warns when an earlier file of the run says something else of the same film.</summary>
    public void Compare(FilmFacts facts, ContentFile file, int line)
    {
        var text = ReviewWriter.FilmOf(facts);
        var key = facts.ImdbId ?? $"{Folding.NameKey(facts.Title)}/{facts.Year}";
        if (films.TryGetValue(key, out var earlier) && earlier.Facts != text)
        {
            var differing = text.Split('\n').Except(earlier.Facts.Split('\n')).Concat(earlier.Facts.Split('\n').Except(text.Split('\n')))
                .Select(fact => "film." + fact[..Math.Max(0, fact.IndexOf(':', StringComparison.Ordinal))]).Distinct();
            Problems.Add(new ContentProblem(file.Name, line, $"{string.Join(", ", differing)}: {earlier.File} says otherwise of {facts.Title} ({facts.Year}); this file, the later one, decides", IsWarning: true));
        }

        films[key] = (file.Name, text);
    }

    public Slug FreeReviewSlug(FilmFacts film, string title)
    {
        takenReviews ??= [.. db.Reviews.Select(r => r.Slug)];
        return Slug.Free(title, "review", film.Year, slug => takenReviews.Contains(slug) || slugs.ContainsKey(slug));
    }

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
