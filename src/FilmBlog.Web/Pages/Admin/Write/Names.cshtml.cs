using FilmBlog.Core.Catalogue;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>
/// <c>/admin/write/names?kind=theme&amp;q=mem</c>: names that there are, for completion; with <c>near=true</c> a warning when the whole name
/// is new and near to another.
/// </summary>
public sealed class NamesModel(NameCheck names) : DeskPage
{
    /// <summary>Answers with an object.</summary>
    public async Task<IActionResult> OnGetAsync(string? kind, string? q, bool near, CancellationToken cancellationToken)
    {
        var hub = kind == "director" ? HubKind.Director : HubKind.Theme;
        var typed = q is { Length: > 0 and <= 150 } ? q : "";
        Response.Headers.CacheControl = "private, no-store";
        return new JsonResult(near
            ? new { names = (IReadOnlyList<string>)[], warning = await names.WarningAsync(hub, typed, User, cancellationToken) }
            : new { names = await names.CompleteAsync(hub, typed, User, cancellationToken), warning = (string?)null });
    }
}
