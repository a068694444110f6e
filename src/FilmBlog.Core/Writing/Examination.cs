using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Writing;

/// <summary>Something about a field of a manuscript.</summary>
/// <param name="Field">The field as front matter names it: <c>film.year</c>; <c>body</c> for the essay.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="IsWarning">It can be saved all the same.</param>
public sealed record FieldProblem(string Field, string Message, bool IsWarning = false);

/// <summary>A manuscript looked at: what is wrong with it, and what it comes to.</summary>
public sealed class Examination
{
    private Examination()
    {
    }

    /// <summary>The manuscript.</summary>
    public required Manuscript Manuscript { get; init; }

    /// <summary>What it says; null: something is wrong with it, and it cannot become a review as it is.</summary>
    public ReviewDocument? Document { get; private set; }

    /// <summary>The essay as readers would see it; null: it cannot be rendered.</summary>
    public RenderedBody? Body { get; private set; }

    /// <summary>The essay's images and links; null: it cannot be read.</summary>
    public MarkdownBody? Essay { get; private set; }

    /// <summary>The images in the essay, by the address as written.</summary>
    public IReadOnlyDictionary<string, Image> Images { get; private set; } = new Dictionary<string, Image>();

    /// <summary>The cover, where there is one.</summary>
    public Image? Cover { get; private set; }

    /// <summary>What is wrong, and what is odd.</summary>
    public IReadOnlyList<FieldProblem> Problems => problems;

    /// <summary>Whether it can become a review.</summary>
    public bool IsComplete => Document is not null && !problems.Exists(p => !p.IsWarning);

    private readonly List<FieldProblem> problems = [];

    /// <summary>Examines a manuscript, with a fixed number of queries.</summary>
    /// <param name="db">The blog.</param>
    /// <param name="manuscript">What somebody wrote.</param>
    /// <param name="before">The images that the review showed before.</param>
    /// <param name="sight">The images that the writer may know of; of others it says that there are none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Examination> OfAsync(
        FilmBlogContext db, Manuscript manuscript, IEnumerable<ImageUse> before, ImageSight sight, CancellationToken cancellationToken)
    {
        var examination = new Examination { Manuscript = manuscript };
        var found = new List<ContentProblem>();
        // Dates of publication are no part of a manuscript: no date in it needs a zone.
        examination.Document = ReviewReader.Read("", manuscript.Write(), TimeZoneInfo.Utc, found);
        examination.problems.AddRange(found.Select(ByField));
        try
        {
            // With the lines that a file has, so that a body means the same at the desk and in a file.
            var essay = MarkdownBody.Parse(manuscript.FileBody);
            examination.Essay = essay;
            examination.Images = await LibraryImages.FindAsync(db, sight, essay, before, cancellationToken);
            examination.Cover = manuscript.Cover.Trim() is { Length: > 0 } cover ? await LibraryImages.FindAsync(db, sight, cover, cancellationToken) : null;
            examination.Body = essay.Render(LibraryImages.Resolver(examination.Images));
            examination.NoteMissingImages();
        }
        catch (MarkupRejectedException rejected)
        {
            // The body begins with an empty line in a file, and without it in the form.
            examination.problems.Add(new FieldProblem("body", $"Line {Math.Max(1, rejected.Line - 1)}: {rejected.Message}"));
        }

        return examination;
    }

    private void NoteMissingImages()
    {
        foreach (var missing in Essay!.Images.Where(i => !Images.ContainsKey(i.Url)).DistinctBy(i => i.Url))
        {
            problems.Add(new FieldProblem("body", $"Line {Math.Max(1, missing.Line - 1)}: there is no image {Shortened(missing.Url)} in the library; readers see its description instead.", IsWarning: true));
        }

        if (Manuscript.Cover.Length > 0 && Cover is null)
        {
            problems.Add(new FieldProblem("cover", $"There is no image {Shortened(Manuscript.Cover)} in the library."));
        }
    }

    // Messages of files begin with the field's name.
    private static FieldProblem ByField(ContentProblem problem)
    {
        var end = problem.Message.IndexOf(": ", StringComparison.Ordinal);
        return end > 0 && problem.Message.Take(end).All(c => char.IsAsciiLetterLower(c) || c is '_' or '.')
            ? new FieldProblem(problem.Message[..end], Sentence(problem.Message[(end + 2)..]), problem.IsWarning)
            : new FieldProblem("", Sentence(problem.Message), problem.IsWarning);
    }

    private static string Sentence(string message) =>
        message.Length == 0 ? message : char.ToUpperInvariant(message[0]) + message[1..] + (message[^1] is '.' or '?' ? "" : ".");

    private static string Shortened(string url) => url.Length <= 100 ? url : url[..100] + "…";
}
