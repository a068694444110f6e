using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What the writer has beside what somebody else saved meanwhile.</summary>
/// <param name="Writing">The copy and the review.</param>
/// <param name="Mine">What the writer has.</param>
/// <param name="Theirs">What was saved; null: it is there no more.</param>
public sealed record TwoVersions(Writing Writing, Manuscript Mine, Manuscript? Theirs)
{
    /// <summary>Who saved the other version.</summary>
    public string SavedBy { get; private init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset SavedAt { get; private init; }

    /// <summary>The version of the copy that stands here.</summary>
    public int Version => Writing.Version;

    /// <summary>The change of the review that the choice will take account of.</summary>
    public long Base { get; private init; }

    /// <summary>The fields in which they differ, without the essay.</summary>
    public IReadOnlyList<ManuscriptField> Differing =>
        Theirs is null ? [] : [.. ManuscriptField.All.Where(f => f.Name != "body" && f.Of(Mine) != f.Of(Theirs))];

    /// <summary>What became of the essay on the way from theirs to mine.</summary>
    public TextComparison Essay => TextComparison.Of(Theirs?.Body ?? "", Mine.Body);

    /// <summary>What the writer set aside, or the copy, beside the copy where it says something else, or the review.</summary>
    /// <param name="writing">The copy and the review.</param>
    /// <param name="aside">What was set aside; null: the copy stands for the writer.</param>
    /// <param name="stored">The review's text; null: there is none.</param>
    public static TwoVersions Of(Writing writing, Revision? aside, Manuscript? stored)
    {
        if (aside is not null && writing.Copy is { } copy && copy.Text != aside.Text)
        {
            return new TwoVersions(writing, Manuscript.Read(aside.Text), writing.Kept) { SavedBy = copy.SavedBy, SavedAt = copy.SavedAt, Base = copy.BaseNumber };
        }

        return new TwoVersions(writing, aside is null ? writing.Kept! : Manuscript.Read(aside.Text), stored)
        {
            SavedBy = writing.Review?.SavedBy ?? "an import",
            SavedAt = writing.Review?.SavedAt ?? default,
            Base = writing.Review?.Number ?? 0,
        };
    }

    /// <summary>Mine, with theirs in the fields for which that was chosen, and the essay as it was made of both.</summary>
    public Manuscript Choose(Func<ManuscriptField, string> choice, string body) =>
        ManuscriptField.Named("body").With(Differing.Where(f => choice(f) == "theirs").Aggregate(Mine, (chosen, field) => field.With(chosen, field.Of(Theirs!))), body);
}
