using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FilmBlog.Benchmarks.Load;

/// <summary>The process of a <see cref="LoadGenerator"/>: an order a line as JSON, and what came of it a line as JSON, until its input ends.</summary>
internal static class LoadDriver
{
    public static async Task<int> RunAsync()
    {
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line)
        {
            Console.WriteLine(JsonSerializer.Serialize(await new Drive(JsonSerializer.Deserialize<Order>(line)!).RunAsync()));
        }

        return 0;
    }

    private sealed class Drive(Order order)
    {
        private readonly byte[][] requests = [.. order.Paths.Select((path, number) => Request(order, path, number))];
        private readonly long started = Stopwatch.GetTimestamp();
        private int asked;
        private string? problem;

        public async Task<Outcome> RunAsync()
        {
            var groups = (order.Groups?.Max() ?? 0) + 1;
            var connections = await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(number => ConnectionAsync(number, groups)));
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var sums = Enumerable.Range(0, groups).Select(group => Tally.Sum(connections.Select(tallies => tallies[group]))).ToList();
            return new Outcome(seconds, [.. sums.Select(sum => sum.Answers)], Tally.Sum(sums).Answers, problem);
        }

        private async Task<Tally[]> ConnectionAsync(int number, int groups)
        {
            // Not one after the other on the thread that began: all at once.
            await Task.Yield();
            Tally[] tallies = [.. Enumerable.Range(0, groups).Select(_ => new Tally())];
            using var connection = new DrivenConnection(new IPEndPoint(IPAddress.Parse(order.Address.Host), order.Address.Port));
            var turns = order.Turns?.Count ?? order.Paths.Count;
            for (var turn = Interlocked.Increment(ref asked) - 1; turn < order.Requests && !IsOver; turn = Interlocked.Increment(ref asked) - 1)
            {
                var path = order.Turns?[turn % turns] ?? (turn % turns);
                var tally = tallies[order.Groups?[path] ?? 0];
                var sent = Stopwatch.GetTimestamp();
                try
                {
                    var answer = await connection.AskAsync(requests[path]);
                    tally.Times.Add((long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
                    tally.Bytes += answer.Bytes;
                    if (order.Status == 0 ? answer.Status >= 500 : answer.Status != order.Status)
                    {
                        tally.Wrong++;
                        problem ??= $"{order.Paths[path]} is answered {answer.Status}";
                    }
                }
                catch (Exception failure) when (failure is SocketException or IOException)
                {
                    tally.Times.Add((long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
                    tally.Wrong++;
                    problem ??= $"{order.Paths[path]} is not answered: {failure.Message}";
                    await Task.Delay(TimeSpan.FromMilliseconds(10));
                }
            }

            return tallies;
        }

        private bool IsOver => Stopwatch.GetElapsedTime(started).TotalSeconds >= order.Seconds;

        private static byte[] Request(Order order, string path, int number)
        {
            var head = new StringBuilder()
                .Append("GET ").Append(path).Append(" HTTP/1.1\r\nHost: ").Append(order.Address.Authority)
                .Append("\r\nUser-Agent: filmblog-benchmarks\r\nAccept: text/html\r\nAccept-Encoding: br\r\n");
            if (order.Tags is { } tags)
            {
                head.Append("If-None-Match: ").Append(tags[number]).Append("\r\n");
            }

            if (order.Cookie is { } cookie)
            {
                head.Append("Cookie: ").Append(cookie).Append("\r\n");
            }

            return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
        }
    }

    private sealed class Tally
    {
        public Histogram Times { get; } = new();

        public long Wrong { get; set; }

        public long Bytes { get; set; }

        public Answers Answers => new(Times.Count, Wrong, Bytes, Times.At(0.5), Times.At(0.99), Times.At(1));

        public static Tally Sum(IEnumerable<Tally> parts)
        {
            var sum = new Tally();
            foreach (var part in parts)
            {
                sum.Times.Add(part.Times);
                sum.Wrong += part.Wrong;
                sum.Bytes += part.Bytes;
            }

            return sum;
        }
    }
}
