using System.Security.Claims;
using System.Text.RegularExpressions;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Media;
using FilmBlog.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Media;

/// <summary>The pictures of which an author may know.</summary>
internal static partial class LibraryQueries
{
    /// <summary>
    /// An owner sees all. An author sees what readers see, what is in their own reviews, what they uploaded, and what nobody uses: not what others
    /// show where readers do not see it.
    /// </summary>
    public static async Task<IQueryable<Image>> PicturesOfAsync(this FilmBlogContext db, ClaimsPrincipal author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (author.IsOwner)
        {
            return db.Images;
        }

        // Of what is being written no uses are kept: its text names what it shows.
        var id = author.AuthorId;
        var copies = await db.WorkingCopies.Select(c => new { IsMine = c.AuthorId == id || db.Reviews.Any(r => r.Id == c.ReviewId && r.AuthorId == id), c.Text }).ToListAsync(cancellationToken);
        var mine = copies.Where(c => c.IsMine).SelectMany(c => NamedIn(c.Text)).Distinct().ToList();
        var theirs = copies.Where(c => !c.IsMine).SelectMany(c => NamedIn(c.Text)).Distinct().ToList();
        // Who brought a picture is known by the trail, which keeps what authors do.
        mine.AddRange(await db.AuditTrail.Where(e => e.AuthorId == id && e.Action == MediaUpload.Uploaded).Select(e => e.Subject).Distinct().ToListAsync(cancellationToken));
        return db.Images.Where(i =>
            EF.Parameter(mine).Contains(i.Name) || EF.Parameter(mine).Contains(i.Hash)
            || db.ImageUses.Any(u => u.ImageId == i.Id && (u.ReviewId == null || db.Reviews.Any(r => r.Id == u.ReviewId && (r.AuthorId == id || r.PublishedAt <= now))))
            || db.Reviews.Any(r => r.CoverId == i.Id && (r.AuthorId == id || r.PublishedAt <= now))
            || (!db.ImageUses.Any(u => u.ImageId == i.Id) && !db.Reviews.Any(r => r.CoverId == i.Id)
                && !EF.Parameter(theirs).Contains(i.Name) && !EF.Parameter(theirs).Contains(i.Hash)));
    }

    private static IEnumerable<string> NamedIn(string text) => Addresses().Matches(text).Select(match => match.Groups[1].Value);

    // As LibraryImages reads them.
    [GeneratedRegex(@"(?:images/|/media/)([0-9a-z-]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();
}
