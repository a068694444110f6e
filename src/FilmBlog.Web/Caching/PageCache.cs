using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Health;
using FilmBlog.Web.Security;
using FilmBlog.Web.Telemetry;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace FilmBlog.Web.Caching;

/// <summary>
/// Public pages, whole and compressed, for as long as readers would see the same: each says what it is made of, and the catalogue knows when that
/// changed last, so that nothing must be told to forget and nothing is shown that is no more. What several ask for at once is made once. Who may be
/// signed in gets pages of their own, past this.
/// </summary>
/// <remarks>
/// ASP.NET Core's output cache keeps pages for a time and drops them when told; a page that was being made meanwhile comes into it after that,
/// and stays. Here a page carries the version from before it was made.
/// </remarks>
internal sealed class PageCache : IDisposable
{
    // Packing takes as long as making a page some thirty times.
    private const int AsksBeforePacking = 8;

    private readonly ReviewCatalogue catalogue;
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider clock;
    private readonly bool hasBaseUrl;
    private readonly bool overTls;
    private readonly string session;
    private readonly MemoryCache? kept;
    private readonly ConcurrentDictionary<(PageKey Key, long Version), Task<KeptPage?>> making = [];
    // What overflows stays as it is: it is packed when it was made anew.
    private readonly Channel<KeptPage> toPack = Channel.CreateBounded<KeptPage>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Counter<long> hits;
    private readonly Counter<long> rendered;

    public PageCache(
        ReviewCatalogue catalogue, SiteOptions site, IOptionsMonitor<CookieAuthenticationOptions> cookies, IMeterFactory meters, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        (this.catalogue, this.lifetime, this.clock) = (catalogue, lifetime, clock);
        (hasBaseUrl, overTls) = (site.BaseUrl is not null, site.IsOverTls);
        session = cookies.Get(IdentityConstants.ApplicationScheme).Cookie.Name!;
        kept = site.PageCacheMegabytes > 0 ? new MemoryCache(new MemoryCacheOptions { SizeLimit = site.PageCacheMegabytes * 1024L * 1024L }) : null;
        var meter = meters.OfSite();
        hits = meter.CreateCounter<long>("filmblog.pages.hits", "{page}", "Pages answered from memory.");
        rendered = meter.CreateCounter<long>("filmblog.pages.rendered", "{page}", "Pages made to be kept.");
    }

    /// <summary>Pages that are asked for more than once, to be compressed as far as it goes.</summary>
    public IAsyncEnumerable<KeptPage> ToPackAsync(CancellationToken cancellationToken) => toPack.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Answers from memory what is there and asked for by its very address, before anything else has to look at the request.</summary>
    public ValueTask<bool> TryAnswerAsync(HttpContext context)
    {
        // A page that is to be asked for over TLS is one only then.
        if (kept is null || !catalogue.IsLoaded || (overTls && !context.Request.IsHttps && context.Request.CameThroughProxy())
            || PageAddress.KeyOf(context.Request, session, hasBaseUrl) is not { } key || kept.Get<KeptPage>(key) is not { } page)
        {
            return ValueTask.FromResult(false);
        }

        return AnswerIfRightAsync(context, key, page);
    }

    /// <summary>Answers from memory, or lets the page be made and keeps it. Behind the routing.</summary>
    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (kept is null || !catalogue.IsLoaded || PageAddress.Of(context, session, hasBaseUrl) is not { } address)
        {
            await next(context);
            return;
        }

        var key = address.Key;
        // Asked before anything is read: what is newer than its number is made once more, what is older never kept.
        var version = catalogue.Version;
        if (await FindAsync(key, version) is { } known)
        {
            await SendAgainAsync(context, key, known);
            return;
        }

        var mine = new TaskCompletionSource<KeptPage?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = making.GetOrAdd((key, version), mine.Task);
        if (first != mine.Task)
        {
            if (await first.WaitAsync(context.RequestAborted) is { } theirs)
            {
                await SendAgainAsync(context, key, theirs);
                return;
            }

            // What the first one got is not for all.
            await next(context);
            return;
        }

        KeptPage? made = null;
        try
        {
            // It may have come while this one was looking for it.
            made = await FindAsync(key, version);
            if (made is null && (made = await MakeAsync(context, next, address, version)) is not null)
            {
                rendered.Add(1);
                Keep(key, made, CacheItemPriority.Low);
            }
        }
        finally
        {
            making.TryRemove(new((key, version), mine.Task));
            mine.SetResult(made);
        }

