using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace FilmBlog.Web.Security;

/// <summary>
/// Challenges that a passkey has answered, for as long as they last: each lets in once. A challenge waits in the browser's cookie, and whoever has
/// seen cookie and answer could show both again. In memory, since only one process serves.
/// </summary>
public sealed class UsedChallenges(TimeProvider clock)
{
    // Longer than ASP.NET Core's cookie, which lasts five minutes.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new();

    /// <summary>Uses a challenge up; false: it was used before.</summary>
    /// <param name="waiting">What waited in the cookie: nobody can have written it in another way.</param>
    public bool Use(AuthenticationProperties waiting)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in used.Where(u => now - u.Value > Kept))
        {
            used.TryRemove(old, out _);
        }

        var all = string.Join('\n', waiting.Items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key}={i.Value}"));
        return used.TryAdd(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all))), now);
    }
}
