using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Content;

/// <summary>A review read, checked and rendered, ready to be compared with what is stored and saved.</summary>
internal sealed record PreparedReview(
    ContentFile File,
    ReviewDocument Document,
    RenderedBody Body,
    IReadOnlyDictionary<string, IncomingImage> Images,
    IncomingImage? Cover);

/// <summary>What became of a file before the database: a review, or only problems.</summary>
internal sealed record Preparation(ContentFile File, PreparedReview? Review, IReadOnlyList<ContentProblem> Problems);

/// <summary>Reads and renders files; needs no order, so several work at once.</summary>
internal sealed class ReviewPreparer(TimeZoneInfo zone, ContentImages images)
{
    public ContentImages Images => images;

    public async Task<Preparation> PrepareAsync(ContentFile file, CancellationToken cancellationToken)
    {
        var problems = new List<ContentProblem>();
        var review = await ReadAsync(file, problems, cancellationToken);
        return new Preparation(file, problems.Exists(p => !p.IsWarning) ? null : review, problems);
    }

    private async Task<PreparedReview?> ReadAsync(ContentFile file, List<ContentProblem> problems, CancellationToken cancellationToken)
    {
        var (text, unreadable) = await ContentText.ReadAsync(file, cancellationToken);
        if (text is null)
        {
            problems.Add(unreadable!);
            return null;
        }

        if (ReviewReader.Read(file.Name, text, zone, problems) is not { } document)
        {
            return null;
        }

        try
        {
            var body = MarkdownBody.Parse(document.Body);
            var shown = await images.OfAsync(file, body, document.Lines.Body, problems, cancellationToken);
            var cover = document.Cover is { } path
                ? await images.FindAsync(file, path, document.Lines.Cover, missingIsWarning: false, problems, cancellationToken)
                : null;
            var rendered = body.Render(url => shown.GetValueOrDefault(url)?.Shown);
            return new PreparedReview(file, document, rendered, shown, cover);
        }
        catch (MarkupRejectedException rejected)
        {
            problems.Add(new ContentProblem(file.Name, document.Lines.Body + rejected.Line - 1, rejected.Message));
            return null;
        }
    }
}
