using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Crawlers.Links;

/// <summary>What stands at addresses of this site, asked of the database; a few queries for any number of them.</summary>
internal sealed class InsideLinks(FilmBlogContext db, ImageStore store, DateTimeOffset now)
{
    // What is there whatever the author writes.
    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        "/", "/reviews", "/directors", "/themes", "/random", "/appearance", "/privacy", "/search", "/feeds", "/atom.xml", "/rss.xml", "/feed.json", "/feeds.opml", "/search/atom.xml",
        "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/favicon.ico", "/site.webmanifest",
    };

    private static readonly string[] Feeds = ["atom.xml", "rss.xml", "feed.json"];

    // Ids that pages have by themselves, beside the headings of their texts.
    private static readonly string[] OwnIds = ["", "top", "content", "credits", "related", "blogroll"];

    /// <summary>What is wrong with these links.</summary>
    public async Task<IReadOnlyList<LinkFinding>> CheckAsync(IReadOnlyList<WrittenLink> links, CancellationToken cancellationToken)
    {
        var known = await LookUpAsync([.. links.Select(link => link.Path).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        var ids = await IdsAsync([.. links.Where(link => link.Fragment.Length > 0).Select(link => link.Path).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        return [.. links.Select(link => AnswerTo(link, known, ids).At(link.Place, link.Url)).OfType<LinkFinding>()];
    }

    private static bool Has(IReadOnlySet<string> headings, string fragment) =>
        OwnIds.Contains(fragment) || headings.Contains(fragment) || fragment.StartsWith("fn-", StringComparison.Ordinal) || fragment.StartsWith("fnref-", StringComparison.Ordinal);

    private static LinkAnswer AnswerTo(WrittenLink link, Known known, Dictionary<string, IReadOnlySet<string>> ids)
    {
        if (link.Path is not { } path)
        {
            return LinkAnswer.Broken("nothing stands there");
        }

        if (!Fixed.Contains(path) && !known.Pages.Contains(path))
        {
            return known.Moved.TryGetValue(path, out var present) ? LinkAnswer.Moved(present)
                : LinkAnswer.Broken(known.Hidden.Contains(path) ? "the review is not published: readers do not find it" : known.Gone.Contains(path) ? "it is gone for good" : "nothing stands there");
        }

        if (ids.TryGetValue(path, out var headings) && !Has(headings, link.Fragment))
        {
            return LinkAnswer.Broken($"the page has no heading \"{link.Fragment}\"");
        }

        // Capitals and a slash at the end cost readers a redirect.
        return path == Uri.UnescapeDataString(link.Address.AbsolutePath) ? LinkAnswer.Fine : LinkAnswer.Moved(path);
    }

    private async Task<Known> LookUpAsync(List<string> paths, CancellationToken cancellationToken)
    {
        var slugs = paths.Select(SlugOf).OfType<Slug>().Distinct().ToList();
        var years = paths.Select(YearsOf).OfType<(int First, int Last)>().ToList();
        var known = new Known();
        foreach (var review in await db.Reviews.Where(r => slugs.Contains(r.Slug)).Select(r => new { r.Slug, IsVisible = r.PublishedAt <= now }).ToListAsync(cancellationToken))
        {
            (review.IsVisible ? known.Pages : known.Hidden).UnionWith([$"/reviews/{review.Slug}", $"/reviews/{review.Slug}.md", $"/cards/reviews/{review.Slug}.png"]);
        }

        foreach (var slug in await db.Directors.Where(d => slugs.Contains(d.Slug) && d.Films.Any(f => f.Film.Reviews.Any(r => r.PublishedAt <= now))).Select(d => d.Slug).ToListAsync(cancellationToken))
        {
            known.Pages.UnionWith(HubPages("directors", slug));
        }

        foreach (var slug in await db.Themes.Where(t => slugs.Contains(t.Slug) && t.Reviews.Any(r => r.Review.PublishedAt <= now)).Select(t => t.Slug).ToListAsync(cancellationToken))
        {
            known.Pages.UnionWith(HubPages("themes", slug));
        }

        known.Pages.UnionWith((await db.SitePages.Select(p => p.Slug).ToListAsync(cancellationToken)).Select(slug => $"/{slug}"));
        if (years.Count > 0)
        {
            var shown = await db.Reviews.Published(now).Select(r => r.Film.Year).Distinct().ToListAsync(cancellationToken);
            known.Pages.UnionWith(paths.Where(path => YearsOf(path) is { } range && shown.Exists(year => year >= range.First && year <= range.Last)));
        }

        var pictures = new List<(string Path, string Hash)>();
        foreach (var path in paths.Where(path => path.StartsWith("/media/", StringComparison.Ordinal)))
        {
            if (ImageForm.TryParse(path["/media/".Length..], out var form) && File.Exists(store.PathOf(form.Hash)))
            {
                pictures.Add((path, form.Hash));
            }
        }

        var hashes = pictures.Select(p => p.Hash).Distinct().ToList();
        var named = hashes.Count == 0 ? [] : await db.Images.Where(i => hashes.Contains(i.Hash)).Select(i => i.Hash).ToListAsync(cancellationToken);
        known.Pages.UnionWith(pictures.Where(p => named.Contains(p.Hash)).Select(p => p.Path));

        foreach (var old in await db.Redirects.Where(r => paths.Contains(r.Path)).Select(r => new
        {
            r.Path,
            IsGone = r.ReviewId == null && r.DirectorId == null && r.ThemeId == null,
            Review = db.Reviews.Published(now).Where(v => v.Id == r.ReviewId).Select(v => (Slug?)v.Slug).FirstOrDefault(),
            Director = db.Directors.Where(d => d.Id == r.DirectorId).Select(d => (Slug?)d.Slug).FirstOrDefault(),
            Theme = db.Themes.Where(t => t.Id == r.ThemeId).Select(t => (Slug?)t.Slug).FirstOrDefault(),
        }).ToListAsync(cancellationToken))
        {
            if (old.IsGone)
            {
                known.Gone.Add(old.Path);
            }
            else if ((old.Review ?? old.Director ?? old.Theme) is { } slug)
            {
                known.Moved.Add(old.Path, $"/{(old.Review is not null ? "reviews" : old.Director is not null ? "directors" : "themes")}/{slug}");
            }
        }

        return known;
    }

    // The ids of the headings of the texts at these paths; paths that show no text are not in it.
    private async Task<Dictionary<string, IReadOnlySet<string>>> IdsAsync(List<string> paths, CancellationToken cancellationToken)
    {
        var slugs = paths.Select(SlugOf).OfType<Slug>().Distinct().ToList();
        var texts = new List<WrittenText>();
        texts.AddRange((await db.Reviews.Published(now).Where(r => slugs.Contains(r.Slug)).Select(r => new { r.Slug, r.Body.Markdown }).ToListAsync(cancellationToken))
            .Select(r => new WrittenText($"/reviews/{r.Slug}", r.Markdown)));
        texts.AddRange((await db.Directors.AsNoTracking().Where(d => slugs.Contains(d.Slug)).ToListAsync(cancellationToken)).Select(d => new WrittenText(d.Path, d.Introduction?.Markdown ?? "")));
        texts.AddRange((await db.Themes.AsNoTracking().Where(t => slugs.Contains(t.Slug)).ToListAsync(cancellationToken)).Select(t => new WrittenText(t.Path, t.Introduction?.Markdown ?? "")));
        texts.AddRange((await db.SitePages.AsNoTracking().Where(p => slugs.Contains(p.Slug)).ToListAsync(cancellationToken)).Select(p => new WrittenText($"/{p.Slug}", p.Body.Markdown)));
        var ids = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var text in texts.Where(text => paths.Contains(text.Path)))
        {
            if (text.Parse(out _) is { } body)
            {
                ids[text.Path] = body.Headings.Select(h => h.Id).ToHashSet(StringComparer.Ordinal);
            }
        }

        return ids;
    }

    private static IEnumerable<string> HubPages(string folder, Slug slug) =>
        Feeds.Select(feed => $"/{folder}/{slug}/{feed}").Concat([$"/{folder}/{slug}", $"/cards/{folder}/{slug}.png"]);

    // The last part of an address that has a slug for it, with or without what follows.
    private static Slug? SlugOf(string path)
    {
        var name = path.Split('/') switch
        {
            ["", "reviews" or "directors" or "themes", var last] => last,
            ["", "cards", "reviews" or "directors" or "themes", var last] => last,
            ["", "directors" or "themes", var slug, _] => slug,
            ["", var page] => page,
            _ => "",
        };
        return Slug.TryParse(name.Split('.')[0], out var found) ? found : null;
    }

    private static (int First, int Last)? YearsOf(string path) => path.Split('/') switch
    {
        ["", "years", { Length: 4 } year] when int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (number, number),
        ["", "decades", [_, _, _, '0', 's'] decade] when int.TryParse(decade.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first) => (first, first + 9),
        _ => null,
    };

    // Paths, by what stands there.
    private sealed class Known
    {
        public HashSet<string> Pages { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Hidden { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Gone { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Moved { get; } = new(StringComparer.Ordinal);
    }
}
