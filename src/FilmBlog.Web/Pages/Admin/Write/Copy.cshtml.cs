using FilmBlog.Core.Writing;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary><c>/admin/write/{id}</c>: the editor of what is being written, and where all editors send it.</summary>
[EnableRateLimiting(RateLimits.Save)]
public sealed partial class CopyModel(Editor editor, Saving saving, ILogger<CopyModel> log) : DeskPage
{
    /// <summary>What the editor shows.</summary>
    public EditorForm Form { get; private set; } = null!;

    /// <summary>Shows it; with <paramref name="check"/>, what is wrong beside the fields.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, bool check, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, null, User, cancellationToken) is not { } writing)
        {
            return NotFound();
        }

        Form = await editor.ShowAsync(writing, User, check, cancellationToken);
        Entitle(Form.Manuscript.Name is { Length: > 0 } name ? $"Write: {name}" : "Write");
        return Page();
    }

    /// <summary>Keeps, saves or publishes. A script gets an object, a form the next page.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection fields, CancellationToken cancellationToken)
    {
        var sent = Sent.Of(fields);
        if (await editor.FindAsync(id, sent.ReviewId, User, cancellationToken) is not { } writing)
        {
            return NotFound();
        }

        // A review that was deleted for good meanwhile: what is written of it is begun anew.
        var here = writing is { Copy: null, Review: null } && sent.ReviewId is not null ? sent with { Version = 0, Base = 0 } : sent;
        try
        {
            var saved = await saving.DoAsync(writing, here, User, cancellationToken);
            return IsByScript ? new JsonResult(saved) : Next(saved);
        }
        catch (Exception failure) when (StorageFailure.Of(failure) is { } sentence)
        {
            Log.NotSaved(log, failure, id);
            var status = StorageFailure.Refuse(Response, failure);
            return IsByScript
                ? new JsonResult(new { message = sentence }) { StatusCode = status }
                : await AgainAsync(writing, here, sentence, cancellationToken);
        }
    }

    private bool IsByScript => Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    private IActionResult Next(Saved saved)
    {
        var wrong = saved.Problems.Count > 0 && !saved.Leaves && saved.Version > 0;
        return saved.Message.Length == 0 ? LocalRedirect(saved.Address) : Done(wrong ? $"{saved.Address}?check=true" : saved.Address, saved.Message);
    }

    // The form once more, with everything that was typed.
    private async Task<IActionResult> AgainAsync(Writing writing, Sent sent, string sentence, CancellationToken cancellationToken)
    {
        Form = new EditorForm(writing, sent.Manuscript, AuthorId)
        {
            Problems = [new FieldProblem("", sentence)],
            Related = await editor.RelatedAsync(sent.Manuscript, writing.Review?.Id, cancellationToken),
        };
        Entitle("Write");
        return Page();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The working copy {Id} could not be saved")]
        public static partial void NotSaved(ILogger logger, Exception failure, Guid id);
    }
}
