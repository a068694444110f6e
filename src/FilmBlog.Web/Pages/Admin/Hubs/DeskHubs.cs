using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>Directors and themes as the desk finds and changes them; pages show a change at once.</summary>
public sealed class DeskHubs(FilmBlogContext db, ProseWriter prose, Audit audit, Shown shown, TimeProvider clock)
{
    /// <summary>All of a kind.</summary>
    public IQueryable<Hub> Of(HubKind kind) => kind == HubKind.Director ? db.Directors : db.Themes;

    /// <summary>All of a kind, as rows of the list.</summary>
    public IQueryable<HubRow> Rows(HubKind kind) => kind == HubKind.Director
        ? db.Directors.Select(d => new HubRow
        {
            Id = d.Id,
            Name = d.Name,
            SortName = d.SortName,
            Slug = d.Slug,
            Reviews = d.Films.SelectMany(f => f.Film.Reviews).Count(),
            IsIntroduced = d.Introduction != null,
        })
        : db.Themes.Select(t => new HubRow
        {
            Id = t.Id,
            Name = t.Name,
            SortName = t.SortName,
            Slug = t.Slug,
            Reviews = t.Reviews.Count,
            IsIntroduced = t.Introduction != null,
        });

    /// <summary>The reviews of one, drafts and the bin too.</summary>
    public IQueryable<Review> ReviewsOf(HubKind kind, int id) => kind == HubKind.Director ? db.Reviews.By(id) : db.Reviews.On(id);

    /// <summary>The former introductions of one.</summary>
    public IQueryable<Revision> RevisionsOf(HubKind kind, int id) =>
        kind == HubKind.Director ? db.Revisions.Where(r => r.DirectorId == id) : db.Revisions.Where(r => r.ThemeId == id);

    /// <summary>One with its old addresses and its images; null when there is none.</summary>
    public async Task<Hub?> FindAsync(HubKind kind, int id, CancellationToken cancellationToken) => kind == HubKind.Director
        ? await Whole(db.Directors).SingleOrDefaultAsync(d => d.Id == id, cancellationToken)
        : await Whole(db.Themes).SingleOrDefaultAsync(t => t.Id == id, cancellationToken);

