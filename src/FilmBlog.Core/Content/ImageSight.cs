using System.Text.RegularExpressions;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>
/// The pictures of the library of which somebody may know: these are listed to them, and a text of theirs shows these when it names them. Any
/// other is to them as if there were none.
/// </summary>
public sealed partial class ImageSight
{
    /// <summary>What an author does who brings a picture, as the audit trail says it; its subject is the picture's name.</summary>
    public const string Uploaded = "uploaded a picture";

    private readonly int? authorId;
    private readonly DateTimeOffset now;

    private ImageSight(int? authorId, DateTimeOffset now)
    {
        this.authorId = authorId;
        this.now = now;
    }

    /// <summary>All pictures: what an owner, a command and an import know of.</summary>
    public static ImageSight All { get; } = new(null, default);

    /// <summary>
    /// What an author knows of who is no owner: what readers see, what their own saved reviews show, what they brought, and what nobody uses.
    /// That a text which is not saved for good names a picture gives its writer no right to it: anybody can write any name.
    /// </summary>
    /// <param name="authorId">The author.</param>
    /// <param name="now">The instant at which readers see what they see.</param>
    public static ImageSight Of(int authorId, DateTimeOffset now) => new(authorId, now);

    /// <summary>What the writer of a text knows of, whoever looks at the text.</summary>
    /// <param name="db">The blog.</param>
    /// <param name="authorId">Whose the text is; null: nobody's, and what belongs to nobody is the owner's.</param>
    /// <param name="now">The instant at which readers see what they see.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ImageSight> OfWriterAsync(FilmBlogContext db, int? authorId, DateTimeOffset now, CancellationToken cancellationToken) =>
        authorId is { } id && !await db.Authors.AnyAsync(a => a.Id == id && a.Role == AuthorRole.Owner, cancellationToken) ? Of(id, now) : All;

    /// <summary>The pictures, to be asked further; at most two queries by itself.</summary>
    public async Task<IQueryable<Image>> IntoAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        if (authorId is not { } id)
        {
            return db.Images;
        }

        // Of what is being written no uses are kept: its text names what it shows.
        var theirs = (await db.WorkingCopies.Where(c => c.AuthorId != id && !db.Reviews.Any(r => r.Id == c.ReviewId && r.AuthorId == id))
            .Select(c => c.Text).ToListAsync(cancellationToken)).SelectMany(NamedIn).Distinct().ToList();
        // Who brought a picture is known by the trail, which keeps what authors do. A picture that came in later bears the name of one that is gone.
        var brought = await db.AuditTrail.Where(e => e.AuthorId == id && e.Action == Uploaded)
            .Join(db.Images, e => e.Subject, i => i.Name, (e, i) => new { i.Id, i.AddedAt, BroughtAt = e.At })
            .Where(i => i.BroughtAt >= i.AddedAt).Select(i => i.Id).Distinct().ToListAsync(cancellationToken);
        var at = now;
        return db.Images.Where(i =>
            EF.Parameter(brought).Contains(i.Id)
            || db.ImageUses.Any(u => u.ImageId == i.Id && (u.ReviewId == null || db.Reviews.Any(r => r.Id == u.ReviewId && (r.AuthorId == id || r.PublishedAt <= at))))
            || db.Reviews.Any(r => r.CoverId == i.Id && (r.AuthorId == id || r.PublishedAt <= at))
            || (!db.ImageUses.Any(u => u.ImageId == i.Id) && !db.Reviews.Any(r => r.CoverId == i.Id)
                && !EF.Parameter(theirs).Contains(i.Name) && !EF.Parameter(theirs).Contains(i.Hash)));
    }

    private static IEnumerable<string> NamedIn(string text) => Addresses().Matches(text).Select(match => match.Groups[1].Value);

    // As LibraryImages reads them.
    [GeneratedRegex(@"(?:images/|/media/)([0-9a-z-]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();
}
