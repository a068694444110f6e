using System.Globalization;
using FilmBlog.Benchmarks.Pages;
using FilmBlog.Core.Data;

namespace FilmBlog.Benchmarks.Load;

/// <summary>What the site sent for each kind of page: the bytes, in files for servers that stand beside it, and the entity tags.</summary>
internal sealed class SentPages : IDisposable
{
    private readonly List<SentKind> kinds = [];

    private SentPages()
    {
    }

    /// <summary>The folder of the files.</summary>
    public TemporaryFolder Files { get; } = new(Directory.CreateTempSubdirectory("filmblog-sent-").FullName);

    public IReadOnlyList<SentKind> Kinds => kinds;

    /// <summary>Asks for each page until it is as small as it gets: the site compresses once more what is asked for again.</summary>
    public static async Task<SentPages> CaptureAsync(ServerProcess site, IEnumerable<PageKind> kinds, CancellationToken cancellationToken)
    {
        var sent = new SentPages();
        try
        {
            var wanted = kinds.ToList();
            using var http = new HttpClient { BaseAddress = site.Address };
            http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
            for (var round = 0; round < 3; round++)
            {
                foreach (var path in wanted.SelectMany(kind => kind.Paths))
                {
                    using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
                }
            }

            await site.UntilQuietAsync(cancellationToken);
            foreach (var kind in wanted)
            {
                await sent.AddAsync(http, kind, cancellationToken);
            }

            return sent;
        }
        catch
        {
            sent.Dispose();
            throw;
        }
    }

    public void Dispose() => Files.Dispose();

    private async Task AddAsync(HttpClient http, PageKind kind, CancellationToken cancellationToken)
    {
        var (paths, tags, bytes, status) = (new List<string>(), new List<string>(), 0L, 0);
        foreach (var path in kind.Paths)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            var name = string.Create(CultureInfo.InvariantCulture, $"{kinds.Count}-{paths.Count}");
            await File.WriteAllBytesAsync(Path.Combine(Files.Path, name), body, cancellationToken);
            paths.Add("/" + name);
            tags.Add(answer.Headers.ETag?.ToString() ?? "");
            (bytes, status) = (bytes + body.Length, (int)answer.StatusCode);
        }

        kinds.Add(new SentKind(kind, status, paths, tags.Contains("") ? null : tags, bytes / (double)paths.Count));
    }
}

/// <summary>A kind of page as it was sent.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Status">The status of its pages.</param>
/// <param name="Files">The paths at which other servers have the same bytes.</param>
/// <param name="Tags">The entity tags of the pages; null: they have none.</param>
/// <param name="Bytes">Bytes of a page, compressed, on average.</param>
internal sealed record SentKind(PageKind Kind, int Status, IReadOnlyList<string> Files, IReadOnlyList<string>? Tags, double Bytes);