    /// <summary>The one of a name, however it is spelt in capitals and spaces; null when there is none.</summary>
    public Task<HubName?> NamedAsync(HubKind kind, string name, CancellationToken cancellationToken)
    {
        var key = Folding.NameKey(name);
        return Of(kind).Where(h => h.NameKey == key).Select(h => new HubName(h.Id, h.Name)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The names beside this one that may mean the same.</summary>
    public async Task<IReadOnlyList<HubName>> NearAsync(HubKind kind, string name, CancellationToken cancellationToken)
    {
        var all = await Of(kind).Select(h => new HubName(h.Id, h.Name)).ToListAsync(cancellationToken);
        var near = NearNames.Of(name, all.Select(other => other.Name));
        return [.. near.Select(found => all.First(other => other.Name == found))];
    }

    /// <summary>Why a slug cannot be the address of one, in a sentence; null when it can.</summary>
    public async Task<string?> WrongAddressAsync(HubKind kind, Hub hub, Slug slug, CancellationToken cancellationToken)
    {
        if (slug == hub.Slug)
        {
            return null;
        }

        if (await Of(kind).Where(h => h.Slug == slug).Select(h => h.Name).SingleOrDefaultAsync(cancellationToken) is { } other)
        {
            return $"The {kind.One} “{other}” stands at this address. Choose another, or merge the two.";
        }

        var path = hub.PathOf(slug);
        var old = await db.Redirects.Where(r => r.Path == path && (kind == HubKind.Director ? r.DirectorId : r.ThemeId) != hub.Id)
            .Select(r => db.Directors.Where(d => d.Id == r.DirectorId).Select(d => "the director “" + d.Name + "”").FirstOrDefault()
                ?? db.Themes.Where(t => t.Id == r.ThemeId).Select(t => "the theme “" + t.Name + "”").FirstOrDefault()
                ?? db.Reviews.Where(v => v.Id == r.ReviewId).Select(v => "the review “" + (v.Headline ?? v.Film.Title) + "”").FirstOrDefault())
            .FirstOrDefaultAsync(cancellationToken);
        return old is null ? null : $"This is an old address of {old}, and links to it lead there. Choose another.";
    }

    /// <summary>Waits for one's turn to write: what is found within it, nobody else changes before it is over.</summary>
    public Task<Writing> BeginAsync(CancellationToken cancellationToken) => db.BeginWritingAsync(cancellationToken);

    /// <summary>Names, addresses and describes one as its author wants; each change is noted.</summary>
    /// <param name="writing">The turn within which it was found and looked at; it ends.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="hub">As <see cref="FindAsync"/> gives it.</param>
    /// <param name="name">Its name, which no other has.</param>
    /// <param name="slug">Its slug, with which <see cref="WrongAddressAsync"/> finds nothing wrong.</param>
    /// <param name="introduction">Its new introduction; null: as it was.</param>
    /// <param name="by">The name of the author.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task SaveAsync(
        Writing writing, HubKind kind, Hub hub, string name, Slug slug, WrittenProse? introduction, string by, CancellationToken cancellationToken)
    {
        if (name != hub.Name)
        {
            audit.Note($"renamed the {kind.One}", name, $"was “{hub.Name}”");
            hub.Spell(name);
        }

        if (slug != hub.Slug)
        {
            audit.Note($"moved the {kind.One}", hub.Name, $"from {hub.Path} to {hub.PathOf(slug)}");
            await ClaimAsync(hub, hub.Path, cancellationToken);
            hub.Move(slug);
        }

        if (introduction is not null)
        {
            audit.Note($"described the {kind.One}", hub.Name);
            Remember(hub, hub, by);
            hub.Introduce(introduction.Prose.Markdown.Length == 0 ? null : introduction.Prose);
            prose.Show(hub.Images, introduction);
        }

        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        await shown.NowAsync(cancellationToken);
    }

    /// <summary>Deletes one that has no review, as was seen within this turn, which ends. Its old addresses are gone for good.</summary>
    public async Task DeleteAsync(Writing writing, HubKind kind, Hub hub, CancellationToken cancellationToken)
    {
        audit.Note($"deleted the {kind.One}", hub.Name);
        // Without it, what leads to it says that it is gone.
        await ClaimAsync(hub, hub.Path, cancellationToken);
        hub.LeadHere(hub.Path);
        db.Remove(hub);
        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        await shown.NowAsync(cancellationToken);
    }

    /// <summary>
    /// Makes two one: the reviews, the addresses and the former texts of the first become those of the second, and its introduction one of
    /// them. As many commands for ten reviews as for ten thousand.
    /// </summary>
    public async Task MergeAsync(HubKind kind, int id, int intoId, string by, CancellationToken cancellationToken)
    {
        await using var writing = await BeginAsync(cancellationToken);
        var reviews = await ReviewsOf(kind, id).Select(r => r.Id).ToListAsync(cancellationToken);
        var hub = await Of(kind).SingleAsync(h => h.Id == id, cancellationToken);
        // A page comes before what redirects from its address; without the page, it would lead on.
        await db.Redirects.Where(r => r.Path == hub.Path).ExecuteDeleteAsync(cancellationToken);
        await (kind == HubKind.Director ? MoveFilmsAsync(id, intoId, cancellationToken) : MoveReviewsAsync(id, intoId, cancellationToken));

        var into = (await FindAsync(kind, intoId, cancellationToken))!;
        Remember(into, hub, by);
        into.LeadHere(hub.Path);
        audit.Note($"merged the {kind.One}", hub.Name, $"into “{into.Name}”");
        db.Remove(hub);
        await db.SaveChangesAsync(cancellationToken);
        await db.NumberChangesAsync(reviews, cancellationToken);
        await writing.CommitAsync();
        await shown.NowAsync(cancellationToken);
    }

    private static IQueryable<THub> Whole<THub>(IQueryable<THub> hubs)
        where THub : Hub => hubs.Include(h => h.Redirects).Include(h => h.Images).ThenInclude(u => u.Image).AsSplitQuery();

    // An introduction does not note when it was saved, so that the former one is kept under the time at which it ended.
    private void Remember(Hub owner, Hub introduced, string by)
    {
        if (introduced.Introduction is { } former)
        {
            var text = ProseDocument.OfIntroduction(introduced.Name, former.Markdown);
            owner.Revisions.Add(new Revision(text, clock.GetUtcNow(), by, RevisionOrigin.Desk));
        }
    }

    // What was known of an address before its page stood there holds no more: the page is what readers know.
    private async Task ClaimAsync(Hub hub, string path, CancellationToken cancellationToken)
    {
        if (await db.Redirects.SingleOrDefaultAsync(r => r.Path == path, cancellationToken) is { } old)
        {
            hub.LeadHere(old);
        }
    }

    // Where both stand, one stays, at the place of the first.
    private async Task MoveReviewsAsync(int from, int into, CancellationToken cancellationToken)
    {
        var old = db.ReviewThemes.Where(t => t.ThemeId == from);
        await db.ReviewThemes.Where(t => t.ThemeId == into && old.Any(o => o.ReviewId == t.ReviewId && o.Position < t.Position))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Position, t => old.Where(o => o.ReviewId == t.ReviewId).Min(o => o.Position)), cancellationToken);
        await old.Where(o => db.ReviewThemes.Any(t => t.ThemeId == into && t.ReviewId == o.ReviewId)).ExecuteDeleteAsync(cancellationToken);
        await old.ExecuteUpdateAsync(set => set.SetProperty(t => t.ThemeId, into), cancellationToken);
        await db.Redirects.Where(r => r.ThemeId == from).ExecuteUpdateAsync(set => set.SetProperty(r => r.ThemeId, into), cancellationToken);
        await db.Revisions.Where(r => r.ThemeId == from).ExecuteUpdateAsync(set => set.SetProperty(r => r.ThemeId, into), cancellationToken);
    }

    private async Task MoveFilmsAsync(int from, int into, CancellationToken cancellationToken)
    {
        var old = db.FilmDirectors.Where(d => d.DirectorId == from);
        await db.FilmDirectors.Where(d => d.DirectorId == into && old.Any(o => o.FilmId == d.FilmId && o.Position < d.Position))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Position, d => old.Where(o => o.FilmId == d.FilmId).Min(o => o.Position)), cancellationToken);
        await old.Where(o => db.FilmDirectors.Any(d => d.DirectorId == into && d.FilmId == o.FilmId)).ExecuteDeleteAsync(cancellationToken);
        await old.ExecuteUpdateAsync(set => set.SetProperty(d => d.DirectorId, into), cancellationToken);
        await db.Redirects.Where(r => r.DirectorId == from).ExecuteUpdateAsync(set => set.SetProperty(r => r.DirectorId, into), cancellationToken);
        await db.Revisions.Where(r => r.DirectorId == from).ExecuteUpdateAsync(set => set.SetProperty(r => r.DirectorId, into), cancellationToken);
    }
}
