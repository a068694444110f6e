using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Content;

/// <summary>The blog as files: into it, out of it, and back to what was before an import.</summary>
[Authorize(Policy = DeskAccess.Owner)]
public sealed class IndexModel(FilmBlogContext db) : DeskPage
{
    private const int Shown = 100;

    /// <summary>The latest imports, newest first.</summary>
    public IReadOnlyList<Import> Imports { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Entitle("Import and export");
        Imports = await db.Imports.AsNoTracking().OrderByDescending(i => i.Id).Take(Shown).ToListAsync(cancellationToken);
    }

    /// <summary>What became of an import, in words.</summary>
    public static string StateOf(Import import) =>
        import.UndoneAt is not null ? $"taken back by {import.UndoneBy}"
        : import.EndedAt is null ? "not ended: it still runs, or was cut off"
        : $"{import.New} new, {import.Changed} changed";
}
