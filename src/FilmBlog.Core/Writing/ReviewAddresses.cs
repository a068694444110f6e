using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>Moves reviews to other addresses and lets old ones lead to them, or to hubs. Each method says in a sentence why it did nothing.</summary>
public static class ReviewAddresses
{
    private const string Folder = "/reviews/";

    // The first parts of the addresses that the site answers itself: an old address among them would never be asked for.
    private static readonly HashSet<string> Answered = new(StringComparer.Ordinal)
    {
        "about", "account", "admin", "appearance", "atom.xml", "cards", "css", "decades", "desk.css", "errors", "favicon.ico", "feed.json", "feeds", "feeds.opml", "healthz",
        "img", "js", "media", "opensearch.xml", "preview", "privacy", "random", "readyz", "robots.txt", "rss.xml", "search", "site.css", "site.webmanifest", "sitemap.xml", "sitemaps",
        "speculation.json", "years",
    };

    /// <summary>Whether the site itself answers at a path, whatever reviews there are, so that an old address there would never be asked for.</summary>
    /// <param name="path">A path in the form of <see cref="Redirect.NormalPath"/>.</param>
    public static bool IsAnsweredBySite(string path)
    {
        var parts = path.Split('/');
        return parts.Length < 2 || Answered.Contains(parts[1]) || (parts.Length == 2 && parts[1] is "" or "reviews" or "directors" or "themes");
    }

    extension(FilmBlogContext db)
    {
        /// <summary>
        /// Moves a review; the address it leaves redirects from now on, and reviews that pin or ban it name the new one. Nothing is saved
        /// yet. Null: it was moved, else why not.
        /// </summary>
        /// <param name="review">The review, with its redirects.</param>
        /// <param name="text">The new slug, as somebody wrote it.</param>
        /// <param name="known">The reviews that whoever asks may know of: others are not named. Null: all.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public async Task<string?> MoveAsync(Review review, string text, IQueryable<Review>? known, CancellationToken cancellationToken)
        {
            if (!Slug.TryParse(text, out var slug))
            {
                return Misshapen(text);
            }

            if (slug == review.Slug)
            {
                return "The review stands there already.";
            }

            if (await db.Reviews.AnyAsync(r => r.Slug == slug, cancellationToken))
            {
                var other = await (known ?? db.Reviews).Where(r => r.Slug == slug).Select(r => r.Headline ?? r.Film.Title).FirstOrDefaultAsync(cancellationToken);
                return other is null ? $"Another review stands at {Folder}{slug}." : $"Another review, “{other}”, stands at {Folder}{slug}.";
            }

            var (there, holder) = await db.RedirectAtAsync(review, Folder + slug, known, cancellationToken);
            if (holder is not null)
            {
                return holder;
            }

            if (there is not null)
            {
                // One of the review itself, or of something that was deleted: a page comes before it from now on.
                review.Redirects.Remove(there);
                db.Redirects.Remove(there);
            }

            var old = review.Slug.Value;
            await db.AdoptAsync(review, Folder + old, cancellationToken);
            review.Rename(slug);
            foreach (var recommending in await db.Reviews.Where(r => r.Pinned.Contains(old) || r.Banned.Contains(old)).ToListAsync(cancellationToken))
            {
                recommending.Recommend(Renamed(recommending.Pinned, old, slug), Renamed(recommending.Banned, old, slug));
            }

            return null;
        }

        /// <summary>Lets an old address lead to a review. Nothing is saved yet. Null: it does, else why not.</summary>
        /// <param name="review">The review, with its redirects.</param>
        /// <param name="address">A path from the root, as somebody wrote it.</param>
        /// <param name="known">The reviews that whoever asks may know of: others are not named. Null: all.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public Task<string?> LeadHereAsync(Review review, string address, IQueryable<Review>? known, CancellationToken cancellationToken) =>
            db.LeadAsync(review.Redirects, review, Folder + review.Slug, address, known, cancellationToken);

        /// <summary>Lets an old address lead to the page of a director or a theme. Nothing is saved yet. Null: it does, else why not.</summary>
        /// <param name="hub">The director or theme, with its redirects.</param>
        /// <param name="address">A path from the root, as somebody wrote it.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public Task<string?> LeadHereAsync(Hub hub, string address, CancellationToken cancellationToken) =>
            db.LeadAsync(hub.Redirects, null, hub.Path, address, known: null, cancellationToken);

        /// <summary>Lets an address answer that what stood there is gone for good. Nothing is saved yet. Null: it does, else why not.</summary>
        /// <param name="address">A path from the root, as somebody wrote it.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public async Task<string?> DeclareGoneAsync(string address, CancellationToken cancellationToken)
        {
            var gone = new List<Redirect>();
            var obstacle = await db.LeadAsync(gone, null, null, address, known: null, cancellationToken);
            db.Redirects.AddRange(gone.Where(r => db.Entry(r).State == EntityState.Detached));
            return obstacle;
        }

