using FilmBlog.Core.Writing;
using FilmBlog.Web.Text;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What the desk says, and notes, of the facts of a film that others write about, too.</summary>
internal static class FilmWords
{
    /// <summary>What was done, as the audit trail says it.</summary>
    public const string Action = "changed the facts of the film";

    /// <summary>What follows the sentence that says what was saved; empty: nothing is to be said.</summary>
    public static string After(SharedFilm? film) => film switch
    {
        { Fate: FilmFate.Stays } => $" The facts of “{film.Name}” stay as another author’s review shows them; an owner can change them. Yours differ in: {Fields(film)}.",
        { Fate: FilmFate.Waits } => $" The facts of “{film.Name}” stay as they are until this is published. Yours differ in: {Fields(film)}.",
        _ => "",
    };

    /// <summary>What the audit trail says of a film that was changed.</summary>
    public static string Detail(SharedFilm film) => $"{Fields(film)}; reviews of others: {film.Others}";

    private static string Fields(SharedFilm film) => Wording.List([.. film.Fields.Select(field => Lower(WritingLabels.For(field)))]);

    // "IMDb id" is written so within a sentence, too.
    private static string Lower(string label) => label.Length > 1 && char.IsUpper(label[1]) ? label : char.ToLowerInvariant(label[0]) + label[1..];
}
