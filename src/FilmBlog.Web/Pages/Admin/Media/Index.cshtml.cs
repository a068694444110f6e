using System.Globalization;
using System.Linq.Expressions;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Pages.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Media;

/// <summary>The library: every picture of the blog, as far as that is an author's business, newest first. A fixed number of queries, however many there are.</summary>
public sealed class IndexModel(FilmBlogContext db, TimeProvider clock) : DeskPage
{
    private const int PerPage = 60;

    /// <summary>What a picture's name must contain; empty: anything.</summary>
    public string Search { get; private set; } = "";

    /// <summary>Whether only pictures are listed that no saved text shows.</summary>
    public bool OnlyUnused { get; private set; }

    /// <summary>The pictures of this page.</summary>
    public IReadOnlyList<PictureCard> Pictures { get; private set; } = [];

    /// <summary>How many there are of those asked for.</summary>
    public int Total { get; private set; }

    /// <summary>Where one is among them.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Lists them.</summary>
    public async Task<IActionResult> OnGetAsync(
        [FromQuery(Name = "q")] string? search, [FromQuery(Name = "unused")] bool onlyUnused = false, [FromQuery(Name = "page")] int number = 1,
        CancellationToken cancellationToken = default)
    {
        Entitle("Media");
        // Names are in slug form.
        Search = search?.Trim().ToLowerInvariant() ?? "";
        OnlyUnused = onlyUnused;
        var images = (await User.SightAt(clock.GetUtcNow()).IntoAsync(db, cancellationToken)).Where(i => i.Name.Contains(Search));
        if (OnlyUnused)
        {
            images = images.Where(i => !db.ImageUses.Any(u => u.ImageId == i.Id) && !db.Reviews.Any(r => r.CoverId == i.Id));
        }

        Total = await images.CountAsync(cancellationToken);
        if (Pager.Of(number, Total, PerPage, "/admin/media", Query) is not { } pager)
        {
            return NotFound();
        }

        Pager = pager;
        Pictures = await images.OrderByDescending(i => i.AddedAt).ThenByDescending(i => i.Id).Skip(Pager.Before(number, PerPage)).Take(PerPage)
            .Select(PictureCard.Of(db)).ToListAsync(cancellationToken);
        return Page();
    }

    private string Query =>
        (Search.Length > 0 ? $"&q={Uri.EscapeDataString(Search)}" : "") + (OnlyUnused ? "&unused=true" : "");
}

/// <summary>A picture in the library.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Length">Bytes.</param>
/// <param name="AddedAt">When it came in.</param>
/// <param name="Uses">In how many texts and covers it is shown.</param>
public sealed record PictureCard(int Id, string Name, string Hash, int Width, int Height, long Length, DateTimeOffset AddedAt, int Uses)
{
    // As wide as a card is at most, on a fine screen.
    private const int Place = 320;

    /// <summary>The form of the picture that a card shows.</summary>
    public string Thumbnail => ImageSources.AddressFor(Hash, Width, Place);

    /// <summary>Its size on disk, as one reads it.</summary>
    public string Size => SizeOf(Length);

    /// <summary>A number of bytes, as one reads it.</summary>
    public static string SizeOf(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1000)} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB");

    internal static Expression<Func<Image, PictureCard>> Of(FilmBlogContext db) => image => new PictureCard(
        image.Id, image.Name, image.Hash, image.Width, image.Height, image.Length, image.AddedAt,
        db.ImageUses.Count(u => u.ImageId == image.Id) + db.Reviews.Count(r => r.CoverId == image.Id));
}
