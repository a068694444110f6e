using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Security;

/// <summary>Notes who does what in the audit trail; saved together with what was done, in the same transaction.</summary>
public sealed class Audit(FilmBlogContext db, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>Notes what the signed-in author does. The next <c>SaveChangesAsync</c> saves it.</summary>
    /// <param name="action">In a word or two: <c>published</c>, <c>renamed the theme</c>.</param>
    /// <param name="subject">A title, a name, a file.</param>
    /// <param name="detail">What else helps to understand it.</param>
    public void Note(string action, string subject, string? detail = null)
    {
        var author = http.HttpContext?.User;
        Note(author?.AuthorId, author is null ? Actors.Command : author.AuthorName is { Length: > 0 } name ? name : Actors.Somebody, action, subject, detail);
    }

    /// <summary>Notes what somebody does who is not signed in, or not yet.</summary>
    public void Note(int? authorId, string actor, string action, string subject, string? detail = null) =>
        db.AuditTrail.Add(new AuditEntry(clock.GetUtcNow(), authorId, actor, action, subject, detail)
        {
            ClientAddress = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
        });
}
