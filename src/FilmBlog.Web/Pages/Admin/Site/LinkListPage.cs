using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>A list of links that the author keeps: added, changed, removed, put in order.</summary>
public abstract class LinkListPage(SiteLinkList list, int most, FilmBlogContext db, Audit audit, Shown shown) : DeskPage
{
    private string Name => list == SiteLinkList.Navigation ? "navigation" : "blogroll";

    /// <summary>The page's address.</summary>
    public string Address => $"/admin/site/{Name}";

    /// <summary>Whether each entry has a note and a feed, and leads to another site.</summary>
    public bool IsBlogroll => list == SiteLinkList.Blogroll;

    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<SiteLink> Links { get; private set; } = [];

    /// <summary>The one that the form changes; null: it adds another.</summary>
    public SiteLink? Changing { get; private set; }

    /// <summary>Whether there is room for another.</summary>
    public bool HasRoom => Links.Count < most;

    /// <summary>Shows the list, and a form for an entry.</summary>
    /// <param name="change">The entry to change; null: another one.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task<IActionResult> OnGetAsync(int? change, CancellationToken cancellationToken)
    {
        await LoadAsync(change, cancellationToken);
        if (change is not null && Changing is null)
        {
            return NotFound();
        }

        Input = new InputModel { Text = Changing?.Text, Url = Changing?.Url, Note = Changing?.Note, FeedUrl = Changing?.FeedUrl };
        return Page();
    }

    /// <summary>Adds an entry, or changes one.</summary>
    public async Task<IActionResult> OnPostAsync(int? change, CancellationToken cancellationToken)
    {
        await LoadAsync(change, cancellationToken);
        if (change is not null && Changing is null)
        {
            return Done(Address, "Somebody else removed this entry meanwhile.");
        }

        var text = ModelState.Line("Input.Text", Input.Text, "The text", SiteLink.MaxText);
        var url = ModelState.Line("Input.Url", Input.Url, "The address", SiteLink.MaxUrl);
        var note = ModelState.Line("Input.Note", Input.Note, "The note", SiteLink.MaxNote, required: false);
        var feed = ModelState.Line("Input.FeedUrl", Input.FeedUrl, "The feed’s address", SiteLink.MaxUrl, required: false);
        if (url is not null && !SiteLink.IsWebAddress(url) && (IsBlogroll || !SiteLink.IsPath(url)))
        {
            ModelState.AddModelError("Input.Url", IsBlogroll
                ? "An address begins with https:// or http:// and names a site, such as https://example.org/films."
                : "An address is a path on this site, such as /years/1975, or begins with https:// or http:// and names a site.");
        }

        if (feed is not null && !SiteLink.IsWebAddress(feed))
        {
            ModelState.AddModelError("Input.FeedUrl", "A feed’s address begins with https:// or http:// and names a site, such as https://example.org/atom.xml.");
        }

        if (Changing is null && !HasRoom)
        {
            ModelState.AddModelError("", $"There are {most} entries already: change or remove one of them.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var link = Changing ?? new SiteLink(list, text!, url!, Links.Count == 0 ? 0 : Links[^1].Position + 1);
        link.Write(text!, url!, IsBlogroll ? note : null, IsBlogroll ? feed : null);
        if (Changing is null)
        {
            db.SiteLinks.Add(link);
        }

        return await SavedAsync(Changing is null ? "added to" : "changed", link, $"Saved: “{text}”.", cancellationToken);
    }

    /// <summary>Moves an entry one place up or down.</summary>
    public async Task<IActionResult> OnPostMoveAsync(int id, bool up, CancellationToken cancellationToken)
    {
        await LoadAsync(id, cancellationToken);
        if (Changing is null)
        {
            return Done(Address, "Somebody else removed this entry meanwhile.");
        }

        var order = Links.ToList();
        var place = order.IndexOf(Changing);
        order.RemoveAt(place);
        order.Insert(Math.Clamp(place + (up ? -1 : 1), 0, order.Count), Changing);
        for (var position = 0; position < order.Count; position++)
        {
            order[position].Stand(position);
        }

        return await SavedAsync("put in order", Changing, $"“{Changing.Text}” is entry {order.IndexOf(Changing) + 1} of {order.Count} now.", cancellationToken);
    }

    /// <summary>Removes an entry.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(int id, CancellationToken cancellationToken)
    {
        await LoadAsync(id, cancellationToken);
        if (Changing is null)
        {
            return Done(Address, "Somebody else removed this entry meanwhile.");
        }

        db.SiteLinks.Remove(Changing);
        return await SavedAsync("removed from", Changing, $"Removed: “{Changing.Text}”, which led to {Changing.Url}.", cancellationToken);
    }

    /// <summary>Reads what the page shows beside the list.</summary>
    protected virtual Task LoadMoreAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task LoadAsync(int? id, CancellationToken cancellationToken)
    {
        Entitle(IsBlogroll ? "Blogroll" : "Navigation");
        Links = await db.SiteLinks.Where(l => l.List == list).OrderBy(l => l.Position).ThenBy(l => l.Id).ToListAsync(cancellationToken);
        Changing = Links.FirstOrDefault(l => l.Id == id);
        await LoadMoreAsync(cancellationToken);
    }

    private async Task<IActionResult> SavedAsync(string action, SiteLink link, string message, CancellationToken cancellationToken)
    {
        audit.Note($"{action} the {Name}", link.Text, link.Url);
        await db.SaveChangesAsync(cancellationToken);
        await shown.NowAsync(cancellationToken);
        return Done(Address, message);
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>What it says.</summary>
        public string? Text { get; set; }

        /// <summary>Where it leads.</summary>
        public string? Url { get; set; }

        /// <summary>A sentence about it.</summary>
        public string? Note { get; set; }

        /// <summary>Its feed.</summary>
        public string? FeedUrl { get; set; }
    }
}
