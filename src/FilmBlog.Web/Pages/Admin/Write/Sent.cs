using System.Globalization;
using FilmBlog.Core.Content;
using FilmBlog.Core.Writing;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>The editor's form as it was sent: the fields by their names in front matter, and what the writer saw last.</summary>
/// <param name="Manuscript">What is written.</param>
/// <param name="ReviewId">The review that it changes, as the form says.</param>
/// <param name="Version">The version of the copy that the writer saw.</param>
/// <param name="Base">The number of the review's change that the writer saw.</param>
/// <param name="Act">The button: one of <see cref="Acts"/>.</param>
/// <param name="TellsReaders">Whether readers are told that the review was changed.</param>
public sealed record Sent(Manuscript Manuscript, int? ReviewId, int Version, long Base, string Act, bool TellsReaders)
{
    /// <summary>Reads a form. What is missing is empty.</summary>
    public static Sent Of(IFormCollection form) => new(
        ManuscriptField.All.Aggregate(new Manuscript(), (manuscript, field) => field.With(manuscript, form[field.Name].ToString())),
        (int?)Number(form["Review"]),
        (int)Math.Clamp(Number(form["Version"]) ?? 0, 0, int.MaxValue),
        Number(form["Base"]) ?? 0,
        form["Act"].ToString() is { Length: > 0 } act ? act : Acts.Save,
        form["TellsReaders"].ToString() == "true");

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What the buttons of the editor ask for.</summary>
public static class Acts
{
    /// <summary>Keep what is written, quietly: what a script asks for every few seconds.</summary>
    public const string Keep = "keep";

    /// <summary>Save it, without showing readers what they do not see yet.</summary>
    public const string Save = "save";

    /// <summary>Show readers the changes to a published review.</summary>
    public const string PublishChanges = "publish-changes";

    /// <summary>Keep it and go on to publishing.</summary>
    public const string Publish = "publish";

    /// <summary>Keep it and look at it as readers would.</summary>
    public const string Look = "look";

    /// <summary>See it beside what the server has.</summary>
    public const string Compare = "compare";
}
