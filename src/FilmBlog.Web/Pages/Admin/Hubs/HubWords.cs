using FilmBlog.Core.Catalogue;

namespace FilmBlog.Web.Pages.Admin.Hubs;

/// <summary>How the desk speaks of directors and themes, and where it keeps them.</summary>
internal static class HubWords
{
    extension(HubKind kind)
    {
        /// <summary><c>director</c> or <c>theme</c>.</summary>
        public string One => kind == HubKind.Director ? "director" : "theme";

        /// <summary><c>directors</c> or <c>themes</c>: also the last part of the list's address.</summary>
        public string Many => kind == HubKind.Director ? "directors" : "themes";

        /// <summary>The address of the list.</summary>
        public string ListPath => $"/admin/{kind.Many}";

        /// <summary>The address of the page on which one is changed.</summary>
        public string PathOf(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/admin/{kind.Many}/{id}");
    }
}
