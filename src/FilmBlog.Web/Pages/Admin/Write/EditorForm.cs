using FilmBlog.Core.Content;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Pages.Reviews;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What the editor shows.</summary>
/// <param name="Writing">The copy and the review.</param>
/// <param name="Manuscript">What stands in the fields.</param>
/// <param name="AuthorId">Who writes: the browser keeps what two authors wrote apart.</param>
public sealed record EditorForm(Writing Writing, Manuscript Manuscript, int AuthorId)
{
    /// <summary>What is wrong, and odd; empty where nobody asked.</summary>
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];

    /// <summary>The table that its readers would find.</summary>
    public IReadOnlyList<RelatedFilm> Related { get; init; } = [];

    /// <summary>What is wrong with a field, in words; null: nothing.</summary>
    public string? ErrorOf(string field) => Words(field, isWarning: false);

    /// <summary>What is odd about a field; null: nothing.</summary>
    public string? WarningOf(string field) => Words(field, isWarning: true);

    /// <summary>The id of a field's element. No heading of an essay has one like it.</summary>
    public static string IdOf(string field) => "w_" + field.Replace('.', '_');

    private string? Words(string field, bool isWarning) =>
        string.Join(' ', Problems.Where(p => p.Field == field && p.IsWarning == isWarning).Select(p => p.Message)) is { Length: > 0 } words ? words : null;
}
