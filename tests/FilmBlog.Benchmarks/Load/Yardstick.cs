using FilmBlog.Core.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilmBlog.Benchmarks.Load;

/// <summary>
/// What ASP.NET Core itself costs for the bytes that the site sent: from memory, and from its own output cache. In a process of its own that
/// ends when its input does.
/// </summary>
internal static class Yardstick
{
    public const string Memory = "memory";
    public const string OutputCache = "output-cache";

    /// <summary>Starts one.</summary>
    /// <param name="kind"><see cref="Memory"/> or <see cref="OutputCache"/>.</param>
    /// <param name="files">The folder of the files, compressed with Brotli.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServerProcess> StartAsync(string kind, TemporaryFolder files, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var (program, arguments) = OwnProgram.Command("yardstick", kind, files.Path, address.GetLeftPart(UriPartial.Authority));
        var server = ServerProcess.Start($"The yardstick {kind}", address, Cores.Server, program, arguments);
        try
        {
            await server.UntilAnswersAsync("/", cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The command: serves until its input ends.</summary>
    public static async Task<int> RunAsync(string kind, string folder, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Expire(TimeSpan.FromHours(1))));
        await using var app = builder.Build();
        app.Urls.Add(address);
        if (kind == OutputCache)
        {
            app.UseOutputCache();
        }

        var pages = Directory.EnumerateFiles(folder).ToDictionary(file => "/" + Path.GetFileName(file), File.ReadAllBytes);
        app.Run(context => pages.TryGetValue(context.Request.Path.Value!, out var page) ? SendAsync(context, page) : Task.CompletedTask);
        await app.StartAsync();
        // Until nobody is there any more.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task SendAsync(HttpContext context, byte[] page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        context.Response.Headers.ContentEncoding = "br";
        await context.Response.BodyWriter.WriteAsync(page);
    }
}
