using System.Globalization;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Media;

/// <summary>A picture: how to show it, where it is shown, another in its place, away with it.</summary>
public sealed class PictureModel(FilmBlogContext db, ImageLibrary library, Audit audit, TimeProvider clock) : DeskPage
{
    /// <summary>The picture.</summary>
    public Image Image { get; private set; } = null!;

    /// <summary>The instant of the request.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Where it is shown, as far as that is the signed-in author's business.</summary>
    public IReadOnlyList<ImagePlace> Places { get; private set; } = [];

    /// <summary>Whether others show it where readers do not see it.</summary>
    public bool IsUsedByOthers { get; private set; }

    /// <summary>The form of it that the page shows.</summary>
    public string Address => ImageSources.AddressFor(Image.Hash, Image.Width, 1200);

    /// <summary>What to write into a text.</summary>
    public string Markdown => $"![]({LibraryImages.AddressOf(Image)})";

    /// <summary>Whether the signed-in author may replace and delete it. What a picture shows concerns every author's texts, so that is the owner's.</summary>
    public bool MayChange => User.IsOwner;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Deletes it, unless something shows it.</summary>
    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        if (!MayChange)
        {
            return Forbid();
        }

        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        audit.Note("deleted a picture", Image.Name);
        if (await library.RemoveAsync(Image, cancellationToken))
        {
            return Done("/admin/media", $"{Image.Name} is deleted.");
        }

        ModelState.AddModelError("", "It is not deleted, because something shows it: see below.");
        return Page();
    }

    /// <summary>Where a place is changed at the desk, or its former texts are.</summary>
    public static string AddressOf(ImagePlace place) => place.Kind switch
    {
        ImagePlaceKind.Review or ImagePlaceKind.Cover => $"/admin/reviews/{place.Key}/{(place.FormerSince is null ? "edit" : "history")}",
        ImagePlaceKind.Page => place.Key == "about" ? $"/admin/site/about{History(place)}" : "/admin/site",
        ImagePlaceKind.Director => $"/admin/directors/{place.Key}{History(place)}",
        ImagePlaceKind.Theme => $"/admin/themes/{place.Key}{History(place)}",
        _ => $"/admin/write/{place.Key}",
    };

    /// <summary>What kind of place it is, in words.</summary>
    public static string KindOf(ImagePlace place, DateTimeOffset now)
    {
        var kind = place.Kind switch
        {
            ImagePlaceKind.Cover => "cover",
            ImagePlaceKind.Page => "page",
            ImagePlaceKind.Director => "introduction of a director",
            ImagePlaceKind.Theme => "introduction of a theme",
            ImagePlaceKind.WorkingCopy => "what is being written",
            _ => "review",
        };
        return place switch
        {
            { FormerSince: { } at } => string.Create(CultureInfo.InvariantCulture, $"{kind}, a former text of {at:yyyy-MM-dd}"),
            { Kind: ImagePlaceKind.Review or ImagePlaceKind.Cover } when !(place.PublishedAt <= now) => kind + ", which readers do not see",
            _ => kind,
        };
    }

    private static string History(ImagePlace place) => place.FormerSince is null ? "" : "/history";

    private bool MaySee(ImagePlace place) =>
        place.Kind is ImagePlaceKind.Page or ImagePlaceKind.Director or ImagePlaceKind.Theme || User.MayChange(place.AuthorId) || (place.FormerSince is null && place.PublishedAt <= Now);

    private async Task<bool> LoadAsync(int id, CancellationToken cancellationToken)
    {
        if (await db.Images.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } image)
        {
            return false;
        }

        if (!await (await User.SightAt(Now).IntoAsync(db, cancellationToken)).AnyAsync(i => i.Id == id, cancellationToken))
        {
            HttpContext.NoteAnothers();
            return false;
        }

        Image = image;
        var places = await ImagePlaces.OfAsync(db, image, cancellationToken);
        Places = [.. places.Where(MaySee)];
        IsUsedByOthers = Places.Count < places.Count;
        Entitle(image.Name);
        return true;
    }
}
