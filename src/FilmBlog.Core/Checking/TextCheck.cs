using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Checking;

/// <summary>Every text and what was rendered from it against the digest that was noted when it was saved.</summary>
internal sealed class TextCheck(FilmBlogContext db, Rerenderer rerenderer)
{
    private const int Batch = 200;

    // Of no renderer: what has it is rendered anew.
    private const int NoVersion = 0;

    private readonly List<(string Place, string What)> sources = [];
    private readonly List<(string Place, Func<CancellationToken, Task> Forget)> renderings = [];
    private int withoutDigest;

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(bool repair, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        var findings = sources.Select(source => new CheckFinding(source.Place, source.What, DataCheck.OnlyABackup)).ToList();
        if (repair)
        {
            foreach (var (_, forget) in renderings)
            {
                await forget(cancellationToken);
            }

            var (_, problems) = await rerenderer.RenderOutdatedAsync(cancellationToken);
            findings.AddRange(problems.Select(problem => new CheckFinding("rendering", problem, "mend the text at the desk")));
            await TextDigests.NoteAsync(db, cancellationToken);
        }

        findings.AddRange(renderings.Select(rendering => new CheckFinding(
            rendering.Place, "the page is not what was rendered from its text", repair ? "rendered anew" : DataCheck.RepairMends, repair)));
        if (withoutDigest > 0)
        {
            findings.Add(new CheckFinding("texts", $"{withoutDigest} have no digest by which they could be checked", repair ? "noted as they are" : DataCheck.RepairMends, repair));
        }

        return findings;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
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

            foreach (var text in some)
            {
                Compare($"/reviews/{text.Slug}", text.Digest, TextDigest.Of(text.Markdown, text.Html, text.PlainText), token => db.WriteAsync(
                    () => db.ReviewBodies.Where(b => b.ReviewId == text.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.MarkupVersion, NoVersion), token), token));
            }

            last = some[^1].Id;
        }

        foreach (var page in await db.SitePages.ToListAsync(cancellationToken))
        {
            Compare($"/{page.Slug}", page.Body, token => ForgetAsync(prose => page.Write(page.Title, prose), page.Body, token));
        }

        foreach (var director in await db.Directors.Where(d => d.Introduction != null).ToListAsync(cancellationToken))
        {
            Compare(director.Path, director.Introduction!, token => ForgetAsync(director.Introduce, director.Introduction!, token));
        }

        foreach (var theme in await db.Themes.Where(t => t.Introduction != null).ToListAsync(cancellationToken))
        {
            Compare(theme.Path, theme.Introduction!, token => ForgetAsync(theme.Introduce, theme.Introduction!, token));
        }
    }

    private async Task ForgetAsync(Action<Prose> write, Prose prose, CancellationToken cancellationToken)
    {
        write(new Prose(prose.Markdown, prose.Html, NoVersion));
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Compare(string place, Prose prose, Func<CancellationToken, Task> forget) => Compare(place, prose.Digest, TextDigest.Of(prose.Markdown, prose.Html), forget);

    private void Compare(string place, string? noted, string found, Func<CancellationToken, Task> forget)
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
            renderings.Add((place, forget));
        }
    }
}
