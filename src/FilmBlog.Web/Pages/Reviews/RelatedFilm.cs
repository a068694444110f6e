using FilmBlog.Web.Pages.Lists;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary>A row of "you'll also enjoy".</summary>
/// <param name="Card">The recommended review.</param>
/// <param name="Directors">Names of the directors that both films have.</param>
/// <param name="Themes">Names of the themes that both reviews carry.</param>
/// <param name="Pinned">Whether the author chose it.</param>
public sealed record RelatedFilm(ReviewCard Card, IReadOnlyList<string> Directors, IReadOnlyList<string> Themes, bool Pinned)
{
    /// <summary>Why it is here, in words: "also by Andrei Tarkovsky · memory, time".</summary>
    public string Why
    {
        get
        {
            var reasons = new List<string>();
            if (Directors.Count > 0)
            {
                reasons.Add("also by " + Text.Wording.List(Directors));
            }

            if (Themes.Count > 0)
            {
                reasons.Add(string.Join(", ", Themes));
            }

            if (Pinned && reasons.Count == 0)
            {
                reasons.Add("the author's choice");
            }

            return reasons.Count == 0 ? "near in time" : string.Join(" · ", reasons);
        }
    }
}

/// <summary>The table "you'll also enjoy".</summary>
/// <param name="FilmTitle">The film beside which it stands.</param>
/// <param name="Films">Its rows, in order.</param>
public sealed record RelatedFilms(string FilmTitle, IReadOnlyList<RelatedFilm> Films);
