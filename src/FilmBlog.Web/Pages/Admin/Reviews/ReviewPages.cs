using FilmBlog.Web.Desk;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>The pages about reviews at the desk.</summary>
internal static class ReviewPages
{
    // What these pages show of a review they show of one that is only begun, too.
    private static readonly (string Page, string Path)[] AlsoOfBegun =
    [
        ("/Admin/Reviews/Publish", "publish"), ("/Admin/Reviews/Previews", "previews"), ("/Admin/Reviews/History", "history"), ("/Admin/Reviews/Compare", "history/compare"),
    ];

    public static void AddReviewPages(this IServiceCollection services)
    {
        services.Configure<RazorPagesOptions>(pages =>
        {
            foreach (var (page, path) in AlsoOfBegun)
            {
                pages.Conventions.AddPageRoute(page, $"/admin/write/{{copy:guid}}/{path}");
            }
        });
        services.AddScoped<DeskActs>();
        services.AddScoped<BulkActs>();
        services.AddScoped<Publication>();
        services.AddScoped<SiteClock>();
        services.AddScoped<Preview.UnsavedPage>();
        services.AddSingleton<Housekeeping>();
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
    }
}
