using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Data;

/// <summary>Scopes over reviews. Everything that readers see begins with <c>Published</c>.</summary>
public static class ReviewQueries
{
    extension(IQueryable<Review> reviews)
    {
        /// <summary>Newest first, namesakes of an instant by their id.</summary>
        public IQueryable<Review> NewestFirst => reviews.OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id);

        /// <summary>What readers see at this instant: neither drafts nor what is scheduled for later.</summary>
        public IQueryable<Review> Published(DateTimeOffset now) => reviews.Where(r => r.PublishedAt <= now);

        /// <summary>The review that a working copy became, if it became one.</summary>
        public IQueryable<Review> BegunAs(Guid copyId) => reviews.Where(r => r.BegunAs == copyId);

        /// <summary>Reviews of films by a director.</summary>
        public IQueryable<Review> By(int directorId) => reviews.Where(r => r.Film.Directors.Any(d => d.DirectorId == directorId));

        /// <summary>Reviews that carry a theme.</summary>
        public IQueryable<Review> On(int themeId) => reviews.Where(r => r.Themes.Any(t => t.ThemeId == themeId));

        /// <summary>Reviews of films from the first to the last year, both included.</summary>
        public IQueryable<Review> FromYears(int first, int last) => reviews.Where(r => r.Film.Year >= first && r.Film.Year <= last);

        /// <summary>Reviews that the author rated exactly so.</summary>
        public IQueryable<Review> Rated(Rating rating) => reviews.Where(r => r.Rating == rating);

        /// <summary>Of the visible reviews of each film only the newest.</summary>
        public IQueryable<Review> NewestOfEachFilm(DateTimeOffset now) => reviews.Published(now).Where(r => !r.Film.Reviews.Any(other =>
            other.PublishedAt <= now
            && (other.PublishedAt > r.PublishedAt || (other.PublishedAt == r.PublishedAt && other.Id > r.Id))));
    }
}
