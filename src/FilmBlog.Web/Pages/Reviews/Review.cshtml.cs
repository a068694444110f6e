using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Reviews;

/// <summary>A review: the heart of the blog.</summary>
[Cached]
public sealed class ReviewModel(FilmBlogContext db, ReviewCatalogue catalogue, Recommender recommender, TimeProvider clock) : PageModel
{
    /// <summary>The review.</summary>
    public ReviewText Review { get; private set; } = null!;

    /// <summary>The film's directors, in order.</summary>
    public IReadOnlyList<HubLink> Directors { get; private set; } = [];

    /// <summary>The review's themes, in order.</summary>
    public IReadOnlyList<HubLink> Themes { get; private set; } = [];

    /// <summary>What the reader will also enjoy.</summary>
    public IReadOnlyList<RelatedFilm> Related { get; private set; } = [];

    /// <summary>The review published before.</summary>
    public ReviewCard? Previous { get; private set; }

    /// <summary>The review published after.</summary>
    public ReviewCard? Next { get; private set; }

    /// <summary>Shows the review, or where it went.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!Slug.TryParse(slug, out var wanted)
            || await db.Reviews.Published(now).Where(r => r.Slug == wanted).Select(ReviewText.Projection).FirstOrDefaultAsync(cancellationToken) is not { } review)
        {
            return new OldAddress(db, clock);
        }

        Review = review;
        var hubs = await HubLink.OfAsync(db, review.Id, review.FilmId, cancellationToken);
        Directors = [.. hubs.Where(h => h.Kind == HubKind.Director)];
        Themes = [.. hubs.Where(h => h.Kind == HubKind.Theme)];
        var isEarlier = await RelateAsync(now, cancellationToken);
        Metadata(isEarlier).Describe(ViewData);
        return Page();
    }

    // The recommended films and the neighbours in one query. Whether the film has a newer review than this.
    private async Task<bool> RelateAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var recommended = await recommender.ForAsync(Review.Id, cancellationToken);
        var neighbours = await catalogue.NeighboursAsync(Review.Id, cancellationToken);
        var ids = recommended.Select(r => r.ReviewId).Concat(new[] { neighbours.Previous, neighbours.Next }.OfType<int>()).Distinct().ToList();
        var cards = (await ReviewCard.OfAsync(db, ids, now, cancellationToken)).ToDictionary(c => c.Id);
        Related = [.. recommended.Where(r => cards.ContainsKey(r.ReviewId)).Select(r => new RelatedFilm(
            cards[r.ReviewId], Names(Directors, r.Directors), Names(Themes, r.Themes), r.Pinned))];
        Previous = neighbours.Previous is { } previous ? cards.GetValueOrDefault(previous) : null;
        Next = neighbours.Next is { } next ? cards.GetValueOrDefault(next) : null;
        HttpContext.IsMadeOf(new ReviewParts(Review.Id, [.. recommended.Select(r => r.ReviewId)], neighbours, recommender));
        return neighbours.HasNewerOfFilm;
    }

    private static List<string> Names(IReadOnlyList<HubLink> hubs, IReadOnlyList<int> ids) =>
        [.. ids.Select(id => hubs.FirstOrDefault(h => h.Id == id)?.Name).OfType<string>()];

    private PageMetadata Metadata(bool isEarlier)
    {
        // An earlier review of the same film says when it is from: no two pages have one title.
        var film = $"{Review.FilmTitle} ({Review.Year}) review{(isEarlier ? " of " + Review.PublishedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "")}";
        return new PageMetadata(Review.Headline is { } headline ? $"{film}: {headline}" : film, Description(), Review.Path)
        {
            Subject = Review.Subject(Directors, Themes),
            SourcePath = $"{Review.Path}.md",
            PreviousPath = Previous?.Path,
            NextPath = Next?.Path,
            Trail = [new PageLink("Reviews", "/reviews"), new PageLink(Review.Title, Review.Path)],
        };
    }

    // A line that is too short for search engines goes on with the facts.
    private string Description()
    {
        var teaser = Review.Teaser;
        return teaser.Length >= HeadText.ShortestDescription
            ? teaser
            : $"{teaser} A review of {Review.FilmTitle} ({Review.Year}), directed by {Wording.List([.. Directors.Select(d => d.Name)])}.";
    }
}
