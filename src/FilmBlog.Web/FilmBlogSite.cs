using System.Text.Encodings.Web;
using System.Text.Unicode;
using FilmBlog.Core.Data;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;
using FilmBlog.Web.Crawlers;
using FilmBlog.Web.Doctor;
using FilmBlog.Web.Errors;
using FilmBlog.Web.Feeds;
using FilmBlog.Web.Health;
using FilmBlog.Web.Logging;
using FilmBlog.Web.Machines;
using FilmBlog.Web.Media;
using FilmBlog.Web.Pages;
using FilmBlog.Web.Pages.Admin;
using FilmBlog.Web.Pages.Admin.Content;
using FilmBlog.Web.Pages.Cards;
using FilmBlog.Web.Pages.Reviews;
using FilmBlog.Web.Pages.Search;
using FilmBlog.Web.Security;
using FilmBlog.Web.Starting;
using FilmBlog.Web.Telemetry;
using FilmBlog.Web.Upkeep;
using Microsoft.Extensions.WebEncoders;

namespace FilmBlog.Web;

/// <summary>The site put together: what it offers, one line per capability, then what a request passes through, in order.</summary>
internal static class FilmBlogSite
{
    /// <summary>Serves until stopped. 0 after a graceful stop, 1 when the start failed.</summary>
    public static async Task<int> ServeAsync(string[] args)
    {
        WebApplication? app = null;
        try
        {
            app = Furnish(args);
            var folder = app.Services.GetRequiredService<DataFolder>();
            using var claim = folder.Claim();
            folder.ClearOutgoing();
            // Neither knows the other, and both take their time.
            await Task.WhenAll(
                Task.Run(() => Arrange(app)),
                app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None));
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (failure is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync(StartFailure.Sentence(failure));
            return 1;
        }
        finally
        {
            await EndAsync(app);
        }
    }

    // Where the server cannot listen, what works behind the pages is at work already: it ends first, lest it lose what it works with.
    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            throw;
        }
    }

    // A log whose disk is full cannot write its last lines: no reason to call a stop a failure, nor to say this instead of why a start failed.
    private static async Task EndAsync(WebApplication? app)
    {
        try
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Nobody is left to whom it could be said.
        }
    }

    /// <summary>The site, not yet serving: the database must be migrated first. Throws <see cref="StartException"/> for settings that are not allowed.</summary>
    internal static WebApplication Build(string[] args)
    {
        var app = Furnish(args);
        Arrange(app);
        return app;
    }

    // What it is made of.
    private static WebApplication Furnish(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // Assets come from the source folder until the site is published; a published site has no such manifest.
        builder.WebHost.UseStaticWebAssets();
        builder.AddRequestSizes();

        var site = builder.AddSite();
        builder.AddSiteLogging();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.Services.Configure<WebEncoderOptions>(encoders => encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddConnectionLimit();
        builder.Services.AddTrustedProxies(site);
        builder.Services.AddFormProtection(site);
        builder.Services.AddDeskAccess(site);
        builder.Services.AddCompression();
        builder.Services.AddPageCache();
        builder.Services.AddErrorPages();
        builder.Services.AddMisses();
        builder.Services.AddHealth();
        builder.Services.AddStarting();
        builder.Services.AddUpkeep(site);
        builder.Services.AddReaderPages();
        builder.Services.AddFeeds();
        builder.Services.AddCrawlers(site);
        builder.Services.AddTelemetry(site);
        builder.Services.AddDeskPages(site);
        builder.Services.AddSingleton<UploadedFiles>();
        builder.Services.AddSingleton<DownloadGate>();

        return builder.Build();
    }

    // What a request passes through, in order, and where it may lead.
    private static void Arrange(WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseReadableHost();
        app.UseKeptPages();
        app.UseRequestLog();
        app.UseErrorPages();
        app.UseMisses();
        app.UseCrossSiteRefusal();
        app.UsePublicAddress();
        app.UseStartGate();
        app.UseRouting();
        app.UseIsolation();
        app.UseRequestSizes();
        app.UsePageCache();
        app.UseSessions();
        app.UsePrivateAnswers();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseValidators();
        app.UseResponseCompression();

        app.MapStaticAssets().AllowAnonymous();
        app.MapPages();
        app.MapMediaUpload();
        app.MapContentTransfer();
        app.MapUnpublishedCards();
        // Beside the pages that are public by name, what everyone may ask for.
        var open = app.MapGroup("").AllowAnonymous();
        open.MapHealth();
        open.MapSeen();
        open.MapMetrics();
        open.MapMedia();
        open.MapCards();
        open.MapMachineFiles();
        open.MapFeeds();
        open.MapCrawlers();
        open.MapRandomReview();
        open.MapMarkdownSource();
        open.MapSuggestions();
        open.MapOpenSearch();
        open.MapRedirects();
        open.MapPasskeys();
    }
}
