using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Writing;

/// <summary>Advice before a review is published: nothing of it keeps anyone from publishing.</summary>
/// <param name="Matter">What it is about, in a word or two: "Themes".</param>
/// <param name="Sentence">What could be better, and what readers see as it is.</param>
public sealed record Advice(string Matter, string Sentence);

/// <summary>Looks a review over before readers do.</summary>
public sealed class PublishingCheck(FilmBlogContext db)
{
    private const int MostOfAKind = 5;

    /// <summary>What could be better in a manuscript that is complete; empty: nothing. A fixed number of queries.</summary>
    /// <param name="examination">The manuscript, looked at.</param>
    /// <param name="site">The site's public address: links that begin with it lead inside, too; null where it is not known.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Advice>> AdviseAsync(Examination examination, Uri? site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (examination is not { Document: { } document, Essay: { } essay, Body: { } body })
        {
            return [];
        }

        List<Advice> advice = [.. OfFilm(document.Film)];
        if (document.Themes.Count < 2)
        {
            advice.Add(new("Themes", $"It carries {(document.Themes.Count == 0 ? "no theme" : "one theme")}; with two or more, readers are led to films that share them."));
        }

        if (document.Facts.Excerpt is null)
        {
            advice.Add(new("Excerpt", body.Excerpt.Length == 0
                ? "There is no excerpt, and no paragraph that could stand for one: lists say nothing about the review."
                : $"There is no excerpt: lists show how the essay begins, “{body.Excerpt}”"));
        }

        if (body.Words == 0)
        {
            advice.Add(new("Essay", "There is no essay yet."));
        }

        advice.AddRange(examination.Problems.Where(p => p.IsWarning).Select(p => new Advice(p.Field is "body" or "" ? "Essay" : p.Field, p.Message)));
        advice.AddRange(OfPictures(examination, essay));
        advice.AddRange(OfHeadings(essay));
        advice.AddRange(await OfLinksAsync(essay, site, now, cancellationToken));
        if (!document.Facts.HasSpoilers && !essay.HasSpoilers)
        {
            advice.Add(new("Spoilers", "Nothing is marked as a spoiler. Where the essay gives something away, put it between two bars on either side, ||so||, or say that the whole review does."));
        }

        return advice;
    }

    private static IEnumerable<Advice> OfFilm(FilmFacts film)
    {
        if (film.ImdbRating is null)
        {
            yield return new("Film", "It has no IMDb rating: tables say “not rated”.");
        }

        List<string> missing = [];
        if (film.ImdbId is null)
        {
            missing.Add("IMDb id");
        }

        if (film.Countries.Count == 0)
        {
            missing.Add("country");
        }

        if (film.Languages.Count == 0)
        {
            missing.Add("language");
        }

        if (film.Runtime is null)
        {
            missing.Add("running time");
        }

        if (missing.Count > 0)
        {
            yield return new("Film", $"The credits leave out what is not told: {string.Join(", ", missing)}.");
        }
    }

    private static IEnumerable<Advice> OfPictures(Examination examination, MarkdownBody essay)
    {
        if (examination.Cover is not null && examination.Manuscript.CoverAlt.Trim().Length == 0)
        {
            yield return new("Cover", "Who does not see the cover is told nothing about it: describe it in a few words.");
        }

        foreach (var image in essay.Images.Where(i => i.Alt.Trim().Length == 0).Take(MostOfAKind))
        {
            yield return new("Images", $"Line {LineOf(image.Line)}: the image has no description for those who do not see it.");
        }
    }

    private static IEnumerable<Advice> OfHeadings(MarkdownBody essay) => essay.Headings.Zip(essay.Headings.Skip(1))
        .Where(pair => pair.Second.Level > pair.First.Level + 1).Take(MostOfAKind)
        .Select(pair => new Advice("Headings", $"Line {LineOf(pair.Second.Line)}: a heading of level {pair.Second.Level} follows one of level {pair.First.Level}; readers see it as the next level."));

    private async Task<IReadOnlyList<Advice>> OfLinksAsync(MarkdownBody essay, Uri? site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<Advice> advice = [.. essay.Links.Where(l => l.IsBare).Take(MostOfAKind)
            .Select(l => new Advice("Links", $"Line {LineOf(l.Line)}: readers see the address {Shortened(l.Url)}; words in its place read better, and better aloud."))];
        var inside = essay.Links.Select(l => (Link: l, Path: PathWithin(l.Url, site))).Where(l => l.Path is not null).Select(l => (l.Link, Path: l.Path!)).ToList();
        var slugs = inside.Select(l => SlugOf(l.Path)).OfType<Slug>().Distinct().ToList();
        var paths = inside.Select(l => l.Path).Distinct(StringComparer.Ordinal).ToList();
        if (slugs.Count == 0)
        {
            return advice;
        }

        var reviews = await db.Reviews.Where(r => slugs.Contains(r.Slug)).Select(r => new { r.Slug, IsPublished = r.PublishedAt <= now })
            .ToDictionaryAsync(r => $"/reviews/{r.Slug}", r => r.IsPublished, StringComparer.Ordinal, cancellationToken);
        var others = (await db.Directors.Where(d => slugs.Contains(d.Slug)).Select(d => new { Folder = "/directors/", d.Slug })
                .Concat(db.Themes.Where(t => slugs.Contains(t.Slug)).Select(t => new { Folder = "/themes/", t.Slug })).ToListAsync(cancellationToken))
            .Select(h => h.Folder + h.Slug)
            .Concat(await db.Redirects.Where(r => paths.Contains(r.Path) && (r.ReviewId != null || r.DirectorId != null || r.ThemeId != null)).Select(r => r.Path).ToListAsync(cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (link, path) in inside.Where(l => SlugOf(l.Path) is not null && !others.Contains(l.Path)))
        {
            if (!reviews.TryGetValue(path, out var isPublished))
            {
                advice.Add(new("Links", $"Line {LineOf(link.Line)}: nothing stands at {Shortened(path)}."));
            }
            else if (!isPublished)
            {
                advice.Add(new("Links", $"Line {LineOf(link.Line)}: the review at {Shortened(path)} is not published; readers do not find it."));
            }
        }

        return advice;
    }

    // The path of a link that leads inside the site, as the site looks it up.
    private static string? PathWithin(string url, Uri? site)
    {
        var path = url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) ? url
            : site is not null && Uri.TryCreate(url, UriKind.Absolute, out var absolute) && Uri.Compare(absolute, site, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0 ? absolute.AbsolutePath
            : null;
        return path is null ? null : Redirect.NormalPath(path[..(path.IndexOfAny(['?', '#']) is >= 0 and var end ? end : path.Length)]);
    }

    private static Slug? SlugOf(string path) =>
        path.Split('/') is ["", "reviews" or "directors" or "themes", var last] && Slug.TryParse(last, out var slug) ? slug : null;

    // A body begins with an empty line in a file, and without it in the form.
    private static int LineOf(int line) => Math.Max(1, line - 1);

    private static string Shortened(string url) => url.Length <= 100 ? url : url[..100] + "…";
}
