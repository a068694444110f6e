using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Desk;

/// <summary>The former texts of a page or an introduction, and one of them beside the present text.</summary>
/// <param name="Path">The address of the page that shows them.</param>
/// <param name="Former">The newest first, without their texts.</param>
/// <param name="Selected">The one that is shown; null: none.</param>
public sealed record TextHistory(string Path, IReadOnlyList<FormerText> Former, SelectedText? Selected)
{
    private const int Most = 200;

    /// <summary>Reads them: the newest 200, and one of them whole. Two queries. Null when there is none of that id.</summary>
    public static async Task<TextHistory?> ReadAsync(
        IQueryable<Revision> revisions, string path, int? selected, string present, CancellationToken cancellationToken)
    {
        var former = await revisions.OrderByDescending(r => r.SavedAt).ThenByDescending(r => r.Id).Take(Most)
            .Select(r => new FormerText(r.Id, r.SavedAt, r.SavedBy, r.Origin)).ToListAsync(cancellationToken);
        if (selected is null)
        {
            return new TextHistory(path, former, null);
        }

        if (await revisions.Where(r => r.Id == selected).Select(r => r.Text).SingleOrDefaultAsync(cancellationToken) is not { } file)
        {
            return null;
        }

        var document = ProseDocument.Read(file);
        var text = FormText.Text(document.Markdown);
        return new TextHistory(path, former, new SelectedText(selected.Value, document.Heading, text, TextComparison.Of(text, present)));
    }
}

/// <summary>A former text in the list.</summary>
public sealed record FormerText(int Id, DateTimeOffset SavedAt, string? SavedBy, string Origin);

/// <summary>A former text as it was.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Heading">The title or name.</param>
/// <param name="Text">The text in Markdown.</param>
/// <param name="Changes">What became of it since.</param>
public sealed record SelectedText(int Id, string Heading, string Text, TextComparison Changes);
