using FilmBlog.Core.Writing;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Pages.Reviews;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>
/// <c>/admin/write/{id}/preview</c>: what was kept as readers would see it, on a page; what stands in a form, as a fragment of one.
/// </summary>
[EnableRateLimiting(RateLimits.Preview)]
public sealed class PreviewModel(Editor editor, ReviewDesk desk, TimeProvider clock) : DeskPage
{
    /// <summary>The essay.</summary>
    public EssayView Essay { get; private set; } = null!;

    /// <summary>What is written.</summary>
    public Writing Writing { get; private set; } = null!;

    /// <summary>What is wrong and odd in it.</summary>
    public IReadOnlyList<FieldProblem> Problems { get; private set; } = [];

    /// <summary>Shows what was kept last.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, int? review, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, review, User, cancellationToken) is not { } writing || writing is { Copy: null, Review: null })
        {
            return NotFound();
        }

        Writing = writing;
        var form = await editor.ShowAsync(writing, User, checks: false, cancellationToken);
        var examined = await desk.ExamineAsync(form.Manuscript, writing.Review?.Id, User.SightAt(clock.GetUtcNow()), cancellationToken);
        Problems = examined.Problems;
        Essay = EssayPreview.Of(examined, writing.Review?.PublishedAt ?? clock.GetUtcNow());
        Entitle($"Preview: {form.Manuscript.Name}");
        return Page();
    }

    /// <summary>Renders what stands in the editor.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection fields, CancellationToken cancellationToken)
    {
        var sent = Sent.Of(fields);
        if (await editor.FindAsync(id, sent.ReviewId, User, cancellationToken) is not { } writing)
        {
            return NotFound();
        }

        var examined = await desk.ExamineAsync(sent.Manuscript, writing.Review?.Id, User.SightAt(clock.GetUtcNow()), cancellationToken);
        return examined.Body is null
            ? Content(string.Join(' ', examined.Problems.Where(p => p.Field == "body").Select(p => p.Message)), "text/plain", System.Text.Encoding.UTF8)
            : Partial("~/Pages/Reviews/_Essay.cshtml", EssayPreview.Of(examined, writing.Review?.PublishedAt ?? clock.GetUtcNow()));
    }
}