        // Adds the address to the redirects of what stands at "present", a review or not.
        private async Task<string?> LeadAsync(
            ICollection<Redirect> redirects, Review? review, string? present, string address, IQueryable<Review>? known, CancellationToken cancellationToken)
        {
            if (Redirect.NormalPath(address) is not { } path)
            {
                return "That is no path on this site: write it from the root, such as /2019/03/zerkalo, without the site’s name, “?” or “#”.";
            }

            var parts = path.Split('/');
            if (Answered.Contains(parts[1]))
            {
                return $"The site itself answers below /{parts[1]}: an old address there would never be asked for.";
            }

            if (path == present)
            {
                return review is null ? "Its page stands there already." : "The review stands there already.";
            }

            if (redirects.Any(r => r.Path == path))
            {
                return $"{path} leads here already.";
            }

            if (await db.PageAtAsync(parts, known, cancellationToken) is { } page)
            {
                return $"{page} stands at {path}: a page comes before an old address.";
            }

            var (there, holder) = await db.RedirectAtAsync(review, path, known, cancellationToken);
            if (holder is null)
            {
                redirects.Add(there ?? new Redirect(path));
            }

            return holder;
        }

        /// <summary>Makes an old address this review's that leads nowhere any more, so that it can be its own again.</summary>
        internal async Task AdoptAsync(Review review, string path, CancellationToken cancellationToken)
        {
            if (review.Redirects.All(r => r.Path != path)
                && await db.Redirects.SingleOrDefaultAsync(r => r.Path == path && r.ReviewId == null && r.DirectorId == null && r.ThemeId == null, cancellationToken) is { } abandoned)
            {
                review.Redirects.Add(abandoned);
            }
        }

        // The old address at a path, and, where others come by it, whose it is.
        private async Task<(Redirect? There, string? Holder)> RedirectAtAsync(Review? review, string path, IQueryable<Review>? known, CancellationToken cancellationToken)
        {
            var there = await db.Redirects.SingleOrDefaultAsync(r => r.Path == path, cancellationToken);
            var holder = there switch
            {
                { ReviewId: { } id } when id != review?.Id =>
                    await (known ?? db.Reviews).Where(r => r.Id == id).Select(r => "the review “" + (r.Headline ?? r.Film.Title) + "”").SingleOrDefaultAsync(cancellationToken) ?? "another review",
                { DirectorId: { } id } => await db.DirectorsOf(known).Where(d => d.Id == id).Select(d => "the page of " + d.Name).SingleOrDefaultAsync(cancellationToken) ?? "another page",
                { ThemeId: { } id } => await db.ThemesOf(known).Where(t => t.Id == id).Select(t => "the theme “" + t.Name + "”").SingleOrDefaultAsync(cancellationToken) ?? "another page",
                _ => null,
            };
            return (there, holder is null ? null : $"{path} is an old address of {holder}, whose readers still come by it.");
        }

        // What a reader would find there, for addresses of two parts that name a review or a hub.
        private async Task<string?> PageAtAsync(string[] parts, IQueryable<Review>? known, CancellationToken cancellationToken)
        {
            if (parts.Length == 2)
            {
                return parts[1] is "reviews" or "directors" or "themes" ? "A list" : null;
            }

            if (parts.Length != 3 || !Slug.TryParse(parts[2], out var slug))
            {
                return null;
            }

            return parts[1] switch
            {
                "reviews" when await db.Reviews.AnyAsync(r => r.Slug == slug, cancellationToken) =>
                    await (known ?? db.Reviews).Where(r => r.Slug == slug).Select(r => "The review “" + (r.Headline ?? r.Film.Title) + "”").FirstOrDefaultAsync(cancellationToken) ?? "Another review",
                "directors" when await db.Directors.AnyAsync(d => d.Slug == slug, cancellationToken) =>
                    await db.DirectorsOf(known).Where(d => d.Slug == slug).Select(d => "The page of " + d.Name).FirstOrDefaultAsync(cancellationToken) ?? "Another page",
                "themes" when await db.Themes.AnyAsync(t => t.Slug == slug, cancellationToken) =>
                    await db.ThemesOf(known).Where(t => t.Slug == slug).Select(t => "The theme “" + t.Name + "”").FirstOrDefaultAsync(cancellationToken) ?? "Another page",
                _ => null,
            };
        }

        private IQueryable<Director> DirectorsOf(IQueryable<Review>? known) =>
            known is null ? db.Directors : db.Directors.Where(d => known.Any(r => r.Film.Directors.Any(f => f.DirectorId == d.Id)));

        private IQueryable<Theme> ThemesOf(IQueryable<Review>? known) => known is null ? db.Themes : db.Themes.Where(t => known.Any(r => r.Themes.Any(c => c.ThemeId == t.Id)));
    }

    private static string Misshapen(string text) => text.Length switch
    {
        0 => "Write the last part of the address, such as zerkalo.",
        > Slug.MaxLength => $"The last part of an address has at most {Slug.MaxLength} characters; this one has {text.Length}.",
        _ => Slug.From(text) is { } near && near.Value != text
            ? $"An address has small letters a to z, digits, and single hyphens between words: {near} would do."
            : $"“{text}” cannot be an address: a system keeps that word for itself. Add another word.",
    };

    private static List<string> Renamed(IReadOnlyList<string> slugs, string old, Slug slug) => [.. slugs.Select(s => s == old ? slug.Value : s)];
}
