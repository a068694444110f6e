using FilmBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Backups;

/// <summary>How much there is of what an author would miss.</summary>
internal static class BackupCounts
{
    private static readonly (string Name, Func<FilmBlogContext, IQueryable<object>> Rows)[] Tables =
    [
        ("reviews", db => db.Reviews),
        ("films", db => db.Films),
        ("directors", db => db.Directors),
        ("themes", db => db.Themes),
        ("pages", db => db.SitePages),
        ("images", db => db.Images),
        ("redirects", db => db.Redirects),
        ("revisions", db => db.Revisions),
        ("workingCopies", db => db.WorkingCopies),
        ("links", db => db.SiteLinks),
        ("settings", db => db.Settings),
        ("authors", db => db.Authors),
        ("auditTrail", db => db.AuditTrail),
    ];

    public static async Task<IReadOnlyDictionary<string, int>> OfAsync(FilmBlogContext db, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, rows) in Tables)
        {
            counts.Add(name, await rows(db).CountAsync(cancellationToken));
        }

        return counts;
    }
}
