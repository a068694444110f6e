using FilmBlog.Web.Pages.Lists;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary>A review from its title to its verdict: as readers see it, and as the editor shows it before they do.</summary>
/// <param name="Review">The review. Where it is only begun, the film's year is 0 until there is one.</param>
/// <param name="Directors">The film's directors, in order.</param>
/// <param name="Themes">The review's themes, in order.</param>
public sealed record EssayView(ReviewText Review, IReadOnlyList<HubLink> Directors, IReadOnlyList<HubLink> Themes);
