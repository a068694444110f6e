using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Site;

/// <summary>What the site says of itself. What is left empty is the operator's to say.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class SiteModel(FilmBlogContext db, SiteOptions options, Audit audit, Shown shown) : DeskPage
{
    /// <summary>What was filled in.</summary>
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>What the operator says.</summary>
    public SiteOptions Operator => options;

    /// <summary>The names of the time zones that this machine knows.</summary>
    public static IEnumerable<string> Zones => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Order(StringComparer.Ordinal);

    /// <summary>Shows what is set.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Entitle("Site");
        var set = await SetAsync(cancellationToken);
        Input = new InputModel
        {
            Title = Value(nameof(SiteOptions.Title)),
            Tagline = Value(nameof(SiteOptions.Tagline)),
            HasNoTagline = Value(nameof(SiteOptions.Tagline)) == "",
            Author = Value(nameof(SiteOptions.Author)),
            Language = Value(nameof(SiteOptions.Language)),
            TimeZone = Value(nameof(SiteOptions.TimeZone)),
        };

        string? Value(string name) => set.GetValueOrDefault(SiteProfile.Prefix + name)?.Value;
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Entitle("Site");
        var title = ModelState.Line("Input.Title", Input.Title, "The title", 100, required: false);
        var tagline = ModelState.Line("Input.Tagline", Input.Tagline, "The line", 200, required: false);
        var author = ModelState.Line("Input.Author", Input.Author, "The name", 150, required: false);
        var language = ModelState.Line("Input.Language", Input.Language, "The language", 100, required: false);
        var zone = ModelState.Line("Input.TimeZone", Input.TimeZone, "The time zone", 100, required: false);
        if (language is not null && SiteProfile.CultureOf(language) is null)
        {
            ModelState.AddModelError("Input.Language", $"“{language}” is no language; write a tag such as en, en-GB, de or pt-BR.");
        }

        if (zone is not null && SiteProfile.ZoneOf(zone) is null)
        {
            ModelState.AddModelError("Input.TimeZone", $"“{zone}” is no time zone; write a name such as UTC, Europe/Berlin or America/New_York.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var set = await SetAsync(cancellationToken);
        Write(set, nameof(SiteOptions.Title), title);
        Write(set, nameof(SiteOptions.Tagline), Input.HasNoTagline ? "" : tagline);
        Write(set, nameof(SiteOptions.Author), author);
        Write(set, nameof(SiteOptions.Language), language);
        Write(set, nameof(SiteOptions.TimeZone), zone);
        await db.SaveChangesAsync(cancellationToken);
        await shown.NowAsync(cancellationToken);
        return Done("/admin/site", "Saved: every page says so from now on.");
    }

    private Task<Dictionary<string, Setting>> SetAsync(CancellationToken cancellationToken) =>
        db.Settings.Where(s => s.Name.StartsWith(SiteProfile.Prefix)).ToDictionaryAsync(s => s.Name, cancellationToken);

    private void Write(Dictionary<string, Setting> set, string name, string? value)
    {
        var former = set.GetValueOrDefault(SiteProfile.Prefix + name);
        if (former?.Value == value)
        {
            return;
        }

        audit.Note("set up the site", name, value is null ? "back to the operator’s" : value.Length == 0 ? "none" : $"“{value}”");
        if (value is null)
        {
            db.Settings.Remove(former!);
        }
        else if (former is null)
        {
            db.Settings.Add(new Setting(SiteProfile.Prefix + name, value));
        }
        else
        {
            former.Value = value;
        }
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary>The site's name.</summary>
        public string? Title { get; set; }

        /// <summary>One line under it.</summary>
        public string? Tagline { get; set; }

        /// <summary>Whether there is no such line, whatever the operator says.</summary>
        public bool HasNoTagline { get; set; }

        /// <summary>Who writes.</summary>
        public string? Author { get; set; }

        /// <summary>The language's tag.</summary>
        public string? Language { get; set; }

        /// <summary>The time zone's name.</summary>
        public string? TimeZone { get; set; }
    }
}
