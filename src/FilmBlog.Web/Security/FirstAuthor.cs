using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Security;

/// <summary>What the operator sees who started the program: never a log.</summary>
public sealed record OperatorConsole(TextWriter Out);

/// <summary>
/// A link by which the first author comes in, told to the operator when serving starts and there is no author. It works for an hour, once, and
/// only while there is none. Of its token only the hash is kept, in memory: another start makes another link.
/// </summary>
public sealed class FirstAuthor(IServiceScopeFactory scopes, IServer server, SiteOptions site, OperatorConsole console, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private volatile Link? link;

    /// <summary>Whether a token opens the door now.</summary>
    public bool IsOpenedBy(string token) =>
        link is { } known && clock.GetUtcNow() < known.Until && CryptographicOperations.FixedTimeEquals(known.Hash, Hash(token));

    /// <summary>The link has been used.</summary>
    public void Close() => link = null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the host: it has a server to start.
        await Task.Yield();
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().Authors.AnyAsync(stoppingToken))
        {
            return;
        }

        var token = Secret.OfBits(192);
        link = new Link(Hash(token), clock.GetUtcNow() + Lasts);
        lifetime.ApplicationStarted.Register(() => console.Out.WriteLine(
            $"There is no author yet. Open {Origin()}/account/first/{token} within the hour, or run: filmblog author add NAME --email you@example.org"));
    }

    private string Origin()
    {
        var address = site.BaseUrl ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        // Listening everywhere means here, too.
        return address.TrimEnd('/').Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record Link(byte[] Hash, DateTimeOffset Until);
}
