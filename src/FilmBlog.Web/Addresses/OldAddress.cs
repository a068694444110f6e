using FilmBlog.Core.Data;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Addresses;

/// <summary>What a page answers when nothing stands at its address: where it went, that it is gone, or that there is no such page.</summary>
internal sealed class OldAddress(FilmBlogContext db, TimeProvider clock) : IActionResult
{
    /// <inheritdoc/>
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var answer = await OldAddresses.AnswerAsync(db, http.Request.Path.Value!, clock.GetUtcNow(), http.RequestAborted);
        await answer.ExecuteAsync(http);
    }
}
