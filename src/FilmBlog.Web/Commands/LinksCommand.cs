using System.CommandLine;
using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;
using FilmBlog.Web.Crawlers.Links;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog links [--external]</c>.</summary>
internal static class LinksCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var external = new Option<bool>("--external") { Description = "Ask other sites, too: each host once a second, so that it may take a while." };
        // For tests, whose other sites stand on this machine.
        var allowPrivate = new Option<bool>("--allow-private") { Hidden = true };
        var command = new Command("links", "Finds links and pictures that lead nowhere, or elsewhere, in everything that readers see.") { external, allowPrivate };
        command.SetAction((parsed, cancellationToken) => CommandLine.WithSiteAsync(settings, async (services, site) =>
        {
            await using var scope = services.CreateAsyncScope();
            var clock = services.GetRequiredService<TimeProvider>();
            using var outside = parsed.GetValue(external) ? new OutsideLinks(site.BaseUrl ?? "http://localhost", parsed.GetValue(allowPrivate), clock) : null;
            var check = new LinkCheck(scope.ServiceProvider.GetRequiredService<FilmBlogContext>(), services.GetRequiredService<ImageStore>(), site, clock, outside);
            await check.RunAsync(Console.WriteLine, new ConsoleProgress("checked"), cancellationToken);
            Console.WriteLine(check.Summary);
            return check.IsSound ? 0 : 1;
        }));
        return command;
    }
}