        if (made is not null)
        {
            await SendAsync(context, key, made);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => kept?.Dispose();

    private async ValueTask<KeptPage?> FindAsync(PageKey key, long version) =>
        kept!.Get<KeptPage>(key) is { } page && await page.IsRightAsync(catalogue, version) ? page : null;

    private async ValueTask<bool> AnswerIfRightAsync(HttpContext context, PageKey key, KeptPage page)
    {
        if (!await page.IsRightAsync(catalogue, catalogue.Version))
        {
            return false;
        }

        // Nothing has been routed yet.
        context.SetEndpoint(page.Endpoint);
        await SendAgainAsync(context, key, page);
        return true;
    }

    private ValueTask SendAgainAsync(HttpContext context, PageKey key, KeptPage page)
    {
        hits.Add(1);
        switch (page.Ask())
        {
            case 1:
                // What nobody asks for again goes first when there is no more room: whoever asks for thousands of addresses once drives out nothing.
                Keep(key, page, CacheItemPriority.Normal);
                break;
            case AsksBeforePacking:
                toPack.Writer.TryWrite(page);
                break;
        }

        return SendAsync(context, key, page);
    }

    private ValueTask SendAsync(HttpContext context, PageKey key, KeptPage page)
    {
        var form = ContentEncodings.Accepted(context.Request.Headers.AcceptEncoding);
        if (page.Make(form))
        {
            Keep(key, page, CacheItemPriority.Normal);
        }

        return page.AnswerAsync(context, form, clock.GetUtcNow());
    }

    private void Keep(PageKey key, KeptPage page, CacheItemPriority priority) =>
        kept!.Set(key, page, new MemoryCacheEntryOptions { Size = page.Size, Priority = priority });

    // The page, of nothing but its address, however long the first one stays; null: it has answered already, and not for all.
    private async Task<KeptPage?> MakeAsync(HttpContext context, RequestDelegate next, PageAddress address, long version)
    {
        var (request, response) = (context.Request, context.Response);
        var (query, cookie, encoding, connection, aborted) = (request.QueryString, request.Headers.Cookie, request.Headers.AcceptEncoding, response.Body, context.RequestAborted);
        var before = response.Headers.Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var changedAt = catalogue.ChangedAt;
        var page = new PageInTheMaking();
        using var bytes = new MemoryStream();
        (request.QueryString, request.Headers.Cookie, request.Headers.AcceptEncoding) = (address.Query, address.Cookie, default);
        response.Body = bytes;
        context.RequestAborted = lifetime.ApplicationStopping;
        context.Features.Set(page);
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set<PageInTheMaking>(null);
            context.RequestAborted = aborted;
            response.Body = connection;
            (request.QueryString, request.Headers.Cookie, request.Headers.AcceptEncoding) = (query, cookie, encoding);
        }

        if (response.StatusCode == StatusCodes.Status200OK && response.GetTypedHeaders().CacheControl is { Public: true } && response.Headers.SetCookie.Count == 0)
        {
            response.Headers.AppendList("Vary", ["Accept-Encoding"]);
            var headers = response.Headers.Where(header => header.Key is not ("Content-Type" or "Content-Length") && !before.Contains(header.Key)).ToArray();
            return new KeptPage(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), response.ContentType, headers, page.Parts, version, changedAt, context.GetEndpoint());
        }

        // A redirect, or a status for which the page of errors is yet to be made, has no bytes.
        if (bytes.Length > 0)
        {
            response.ContentLength = bytes.Length;
            bytes.Position = 0;
            await bytes.CopyToAsync(connection, aborted);
        }

        return null;
    }
}

/// <summary>Compresses pages as far as it goes that are asked for again and again, with a tenth of a processor at most: who asks comes first.</summary>
internal sealed class PagePacker(PageCache pages, SiteHealth health) : BackgroundService
{
    private const string Work = "compressing pages";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var page in pages.ToPackAsync(stoppingToken))
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                page.Pack();
                health.Worked(Work);
            }
            catch (Exception failure)
            {
                // The page goes out as it is.
                health.Failed(Work, failure);
            }

            await Task.Delay(9 * Stopwatch.GetElapsedTime(started), stoppingToken);
        }
    }
}

/// <summary>Registers the cache, and puts it before everything that an answer from memory can do without.</summary>
internal static class PageCaching
{
    public static void AddPageCache(this IServiceCollection services)
    {
        services.AddSingleton<PageCache>();
        services.AddHostedService<PagePacker>();
    }

    /// <summary>Answers what is in memory, before everything that such an answer can do without: it is counted, not logged.</summary>
    public static void UseKeptPages(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<PageCache>();
        app.Use(next => context =>
        {
            var answer = pages.TryAnswerAsync(context);
            return answer.IsCompletedSuccessfully ? answer.Result ? Task.CompletedTask : next(context) : WaitAsync(answer, context, next);
        });
    }

    /// <summary>Lets pages be made once and keeps them.</summary>
    public static void UsePageCache(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<PageCache>();
        app.Use(pages.AnswerAsync);
    }

    private static async Task WaitAsync(ValueTask<bool> answer, HttpContext context, RequestDelegate next)
    {
        if (!await answer)
        {
            await next(context);
        }
    }
}
