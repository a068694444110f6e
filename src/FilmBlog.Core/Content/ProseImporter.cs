using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>
/// Imports pages and the introductions of directors and themes. Introductions come before the reviews, so that a director who is new with
/// both gets the slug that the file's name gives.
/// </summary>
internal sealed class ProseImporter(FilmBlogContext db, ImportRun run, ContentImages images)
{
    private const int MaxTitle = 300;
    private const int MaxName = 150;

    public async Task ImportAsync(ContentFile file, CancellationToken cancellationToken)
    {
        var problems = new List<ContentProblem>();
        if (await ReadAsync(file, problems, cancellationToken) is { } prose && !problems.Exists(p => !p.IsWarning))
        {
            run.Problems.AddRange(problems);
            var key = file.Kind == ContentKind.Page ? prose.Slug.Value : Folding.NameKey(prose.Heading);
            if (run.ClaimedBy(file.Kind, key, file) is { } earlier)
            {
                run.Fail(file, 1, $"{earlier} is about \"{prose.Heading}\" already; put the two into one file");
                return;
            }

            await SaveAsync(file, prose, cancellationToken);
        }
        else
        {
            run.Fail(problems);
        }
    }

    private async Task<IncomingProse?> ReadAsync(ContentFile file, List<ContentProblem> problems, CancellationToken cancellationToken)
    {
        if (!Slug.TryParse(Path.GetFileNameWithoutExtension(file.FullPath), out var slug))
        {
            problems.Add(new ContentProblem(file.Name, 1, "the file's name gives the address: small letters a to z, digits and single hyphens"));
            return null;
        }

        var (text, unreadable) = await ContentText.ReadAsync(file, cancellationToken);
        if (text is null)
        {
            problems.Add(unreadable!);
            return null;
        }

        if (FrontMatter.Split(text, out var missing) is not { } parts)
        {
            problems.Add(new ContentProblem(file.Name, 1, missing));
            return null;
        }

        try
        {
            var fields = new Fields(YamlTree.Read(parts.Yaml), "", 1,
                (line, message, warning) => problems.Add(new ContentProblem(file.Name, line, message, warning)));
            var heading = file.Kind == ContentKind.Page ? fields.RequiredText("title", MaxTitle) : fields.RequiredText("name", MaxName);
            fields.WarnOfUnknown();
            if (heading is null)
            {
                return null;
            }

            var body = MarkdownBody.Parse(parts.Body);
            var shown = await images.OfAsync(file, body, parts.BodyLine, problems, cancellationToken);
            var rendered = body.Render(url => shown.GetValueOrDefault(url)?.Shown);
            return new IncomingProse(slug, heading, new Prose(parts.Body, rendered.Html, MarkdownBody.Version), shown);
        }
        catch (YamlProblemException broken)
        {
            problems.Add(new ContentProblem(file.Name, 1 + broken.Line, broken.Message));
        }
        catch (MarkupRejectedException rejected)
        {
            problems.Add(new ContentProblem(file.Name, parts.BodyLine + rejected.Line - 1, rejected.Message));
        }

        return null;
    }

    private async Task SaveAsync(ContentFile file, IncomingProse prose, CancellationToken cancellationToken)
    {
        await using var writing = await run.BeginWritingAsync(cancellationToken);
        foreach (var image in prose.Images.Values)
        {
            if (!images.IsAtHand(image) && !await db.Images.AnyAsync(i => i.Hash == image.Hash, cancellationToken))
            {
                run.Fail(file, 1, "a picture of it was taken away while it was imported; import the file again");
                return;
            }
        }

        await (file.Kind switch
        {
            ContentKind.Page => SavePageAsync(prose, cancellationToken),
            ContentKind.Director => SaveDirectorAsync(file, prose, cancellationToken),
            _ => SaveThemeAsync(file, prose, cancellationToken),
        });
        await writing.CommitAsync();
    }

    private async Task SavePageAsync(IncomingProse prose, CancellationToken cancellationToken)
    {
        var page = await db.SitePages.Include(p => p.Images).ThenInclude(u => u.Image).SingleOrDefaultAsync(p => p.Slug == prose.Slug, cancellationToken);
        if (page is null)
        {
            page = new SitePage(prose.Slug, prose.Heading, prose.Text);
            db.SitePages.Add(page);
        }
        else if (page.Title == prose.Heading && page.Body.Markdown == prose.Text.Markdown && SameImages(page.Images, prose))
        {
            return;
        }
        else
        {
            var former = ReviewWriter.WriteProse("title", page.Title, LibraryImages.Named(page.Body.Markdown, Lost(page.Images, prose)));
            page.Revisions.Add(new Revision(former, page.SavedAt ?? run.StartedAt, page.SavedBy, RevisionOrigin.Import) { ImportId = run.Import?.Id });
            page.Write(prose.Heading, prose.Text);
        }

        page.WasSaved(run.StartedAt, run.By);
        await FinishAsync(page.Images, prose, cancellationToken);
    }

