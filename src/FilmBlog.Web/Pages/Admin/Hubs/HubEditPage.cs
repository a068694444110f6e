using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>A director or a theme: name, address, introduction.</summary>
public abstract class HubEditPage(HubKind kind, DeskHubs hubs, ProseWriter prose) : DeskPage
{
    /// <summary>Which of the two.</summary>
    public HubKind Kind => kind;

    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>As it is stored.</summary>
    public Hub Hub { get; private set; } = null!;

    /// <summary>How many reviews it has, drafts and the bin too.</summary>
    public int Reviews { get; private set; }

    /// <summary>Others whose names may mean the same.</summary>
    public IReadOnlyList<HubName> Near { get; private set; } = [];

    /// <summary>The other that has the name already, if one does.</summary>
    public HubName? Namesake { get; private set; }

    /// <summary>The introduction as readers would see it, when that was asked for.</summary>
    public WrittenProse? Preview { get; private set; }

    /// <summary>How what somebody else saved meanwhile differs from what was typed.</summary>
    public TextComparison? Conflict { get; private set; }

    /// <summary>Tells which introduction the form began with.</summary>
    public string Began { get; private set; } = "";

    private string Present => FormText.Text(Hub.Introduction?.Markdown);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Began = FormText.Fingerprint(Present);
        Input = new InputModel { Name = Hub.Name, Slug = Hub.Slug.Value, Introduction = Present };
        return Page();
    }

    /// <summary>Shows the introduction as readers would see it. Nothing is saved.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(int id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Began = Input.Began ?? "";
        Preview = await prose.WriteAsync(FormText.Text(Input.Introduction), Hub.Images, ModelState, "Input.Introduction", cancellationToken);
        return Page();
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        // What is compared with is what will be replaced.
        await using var writing = await hubs.BeginAsync(cancellationToken);
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Began = Input.Began ?? "";
        var name = await NameAsync(cancellationToken);
        var slug = await SlugAsync(cancellationToken);
        var introduction = await IntroductionAsync(cancellationToken);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        try
        {
            await hubs.SaveAsync(writing, kind, Hub, name!, slug, introduction, AuthorName, cancellationToken);
        }
        catch (DbUpdateException)
        {
            ModelState.AddModelError("", "Somebody else took this name or address just now. Look again, and save once more.");
            return Page();
        }

        return Done(kind.PathOf(id), $"Saved: “{Hub.Name}” stands at {Hub.Path}.{introduction?.Warning}");
    }

    private async Task<bool> LoadAsync(int id, CancellationToken cancellationToken)
    {
        if (await hubs.FindAsync(kind, id, cancellationToken) is not { } hub)
        {
            return false;
        }

        Hub = hub;
        Reviews = await hubs.ReviewsOf(kind, id).CountAsync(cancellationToken);
        Near = await hubs.NearAsync(kind, hub.Name, cancellationToken);
        Entitle(hub.Name);
        return true;
    }

    private async Task<string?> NameAsync(CancellationToken cancellationToken)
    {
        var name = ModelState.Line("Input.Name", Input.Name, "The name", Hub.MaxName);
        if (name is not null && await hubs.NamedAsync(kind, name, cancellationToken) is { } other && other.Id != Hub.Id)
        {
            Namesake = other;
            ModelState.AddModelError("Input.Name", $"There is a {kind.One} “{other.Name}” already. Merge the two, or choose another name.");
        }

        return name;
    }

    private async Task<Slug> SlugAsync(CancellationToken cancellationToken)
    {
        var typed = (Input.Slug ?? "").Trim();
        if (!Slug.TryParse(typed, out var slug))
        {
            ModelState.AddModelError("Input.Slug", FormText.WrongSlug(typed));
        }
        else if (await hubs.WrongAddressAsync(kind, Hub, slug, cancellationToken) is { } wrong)
        {
            ModelState.AddModelError("Input.Slug", wrong);
        }

        return slug;
    }

    // Null where it stays. Who did not touch it does not undo what somebody else saved meanwhile.
    private async Task<WrittenProse?> IntroductionAsync(CancellationToken cancellationToken)
    {
        var typed = FormText.Text(Input.Introduction);
        if (typed == Present || FormText.Fingerprint(typed) == Began)
        {
            return null;
        }

        if (FormText.Fingerprint(Present) != Began)
        {
            Conflict = TextComparison.Of(Present, typed);
            Began = FormText.Fingerprint(Present);
            ModelState.AddModelError("Input.Introduction", "Somebody else saved another introduction meanwhile. Nothing was overwritten: see below how yours differs, and save again to replace theirs.");
        }

        return await prose.WriteAsync(typed, Hub.Images, ModelState, "Input.Introduction", cancellationToken);
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The name.</summary>
        public string? Name { get; set; }

        /// <summary>The last part of the address.</summary>
        public string? Slug { get; set; }

        /// <summary>The introduction in Markdown.</summary>
        public string? Introduction { get; set; }

        /// <summary>Tells which introduction the form began with.</summary>
        public string? Began { get; set; }
    }
}
