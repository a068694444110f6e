using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Checking;

/// <summary>Every text and what was rendered from it against the digest that was noted when it was saved.</summary>
internal sealed class TextCheck(FilmBlogContext db, Rerenderer rerenderer)
{
    private const int Batch = 200;

    // Only a picture of the blog is rendered so: what an author writes cannot hold a quotation mark that is not escaped.
    private const string Shown = "src=\"/media/";
    private const int HashLength = 64;
    private const string OtherRendering = "the page is not what was rendered from its text";
    private const string OtherPictures = "the page shows a picture that is not the one of its text";

    private readonly List<(string Place, string What)> sources = [];
    private readonly List<(string Place, string What, Func<CancellationToken, Task> Forget)> renderings = [];
    private int withoutDigest;

    /// <summary>Checks them.</summary>
    /// <param name="repair">Whether to render anew what differs.</param>
    /// <param name="looked">Told how many more reviews were looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<CheckFinding>> RunAsync(bool repair, Action<int> looked, CancellationToken cancellationToken)
    {
        await LookAsync(looked, cancellationToken);
        var findings = sources.Select(source => new CheckFinding(source.Place, source.What, DataCheck.OnlyABackup)).ToList();
        if (repair)
        {
            foreach (var (_, _, forget) in renderings)
            {
                await forget(cancellationToken);
            }

            var (_, problems) = await rerenderer.RenderOutdatedAsync(cancellationToken);
            findings.AddRange(problems.Select(problem => new CheckFinding("rendering", problem, "mend the text at the desk")));
            await TextDigests.NoteAsync(db, cancellationToken);
        }

        findings.AddRange(renderings.Select(rendering => new CheckFinding(
            rendering.Place, rendering.What, repair ? "rendered anew" : DataCheck.RepairMends, repair)));
        if (withoutDigest > 0)
        {
            findings.Add(new CheckFinding("texts", $"{withoutDigest} have no digest by which they could be checked", repair ? "noted as they are" : DataCheck.RepairMends, repair));
        }

        return findings;
    }

    private async Task LookAsync(Action<int> looked, CancellationToken cancellationToken)
    {
        for (var last = 0; ;)
        {
            var after = last;
            var some = await db.Reviews.AsNoTracking().Where(r => r.Id > after).OrderBy(r => r.Id).Take(Batch)
                .Select(r => new { r.Id, r.Slug, r.Body.Markdown, r.Body.Html, r.Body.PlainText, r.Body.Digest }).ToListAsync(cancellationToken);
            if (some.Count == 0)
            {
                break;
            }

            last = some[^1].Id;
            var pictures = (await db.ImageUses.Where(u => u.ReviewId > after && u.ReviewId <= last).Select(u => new { u.ReviewId, u.Image.Hash }).ToListAsync(cancellationToken))
                .ToLookup(u => u.ReviewId, u => u.Hash);
            foreach (var text in some)
            {
                Compare($"/reviews/{text.Slug}", text.Digest, TextDigest.Of(text.Markdown, text.Html, text.PlainText), text.Html, pictures[text.Id], token => db.WriteAsync(
                    () => db.ReviewBodies.Where(b => b.ReviewId == text.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.MarkupVersion, Rerenderer.NoVersion), token), token));
            }

            looked(some.Count);
        }

        foreach (var page in await db.SitePages.Include(p => p.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            Compare($"/{page.Slug}", page.Body, page.Images, token => ForgetAsync(prose => page.Write(page.Title, prose), page.Body, token));
        }

        foreach (var director in await db.Directors.Where(d => d.Introduction != null).Include(d => d.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            Compare(director.Path, director.Introduction!, director.Images, token => ForgetAsync(director.Introduce, director.Introduction!, token));
        }

        foreach (var theme in await db.Themes.Where(t => t.Introduction != null).Include(t => t.Images).ThenInclude(u => u.Image).ToListAsync(cancellationToken))
        {
            Compare(theme.Path, theme.Introduction!, theme.Images, token => ForgetAsync(theme.Introduce, theme.Introduction!, token));
        }
    }

    private async Task ForgetAsync(Action<Prose> write, Prose prose, CancellationToken cancellationToken)
    {
        write(Rerenderer.Marked(prose));
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Compare(string place, Prose prose, IEnumerable<ImageUse> uses, Func<CancellationToken, Task> forget) =>
        Compare(place, prose.Digest, TextDigest.Of(prose.Markdown, prose.Html), prose.Html, uses.Select(use => use.Image.Hash), forget);

    private void Compare(string place, string? noted, string found, string html, IEnumerable<string> pictures, Func<CancellationToken, Task> forget)
    {
        if (noted is null)
        {
            withoutDigest++;
        }
        else if (!TextDigest.IsOfSameSource(noted, found))
        {
            sources.Add((place, "its text is not what was saved"));
        }
        else if (noted != found)
        {
            renderings.Add((place, OtherRendering, forget));
        }
        else if (PicturesIn(html).Except(pictures, StringComparer.Ordinal).Any())
        {
            renderings.Add((place, OtherPictures, forget));
        }
    }

    private static IEnumerable<string> PicturesIn(string html)
    {
        for (var at = 0; (at = html.IndexOf(Shown, at, StringComparison.Ordinal)) >= 0;)
        {
            at += Shown.Length;
            if (html.Length - at >= HashLength)
            {
                yield return html.Substring(at, HashLength);
            }
        }
    }
}
