using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>The page about the site.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class AboutModel(AboutText about, ProseWriter prose) : DeskPage
{
    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>As it is stored; null: there is none yet.</summary>
    public SitePage? Stored { get; private set; }

    /// <summary>The text as readers would see it, when that was asked for.</summary>
    public WrittenProse? Preview { get; private set; }

    /// <summary>How what somebody else saved meanwhile differs from what was typed.</summary>
    public TextComparison? Conflict { get; private set; }

    /// <summary>Tells which text the form began with.</summary>
    public string Began { get; private set; } = "";

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        Began = AboutText.FingerprintOf(Stored);
        Input = new InputModel { Title = Stored?.Title ?? "About", Text = FormText.Text(Stored?.Body.Markdown) };
    }

    /// <summary>Shows the text as readers would see it. Nothing is saved.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        Preview = await WrittenAsync(cancellationToken);
        return Page();
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        // What is compared with is what will be replaced.
        await using var writing = await about.BeginAsync(cancellationToken);
        await LoadAsync(cancellationToken);
        var title = ModelState.Line("Input.Title", Input.Title, "The title", SitePage.MaxTitle);
        var text = FormText.Text(Input.Text);
        if (text.Length == 0)
        {
            ModelState.AddModelError("Input.Text", "The text is missing.");
        }

        var written = await WrittenAsync(cancellationToken);
        if (Stored?.Title == title && Stored is not null && FormText.Text(Stored.Body.Markdown) == text)
        {
            return Done("/admin/site/about", "Nothing was changed.");
        }

        if (AboutText.FingerprintOf(Stored) != Began)
        {
            Conflict = TextComparison.Of($"{Stored?.Title}\n\n{FormText.Text(Stored?.Body.Markdown)}", $"{title}\n\n{text}");
            Began = AboutText.FingerprintOf(Stored);
            ModelState.AddModelError("Input.Text", "Somebody else saved the page meanwhile. Nothing was overwritten: see below how yours differs, and save again to replace theirs.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await about.SaveAsync(writing, Stored, title!, written!, AuthorName, cancellationToken);
        return Done("/admin/site/about", $"Saved: readers see it.{written!.Warning}");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Entitle("About page");
        Began = Input.Began ?? "";
        Stored = await about.FindAsync(cancellationToken);
    }

    private Task<WrittenProse?> WrittenAsync(CancellationToken cancellationToken) =>
        prose.WriteAsync(FormText.Text(Input.Text), Stored?.Images ?? [], ModelState, "Input.Text", cancellationToken);

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The heading.</summary>
        public string? Title { get; set; }

        /// <summary>The text in Markdown.</summary>
        public string? Text { get; set; }

        /// <summary>Tells which text the form began with.</summary>
        public string? Began { get; set; }
    }
}
