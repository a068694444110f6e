using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FilmBlog.Web.Tests.Support;

/// <summary>A proxy on a port of loopback, as operators put one before the site: it passes on what it is told to.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    private ReverseProxy()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(PassOnAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The site behind it.</summary>
    public Uri? Site { get; set; }

    /// <summary>Which headers it writes or passes on.</summary>
    public string[] Headers { get; init; } = ["Host", "X-Forwarded-For", "X-Forwarded-Proto", "FilmBlog-Doctor"];

    /// <summary>The scheme that it says it was asked by.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>The client that it names, with the proxies before it; null: whoever asks.</summary>
    public string? Client { get; init; }

    public async Task<ReverseProxy> StartAsync()
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    public static ReverseProxy Passing(params string[] headers) => new() { Headers = headers };

    public static ReverseProxy Saying(string scheme, string? client = null) => new() { Scheme = scheme, Client = client };

    private async Task PassOnAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(context.Request.Method), new Uri(Site!, context.Request.Path + context.Request.QueryString));
        foreach (var header in Headers)
        {
            var value = header switch
            {
                "X-Forwarded-For" => Client ?? context.Connection.RemoteIpAddress!.ToString(),
                "X-Forwarded-Proto" => Scheme,
                _ => context.Request.Headers[header].ToString(),
            };
            if (value.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }
        }

        using var answer = await client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.Headers.Location is { } there)
        {
            context.Response.Headers.Location = there.OriginalString;
        }

        await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync(context.RequestAborted), context.RequestAborted);
    }
}
