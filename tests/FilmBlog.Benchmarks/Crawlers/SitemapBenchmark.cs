using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Web.Crawlers;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Crawlers;

/// <summary>What an address of the sitemap costs, and whether that grows with the number of reviews.</summary>
internal static class SitemapBenchmark
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var sizes = (new Options(arguments).List("--reviews") ?? ["1000", "100000"]).Select(size => int.Parse(size, CultureInfo.InvariantCulture));
        foreach (var size in sizes)
        {
            Console.WriteLine(FormattableString.Invariant($"{size} reviews, filling a database …"));
            await using var database = await SyntheticDatabase.CreateAsync(new SyntheticBlog(size), withBodies: false);
            var catalogue = database.Services.GetRequiredService<ReviewCatalogue>();
            await catalogue.RefreshAsync(CancellationToken.None);
            await MeasureAsync("all addresses", database.Services, (output, addresses) => SitemapWriter.WriteAsync(output, Absolute, addresses.AllAsync(CancellationToken.None), CancellationToken.None));
            await MeasureAsync("the first shard", database.Services, (output, addresses) =>
                SitemapWriter.WriteAsync(output, Absolute, addresses.OfAsync(new SitemapShard(SitemapKind.Reviews, 0), CancellationToken.None), CancellationToken.None));
            await MeasureAsync("the index", database.Services, async (output, addresses) =>
                await SitemapWriter.WriteIndexAsync(output, Absolute, await addresses.ShardsAsync(CancellationToken.None), CancellationToken.None));
        }

        return 0;
    }

    private static async Task MeasureAsync(string what, ServiceProvider services, Func<Stream, SitemapAddresses, Task> write)
    {
        var (best, allocated, lines) = (TimeSpan.MaxValue, long.MaxValue, 0);
        for (var round = 0; round < Rounds; round++)
        {
            await using var scope = services.CreateAsyncScope();
            var addresses = new SitemapAddresses(scope.ServiceProvider.GetRequiredService<FilmBlogContext>(), services.GetRequiredService<ReviewCatalogue>(), TimeProvider.System);
            var output = new CountingStream();
            var (before, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            await write(output, addresses);
            var time = Stopwatch.GetElapsedTime(started);
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
            (best, lines) = (time < best ? time : best, output.Addresses);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{what,-16} {lines,8} addresses {best.TotalMilliseconds,9:0.0} ms {best.TotalMicroseconds / lines,8:0.0} µs and {allocated / (double)lines,8:0} bytes allocated each"));
    }

    private static string Absolute(string path) => "https://films.example" + path;

    // Keeps nothing but how many addresses came by.
    private sealed class CountingStream : Stream
    {
        public int Addresses { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => Addresses += buffer.Count("</loc>"u8);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
