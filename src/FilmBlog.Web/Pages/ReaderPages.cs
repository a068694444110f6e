using FilmBlog.Web.Desk;
using FilmBlog.Web.Metadata;
using FilmBlog.Web.Navigation;
using FilmBlog.Web.Pages.Cards;
using FilmBlog.Web.Pages.Lists;
using FilmBlog.Web.Pages.Reviews;
using FilmBlog.Web.TagHelpers;
using FilmBlog.Web.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages;

/// <summary>The pages that readers see.</summary>
internal static class ReaderPages
{
    private static readonly string[] Public = ["/Index", "/About", "/Appearance", "/Feeds", "/Privacy"];
    private static readonly string[] PublicFolders = ["/Reviews", "/Directors", "/Themes", "/Years", "/Decades", "/Search", "/Preview", "/Errors"];
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] ReadingAndSending = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    public static void AddReaderPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages =>
        {
            foreach (var page in Public)
            {
                pages.Conventions.AllowAnonymousToPage(page);
            }

            foreach (var folder in PublicFolders)
            {
                pages.Conventions.AllowAnonymousToFolder(folder);
            }
        });
        services.AddSingleton<AssetHashes>();
        services.AddSingleton<Wording>();
        services.AddSingleton<SiteMenu>();
        services.AddSingleton<Shown>();
        services.AddScoped<Hubs>();
        services.AddScoped<HubIndexes>();
        services.AddSingleton<CardPictures>();
        services.AddScoped<HubCards>();
    }

    /// <summary>Maps the pages, those of the desk too.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapRazorPages().WithStaticAssets().Add(endpoint =>
        {
            // Without this a page answers any method at all; with it routing answers 405 and names what is allowed.
            if (endpoint.Metadata.OfType<PageActionDescriptor>().FirstOrDefault() is { } page && !page.ViewEnginePath.StartsWith("/Errors/", StringComparison.Ordinal))
            {
                endpoint.Metadata.Add(new HttpMethodMetadata(HasForm(page) ? ReadingAndSending : Reading));
            }
        });
    }

    private static bool HasForm(PageActionDescriptor page) =>
        page.ViewEnginePath == "/Appearance" || page.ViewEnginePath.StartsWith("/Admin/", StringComparison.Ordinal) || page.ViewEnginePath.StartsWith("/Account/", StringComparison.Ordinal);
}
