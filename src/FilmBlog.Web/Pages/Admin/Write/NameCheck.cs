using System.Security.Claims;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Pages.Admin.Reviews;
using FilmBlog.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>
/// The names of directors and themes that there are, as far as that is an author's business: to complete what is typed, and to warn of what is
/// nearly the same.
/// </summary>
public sealed class NameCheck(FilmBlogContext db, TimeProvider clock)
{
    private const int Most = 8;

    /// <summary>Warns of new names that are near to known ones. At most two queries.</summary>
    public async Task<IReadOnlyList<FieldProblem>> NearAsync(Manuscript written, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        var manuscript = written.WithinLimits();
        return
        [
            .. await NearAsync("film.directors", "director", manuscript.Directors, db.Directors.KnownTo(author, clock.GetUtcNow()).Select(d => d.Name), cancellationToken),
            .. await NearAsync("themes", "theme", manuscript.Themes, db.Themes.KnownTo(author, clock.GetUtcNow()).Select(t => t.Name), cancellationToken),
        ];
    }

    /// <summary>Names that begin with what is typed, or have a word that does.</summary>
    public async Task<IReadOnlyList<string>> CompleteAsync(HubKind kind, string typed, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        var key = Folding.NameKey(typed);
        var (later, now) = (" " + key, clock.GetUtcNow());
        return key.Length == 0 ? [] : kind == HubKind.Director
            ? await db.Directors.KnownTo(author, now).Where(d => d.NameKey.StartsWith(key) || d.NameKey.Contains(later))
                .OrderByDescending(d => d.NameKey.StartsWith(key)).ThenBy(d => d.NameKey).Select(d => d.Name).Take(Most).ToListAsync(cancellationToken)
            : await db.Themes.KnownTo(author, now).Where(t => t.NameKey.StartsWith(key) || t.NameKey.Contains(later))
                .OrderByDescending(t => t.NameKey.StartsWith(key)).ThenBy(t => t.NameKey).Select(t => t.Name).Take(Most).ToListAsync(cancellationToken);
    }

    /// <summary>What is to be said of a name that was chosen; null: nothing.</summary>
    public async Task<string?> WarningAsync(HubKind kind, string name, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        var chosen = kind == HubKind.Director ? new Manuscript { Directors = [name] } : new Manuscript { Themes = [name] };
        return await NearAsync(chosen, author, cancellationToken) is [var near, ..] ? near.Message : null;
    }

    private static async Task<IEnumerable<FieldProblem>> NearAsync(
        string field, string kind, IReadOnlyList<string> written, IQueryable<string> known, CancellationToken cancellationToken)
    {
        if (written.Count == 0)
        {
            return [];
        }

        var names = await known.ToListAsync(cancellationToken);
        var keys = names.Select(Folding.NameKey).ToHashSet(StringComparer.Ordinal);
        var unknown = written.Where(name => !keys.Contains(Folding.NameKey(name))).ToList();
        if (unknown.Count == 0)
        {
            return [];
        }

        var near = new NearNames(names);
        return unknown.Select(name => (Name: name, Near: near.To(name).Take(3).ToList())).Where(found => found.Near.Count > 0).Select(found => new FieldProblem(
            field, $"“{found.Name}” is a new {kind}; there is {Wording.List([.. found.Near.Select(n => $"“{n}”")])} already.", IsWarning: true));
    }
}
