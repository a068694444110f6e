using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace FilmBlog.Web.Desk;

/// <summary>Leads from what is no page to one of the desk that says what was done.</summary>
internal static class DeskMessage
{
    // It travels in a cookie.
    private const int MaxLength = 1500;

    extension(HttpContext context)
    {
        /// <summary>Goes to a page of the desk, which says this once.</summary>
        public IResult Done(string address, string message)
        {
            var data = context.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(context);
            data["Message"] = Shortened(message);
            data.Save();
            return Results.LocalRedirect(address);
        }
    }

    /// <summary>A message as long as it may be.</summary>
    public static string Shortened(string message) => message.Length <= MaxLength ? message : message[..MaxLength] + "…";
}
