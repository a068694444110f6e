using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FilmBlog.Web.Tests.Support;

/// <summary>An answer to a request written byte by byte, as no client of ours would send it.</summary>
internal sealed record RawAnswer(int Status, string Text)
{
    /// <summary>The value of a header; null without it.</summary>
    public string? Header(string name) => Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>Asks for a target exactly as it is written.</summary>
    public static Task<RawAnswer> GetAsync(Uri site, string target, string? host = null, params string[] headers) =>
        SendAsync(site, $"GET {target} HTTP/1.1\r\nHost: {host ?? site.Authority}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n");

    public static async Task<RawAnswer> SendAsync(Uri site, string request)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(site.Host, site.Port, token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(token);
        return new RawAnswer(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }
}
