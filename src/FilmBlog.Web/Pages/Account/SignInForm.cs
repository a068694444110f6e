namespace FilmBlog.Web.Pages.Account;

/// <summary>The form of the first step, on whichever page it stands.</summary>
/// <param name="Email">What was filled in before.</param>
/// <param name="IsKept">Whether the browser is to be remembered.</param>
/// <param name="ReturnUrl">Where to go afterwards.</param>
/// <param name="Carried">What waits to be sent on, as <see cref="CarriedForm"/> writes it.</param>
public sealed record SignInForm(string? Email, bool IsKept, string? ReturnUrl, string? Carried);
