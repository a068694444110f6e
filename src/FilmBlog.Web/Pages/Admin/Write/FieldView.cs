using FilmBlog.Core.Writing;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>One field of the editor.</summary>
/// <param name="Form">The form.</param>
/// <param name="Name">As front matter names it.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Rows">Lines of a larger field; 0: a field of one line.</param>
/// <param name="Chips">Whether it is a list, one entry a line.</param>
/// <param name="Completes">The kind of names that complete it: <c>director</c> or <c>theme</c>.</param>
/// <param name="InputMode">The keyboard of a phone.</param>
public sealed record FieldView(EditorForm Form, string Name, string? Hint = null, int Rows = 0, bool Chips = false, string? Completes = null, string? InputMode = null)
{
    /// <summary>The element's id.</summary>
    public string Id => EditorForm.IdOf(Name);

    /// <summary>What it is called.</summary>
    public string Label => WritingLabels.For(Name);

    /// <summary>What stands in it.</summary>
    public string Text => ManuscriptField.Named(Name).Of(Form.Manuscript);

    /// <summary>What is wrong with it, or null.</summary>
    public string? Error => Form.ErrorOf(Name);

    /// <summary>What is odd about it, or null.</summary>
    public string? Warning => Form.WarningOf(Name);

    /// <summary>The ids of what describes it.</summary>
    public string DescribedBy => Hint is null ? $"{Id}_error {Id}_warning" : $"{Id}_hint {Id}_error {Id}_warning";
}