    private async Task SaveDirectorAsync(ContentFile file, IncomingProse prose, CancellationToken cancellationToken)
    {
        var key = Folding.NameKey(prose.Heading);
        var director = await db.Directors.Include(d => d.Images).ThenInclude(u => u.Image).SingleOrDefaultAsync(d => d.NameKey == key, cancellationToken);
        if (director is null)
        {
            director = new Director(prose.Heading, run.DirectorSlug(prose.Slug, prose.Heading));
            db.Directors.Add(director);
        }

        WarnOfOtherSlug(file, prose.Slug, director.Slug);
        if (director.Id != 0 && (director.Introduction?.Markdown ?? "") == prose.Text.Markdown && SameImages(director.Images, prose))
        {
            return;
        }

        Remember(director.Revisions, director.Name, director.Introduction, Lost(director.Images, prose));
        director.Introduce(prose.Introduction);
        await FinishAsync(director.Images, prose, cancellationToken);
    }

    private async Task SaveThemeAsync(ContentFile file, IncomingProse prose, CancellationToken cancellationToken)
    {
        var key = Folding.NameKey(prose.Heading);
        var theme = await db.Themes.Include(t => t.Images).ThenInclude(u => u.Image).SingleOrDefaultAsync(t => t.NameKey == key, cancellationToken);
        if (theme is null)
        {
            theme = new Theme(prose.Heading, run.ThemeSlug(prose.Slug, prose.Heading));
            db.Themes.Add(theme);
        }

        WarnOfOtherSlug(file, prose.Slug, theme.Slug);
        if (theme.Id != 0 && (theme.Introduction?.Markdown ?? "") == prose.Text.Markdown && SameImages(theme.Images, prose))
        {
            return;
        }

        Remember(theme.Revisions, theme.Name, theme.Introduction, Lost(theme.Images, prose));
        theme.Introduce(prose.Introduction);
        await FinishAsync(theme.Images, prose, cancellationToken);
    }

    // The slug is stored and never recomputed; who named the file otherwise is told where the introduction stands.
    private void WarnOfOtherSlug(ContentFile file, Slug wish, Slug slug)
    {
        if (wish != slug)
        {
            var message = $"the address stays {slug}, as it was made first; name the file so";
            run.Problems.Add(new ContentProblem(file.Name, 1, message, IsWarning: true));
        }
    }

    // An introduction does not note who wrote it, and when. That there was none is kept too: it can be brought back as well.
    private void Remember(ICollection<Revision> revisions, string name, Prose? introduction, IEnumerable<ImageUse> lost)
    {
        var former = ReviewWriter.WriteProse("name", name, LibraryImages.Named(introduction?.Markdown ?? "", lost));
        revisions.Add(new Revision(former, run.StartedAt, null, RevisionOrigin.Import) { ImportId = run.Import?.Id });
    }

    private static IEnumerable<ImageUse> Lost(IEnumerable<ImageUse> uses, IncomingProse prose) =>
        uses.Where(use => !prose.Images.TryGetValue(use.Url, out var image) || image.Hash != use.Image.Hash);

    private static bool SameImages(ICollection<ImageUse> stored, IncomingProse prose) =>
        stored.Count == prose.Images.Count && stored.All(use => prose.Images.TryGetValue(use.Url, out var image) && image.Hash == use.Image.Hash);

    private async Task FinishAsync(ICollection<ImageUse> uses, IncomingProse prose, CancellationToken cancellationToken)
    {
        db.ImageUses.RemoveRange(uses);
        foreach (var (url, incoming) in prose.Images)
        {
            var image = await db.Images.SingleOrDefaultAsync(i => i.Hash == incoming.Hash, cancellationToken)
                ?? db.Images.Local.FirstOrDefault(i => i.Hash == incoming.Hash)
                ?? new Image(
                    incoming.Hash, incoming.SourceHash, run.FreeImageName(incoming.Name), incoming.Width, incoming.Height, incoming.Length, incoming.Tone, run.StartedAt);
            uses.Add(new ImageUse(url, image));
        }

        await db.SaveChangesAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
        run.ProseWritten++;
    }

    private sealed record IncomingProse(Slug Slug, string Heading, Prose Text, IReadOnlyDictionary<string, IncomingImage> Images)
    {
        /// <summary>A file may only give a director a slug, and then there is nothing to introduce.</summary>
        public Prose? Introduction => Text.Markdown.Length == 0 ? null : Text;
    }
}
