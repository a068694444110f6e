using System.Globalization;
using System.Net;

namespace FilmBlog.Benchmarks.Pages;

/// <summary>
/// Asks a site for pages, in a process of its own, so that its work is not counted as the site's. Each line that it reads is a number of
/// requests and the paths to take turns at; its answer is the status of the last and the bytes of all bodies as they came.
/// </summary>
internal static class LoadClient
{
    private const int AtOnce = 4;

    public static async Task<int> RunAsync(Uri site)
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = site };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line)
        {
            var words = line.Split(' ');
            var (status, bytes) = await AskAsync(http, int.Parse(words[0], CultureInfo.InvariantCulture), words[1..]);
            Console.WriteLine(FormattableString.Invariant($"{status} {bytes}"));
        }

        return 0;
    }

    private static async Task<(int Status, long Bytes)> AskAsync(HttpClient http, int requests, string[] paths)
    {
        var (next, bytes, status) = (-1, 0L, 0);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, requests)).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number < requests; number = Interlocked.Increment(ref next))
            {
                using var answer = await http.GetAsync(new Uri(paths[number % paths.Length], UriKind.Relative));
                Interlocked.Add(ref bytes, (await answer.Content.ReadAsByteArrayAsync()).Length);
                status = (int)answer.StatusCode;
            }
        }));
        return (status, bytes);
    }
}
