using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Feeds;

/// <summary>The feeds of the site, of each director and of each theme, and the list of them all.</summary>
internal static class FeedEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly XmlWriterSettings XmlForm = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize };
    private static readonly JsonWriterOptions JsonForm = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<FeedAuthority>();
        services.AddSingleton<FinishedDocuments>();
        services.AddScoped<FeedContents>();
        services.AddScoped<FeedList>();
    }

    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        foreach (var format in Enum.GetValues<FeedFormat>())
        {
            var file = FeedAddress.FileName(format);
            app.MapMethods($"/{file}", Reading, (HttpContext context, SiteOptions site, FinishedDocuments documents) =>
                AnswerAsync(context, site, documents, new FeedAddress(null, null, format)));
            app.MapMethods($"/directors/{{slug}}/{file}", Reading, (string slug, HttpContext context, SiteOptions site, FinishedDocuments documents) =>
                AnswerAsync(context, site, documents, new FeedAddress(HubKind.Director, slug, format)));
            app.MapMethods($"/themes/{{slug}}/{file}", Reading, (string slug, HttpContext context, SiteOptions site, FinishedDocuments documents) =>
                AnswerAsync(context, site, documents, new FeedAddress(HubKind.Theme, slug, format)));
        }

        app.MapSearchFeed();
        app.MapMethods(FeedList.Path, Reading, async (HttpContext context, SiteOptions site, FinishedDocuments documents) =>
        {
            var origin = context.Request.AbsoluteAddress(site, "");
            var list = await documents.FindAsync(
                origin + FeedList.Path, FeedList.MediaType, async (services, token) => (await WriteAsync(services.GetRequiredService<FeedList>(), origin, token), PageParts.Of(BlogPart.AnyReview)), context.RequestAborted);
            return list!.Answer(context);
        });
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, SiteOptions site, FinishedDocuments documents, FeedAddress address)
    {
        if (context.Request.Query["page"] is [var page, ..])
        {
            if (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return Results.NotFound();
            }

            address = address with { Page = number };
        }

        var origin = context.Request.AbsoluteAddress(site, "");
        var document = await documents.FindAsync(
            origin + address.Path,
            FeedAddress.MediaType(address.Format),
            async (services, token) => await services.GetRequiredService<FeedContents>().FindAsync(address, origin, token) is { } feed ? (Write(feed), feed.Parts) : null,
            context.RequestAborted);
        return document is not null ? document.Answer(context) : address.Kind is null ? Results.NotFound() : await MovedAsync(context, address);
    }

    // A feed moves with the page of its hub.
    private static async Task<IResult> MovedAsync(HttpContext context, FeedAddress address)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var page = await OldAddresses.FindAsync(services.GetRequiredService<FilmBlogContext>(), address.PagePath, now, context.RequestAborted);
        return page switch
        {
            { Path: null } => Results.StatusCode(StatusCodes.Status410Gone),
            { Path: { } path } when path != address.PagePath && IsHub(path) =>
                Results.Redirect($"{path}/{FeedAddress.FileName(address.Format)}{context.Request.QueryString}", permanent: true),
            _ => Results.NotFound(),
        };
    }

    private static bool IsHub(string path) => path.StartsWith("/directors/", StringComparison.Ordinal) || path.StartsWith("/themes/", StringComparison.Ordinal);

    /// <summary>A feed in its format.</summary>
    internal static byte[] Write(Feed feed)
    {
        using var target = new MemoryStream();
        if (feed.Address.Format == FeedFormat.Json)
        {
            using var json = new Utf8JsonWriter(target, JsonForm);
            JsonFeedWriter.Write(json, feed);
        }
        else
        {
            using var xml = XmlWriter.Create(target, XmlForm);
            (feed.Address.Format == FeedFormat.Atom ? (Action<XmlWriter, Feed>)AtomWriter.Write : RssWriter.Write)(xml, feed);
        }

        return target.ToArray();
    }

    private static async Task<byte[]> WriteAsync(FeedList list, string origin, CancellationToken cancellationToken)
    {
        var outlines = await list.FindAsync(cancellationToken);
        using var target = new MemoryStream();
        using (var xml = XmlWriter.Create(target, XmlForm))
        {
            list.Write(xml, origin, outlines);
        }

        return target.ToArray();
    }
}
