using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FilmBlog.Benchmarks.Load;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>The site under many hands: another process locks the database, it is stopped or killed under load, clients leave in the middle.</summary>
internal static class Crowds
{
    private static readonly string[] Paths = ["/", "/reviews", "/reviews/beginning-1", "/reviews/beginning-2", "/directors", "/themes/theme-1", "/search?q=rain", "/atom.xml", "/sitemap.xml"];

    /// <summary>Another process holds the database for longer than anybody waits.</summary>
    public static async Task<Finding> LockedAsync(FaultBlog blog, int readers, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        await using var site = await blog.ServeAsync(address, cancellationToken);
        using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
        await using (var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = blog.Data.Database, Pooling = false }.ToString()))
        {
            await other.OpenAsync(cancellationToken);
            await using var locking = other.CreateCommand();
            locking.CommandText = "BEGIN EXCLUSIVE";
            await locking.ExecuteNonQueryAsync(cancellationToken);
            var writers = Enumerable.Range(0, 8).Select(number => RefusalAsync(desk, number, cancellationToken)).ToList();
            // Distinct pages: none of them is kept. All are answered before the lock goes.
            var reading = await Task.WhenAll(Enumerable.Range(1, readers).Select(number => desk.ReadAsync(FormattableString.Invariant($"/search?q=rain+{number}"), cancellationToken)));
            wrong.AddRange(reading.Where(status => status != 200).Select(status => $"a reader was answered {status}"));
            wrong.AddRange((await Task.WhenAll(writers)).OfType<string>());
        }

        var saved = await desk.SaveAsync("afterwards", 1, cancellationToken);
        wrong.AddRange((await blog.EssaysAsync(cancellationToken)).ContainsKey(saved) ? [] : ["what was saved afterwards is not there"]);
        return new Finding("database locked by another process", readers, 1, wrong);
    }

    /// <summary>An author saves while a verb imports into the same database.</summary>
    public static async Task<Finding> ImportingAsync(FaultBlog blog, int files, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var acknowledged = new ConcurrentDictionary<int, string>();
        await using var site = await blog.ServeAsync(address, cancellationToken);
        using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
        var patience = 0;
        var import = blog.Program.RunAsync(input: null, cancellationToken, [.. blog.WriteReviews("imported", files), blog.Setting]);
        for (var number = 0; !import.IsCompleted; number++)
        {
            try
            {
                acknowledged[await desk.SaveAsync("beside an import", number, cancellationToken)] = FaultDesk.TextOf("beside an import", number);
            }
            catch (RefusedException refusal) when (refusal is { Status: 503, RetryAfter: not null })
            {
                // Where a machine is so busy that its turn did not come, an author is asked for a moment's patience.
                patience++;
            }
            catch (RefusedException refusal)
            {
                wrong.Add($"a save beside an import is answered {refusal.Message}");
            }
        }

        await import;
        await AddLostAsync(blog, acknowledged, wrong, cancellationToken);
        wrong.AddRange(patience <= acknowledged.Count ? [] : [$"of {acknowledged.Count + patience} saves beside an import {patience} did not come to their turn"]);
        return new Finding("an import beside an author", files, acknowledged.Count, wrong);
    }

    /// <summary>The service manager stops it while it answers many.</summary>
    public static async Task<Finding> StoppedAsync(FaultBlog blog, int connections, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var acknowledged = new ConcurrentDictionary<int, string>();
        await using var site = await blog.ServeAsync(address, cancellationToken);
        using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
        var saving = desk.SaveUntilItEndsAsync("stopped", acknowledged, cancellationToken);
        var readers = Enumerable.Range(0, connections).Select(number => ReadUntilItEndsAsync(address, number, cancellationToken)).ToList();
        while (acknowledged.Count < 5 && !saving.IsCompleted)
        {
            await Task.Delay(10, cancellationToken);
        }

        var exitCode = await site.TerminateAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        await saving;
        var torn = (await Task.WhenAll(readers)).Sum(r => r.Torn);
        wrong.AddRange(exitCode == 0 ? [] : [$"it ended with {exitCode}: {site.LastSaid()}"]);
        wrong.AddRange(torn == 0 ? [] : [$"{torn} answers that had begun were cut off"]);
        await AddLostAsync(blog, acknowledged, wrong, cancellationToken);
        return new Finding("stopped under load", connections, acknowledged.Count, wrong);
    }

    /// <summary>It is killed in the middle of a load of readers and one author, and started again.</summary>
    public static async Task<Finding> KilledAsync(FaultBlog blog, TimeSpan load, int connections, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        var acknowledged = new ConcurrentDictionary<int, string>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await blog.ServeAsync(address, cancellationToken);
        using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
        var readers = Enumerable.Range(0, connections).Select(number => ReadThroughoutAsync(address, number, ended.Token)).ToList();
        var saving = desk.SaveUntilItEndsAsync("first life", acknowledged, cancellationToken);
        await Task.Delay(load / 2, cancellationToken);
        while (acknowledged.IsEmpty && !saving.IsCompleted)
        {
            await Task.Delay(10, cancellationToken);
        }

        await first.KillAsync(cancellationToken);
        var killed = Stopwatch.GetTimestamp();
        await saving;
        await first.DisposeAsync();
        await using var second = await blog.ServeAsync(address, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(load / 2);
        var failed = 0;
        for (var number = 0; number == 0 || !stop.IsCancellationRequested; number++)
        {
            try
            {
                acknowledged[await desk.SaveAsync("second life", number, cancellationToken)] = FaultDesk.TextOf("second life", number);
            }
            catch (Exception failure) when (failure is HttpRequestException or RefusedException)
            {
                failed++;
            }
        }

        await ended.CancelAsync();
        var seen = await Task.WhenAll(readers);
        wrong.AddRange(failed == 0 ? [] : [$"{failed} saves failed after the restart"]);
        wrong.AddRange(seen.Any(s => s.LastTorn > killed) ? ["an answer was cut off that was asked for when the first life was over"] : []);
        wrong.AddRange(seen.Sum(s => s.Wrong) is > 0 and var odd ? [$"{odd} answers were not 200"] : []);
        await AddLostAsync(blog, acknowledged, wrong, cancellationToken);
        return new Finding(FormattableString.Invariant($"killed and started again under load ({seen.Sum(s => s.Right)} answers, {seen.Sum(s => s.Torn)} cut off)"), 1, acknowledged.Count, wrong);
    }

    /// <summary>Clients upload a picture, or put one in the place of another, and leave before they are answered, at every point of it.</summary>
    public static async Task<Finding> LeavingPicturesAsync(FaultBlog blog, int times, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        await using (var site = await blog.ServeAsync(address, cancellationToken))
        {
            using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
            await desk.UploadAsync("shown", 0, cancellationToken);
            var picture = (await blog.PicturesAsync(cancellationToken))["shown"].Id;
            var review = await desk.SaveAsync("shows it", 1, cancellationToken, "\n\n![Rain](../images/shown.webp)\n\nThe end.");
            await desk.PublishAsync(review, cancellationToken);
            for (var number = 1; number <= times; number++)
            {
                using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                leaving.CancelAfter(TimeSpan.FromMilliseconds(number * 7 % 60));
                try
                {
                    if (number % 2 == 0)
                    {
                        await desk.UploadAsync(FormattableString.Invariant($"left-{number}"), number, leaving.Token);
                    }
                    else
                    {
                        await desk.ReplaceAsync(picture, number, leaving.Token);
                    }
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // It was to leave.
                }
            }

            // What is saved is shown, though nobody waits for it.
            for (var tries = 0; tries < 300 && (await blog.DamagesAsync(cancellationToken)).Count > 0; tries++)
            {
                await Task.Delay(100, cancellationToken);
            }

            wrong.AddRange(await blog.DamagesAsync(cancellationToken));
            var page = await desk.TextOfPageAsync("/reviews/shows-it-1", cancellationToken);
            wrong.AddRange(page.Contains((await blog.PicturesAsync(cancellationToken))["shown"].Hash, StringComparison.Ordinal) ? [] : ["the page does not show the picture that is in the library"]);
            wrong.AddRange(await desk.ReadAsync("/", cancellationToken) is 200 ? [] : ["it does not answer any more"]);
        }

        return new Finding("clients that leave while they send pictures", times, 1, wrong);
    }

    /// <summary>Clients send a save and leave before they are answered, at every point of it.</summary>
    public static async Task<Finding> LeavingAsync(FaultBlog blog, int times, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        await using var site = await blog.ServeAsync(address, cancellationToken);
        using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
        await desk.SaveAsync("warm", 0, cancellationToken);
        await LeaveAsync(desk, times / 4, "warming", cancellationToken);
        var handles = HandlesOf(site);
        await LeaveAsync(desk, times, "left", cancellationToken);
        for (var number = 0; number < 20; number++)
        {
            using var reader = new TcpClient();
            await reader.ConnectAsync(address.Host, address.Port, cancellationToken);
            await reader.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Paths[number % Paths.Length]} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"), cancellationToken);
        }

        wrong.AddRange(await desk.ReadAsync("/", cancellationToken) is 200 ? [] : ["it does not answer any more"]);
        await desk.SaveAsync("afterwards", 0, cancellationToken);
        await UntilHandlesAreFreeAsync(site, handles + 49, cancellationToken);
        var now = HandlesOf(site);
        wrong.AddRange(now < handles + 50 ? [] : [$"{now - handles} handles were not given back"]);
        wrong.AddRange(await blog.DamagesAsync(cancellationToken));
        return new Finding("clients that leave while they save", times, 0, wrong);
    }

    /// <summary>The process may open few files: there are more connections than that.</summary>
    public static async Task<Finding> FewHandlesAsync(FaultBlog blog, int handles, CancellationToken cancellationToken)
    {
        var address = ServerProcess.FreeAddress();
        var wrong = new List<string>();
        await using var site = await blog.ServeAsync(address, cancellationToken, "/bin/sh", "-c", FormattableString.Invariant($"ulimit -n {handles} && exec \"$@\""), "sh");
        using var desk = await FaultDesk.SignInAsync(address, cancellationToken);
        await desk.SaveAsync("warm", 0, cancellationToken);
        var idle = new List<TcpClient>();
        for (var number = 0; number < handles; number++)
        {
            var client = new TcpClient();
            idle.Add(client);
            await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        }

        await Task.Delay(500, cancellationToken);
        idle.ForEach(client => client.Dispose());
        await UntilHandlesAreFreeAsync(site, handles / 2, cancellationToken);
        wrong.AddRange(await desk.ReadAsync("/reviews/beginning-1", cancellationToken) is 200 ? [] : ["it does not answer any more"]);
        var saved = await desk.SaveAsync("few handles", 1, cancellationToken);
        wrong.AddRange((await blog.EssaysAsync(cancellationToken)).ContainsKey(saved) ? [] : ["what was saved is not there"]);
        return new Finding("more connections than files may be open", handles, 1, wrong);
    }

    // The connections that it could not take are refused first.
    private static async Task UntilHandlesAreFreeAsync(ServerProcess site, int handles, CancellationToken cancellationToken)
    {
        for (var tries = 0; HandlesOf(site) > handles && tries < 200; tries++)
        {
            await Task.Delay(100, cancellationToken);
        }
    }

    private static int HandlesOf(ServerProcess site)
    {
        var handles = $"/proc/{site.Id}/fd";
        return Directory.Exists(handles) ? Directory.GetFiles(handles).Length : throw new InvalidOperationException($"The site has ended. {site.LastSaid()}");
    }

    private static async Task LeaveAsync(FaultDesk desk, int times, string name, CancellationToken cancellationToken)
    {
        for (var number = 0; number < times; number++)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            leaving.CancelAfter(TimeSpan.FromMilliseconds(number % 25));
            try
            {
                await desk.SaveAsync(name, number, leaving.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // It was to leave.
            }
        }
    }

    private static async Task<string?> RefusalAsync(FaultDesk desk, int number, CancellationToken cancellationToken)
    {
        try
        {
            await desk.SaveAsync("locked", number, cancellationToken);
            return "a review was saved into a locked database";
        }
        catch (RefusedException refusal)
        {
            return refusal is { Status: 503, RetryAfter: not null } ? null : $"a save into a locked database is answered {refusal.Message}, Retry-After {refusal.RetryAfter ?? "none"}";
        }
    }

    private static async Task<Seen> ReadUntilItEndsAsync(Uri address, int first, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var number = first; ; number++)
        {
            var seen = await ReadAsync(http, number, cancellationToken);
            if (seen is not { Right: 1 })
            {
                return seen;
            }
        }
    }

    private static async Task<Seen> ReadThroughoutAsync(Uri address, int first, CancellationToken ended)
    {
        using var http = new HttpClient { BaseAddress = address };
        var all = Seen.Nothing;
        for (var number = first; !ended.IsCancellationRequested; number++)
        {
            var seen = await ReadAsync(http, number, CancellationToken.None);
            all = new Seen(all.Right + seen.Right, all.Wrong + seen.Wrong, all.Torn + seen.Torn, Math.Max(all.LastTorn, seen.LastTorn));
            if (seen == Seen.Nothing)
            {
                // Nobody listens: a browser tries again.
                await Task.Delay(20, CancellationToken.None);
            }
        }

        return all;
    }

    // An answer that began counts as cut off; where nobody listens, or the connection was idle and is closed, there was none.
    private static async Task<Seen> ReadAsync(HttpClient http, int number, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        var asked = Stopwatch.GetTimestamp();
        try
        {
            answer = await http.GetAsync(new Uri(Paths[number % Paths.Length], UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException refused)
        {
            return refused.HttpRequestError == HttpRequestError.ConnectionError ? Seen.Nothing : new Seen(0, 0, 1, asked);
        }

        using (answer)
        {
            try
            {
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                // A site that has just started asks for a moment's patience.
                var isStarting = answer is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null };
                return answer.IsSuccessStatusCode ? new Seen(1, 0, 0) : new Seen(0, isStarting ? 0 : 1, 0);
            }
            catch (Exception torn) when (torn is HttpRequestException or IOException)
            {
                return new Seen(0, 0, 1, asked);
            }
        }
    }

    private static async Task AddLostAsync(FaultBlog blog, ConcurrentDictionary<int, string> acknowledged, List<string> wrong, CancellationToken cancellationToken)
    {
        var stored = await blog.EssaysAsync(cancellationToken);
        wrong.AddRange(acknowledged.Where(a => stored.GetValueOrDefault(a.Key) != a.Value).Select(a => $"review {a.Key} was acknowledged and is not there"));
        wrong.AddRange(await blog.DamagesAsync(cancellationToken));
    }

    // When the last answer that was cut off had been asked for, by the stopwatch.
    private sealed record Seen(int Right, int Wrong, int Torn, long LastTorn = 0)
    {
        public static readonly Seen Nothing = new(0, 0, 0);
    }
}
