using FilmBlog.Web.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Errors;

/// <summary>What a visitor sees when the site failed. Asks neither the database nor the menu: they may be what failed.</summary>
[IgnoreAntiforgeryToken]
public sealed class FailureModel : PageModel
{
    /// <summary>The id under which the failure stands in the log.</summary>
    public string ErrorId => HttpContext.TraceIdentifier;

    /// <summary>Whether it will pass by itself.</summary>
    public bool IsBusy => Trouble == StorageTrouble.Busy;

    /// <summary>Whether the disk fails the site.</summary>
    public bool IsDisk => Trouble is StorageTrouble.Full or StorageTrouble.Unusable;

    /// <summary>Whether what was sent could not be read to its end.</summary>
    public bool IsCutOff => Error is BadHttpRequestException;

    private Exception? Error => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;

    private StorageTrouble Trouble => StorageTroubles.Of(Error);

    /// <summary>Shows it; asked for directly, there is no such page.</summary>
    public IActionResult OnGet() => HttpContext.Features.Get<IExceptionHandlerFeature>() is null ? NotFound() : Page();

    /// <summary>As for reading.</summary>
    public IActionResult OnPost() => OnGet();
}
