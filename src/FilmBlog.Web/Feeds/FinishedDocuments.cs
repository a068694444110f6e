using System.Collections.Concurrent;
using FilmBlog.Core.Catalogue;
using FilmBlog.Web.Caching;
using Microsoft.Extensions.Caching.Memory;

namespace FilmBlog.Web.Feeds;

/// <summary>
/// Documents that are made once and kept for as long as readers may see nothing else than before: who polls costs neither a query nor a
/// rendering. What is asked for at the same time is made once.
/// </summary>
internal sealed class FinishedDocuments(ReviewCatalogue catalogue, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime) : IDisposable
{
    private const long MostBytes = 16 * 1024 * 1024;

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly ConcurrentDictionary<(string Address, long Version), Lazy<Task<FinishedDocument?>>> making = [];

    /// <summary>The document of an absolute address; null when there is none. What makes it has services of its own.</summary>
    public async ValueTask<FinishedDocument?> FindAsync(
        string address, string mediaType, Func<IServiceProvider, CancellationToken, Task<(byte[] Bytes, PageParts Parts)?>> make, CancellationToken cancellationToken)
    {
        // Asked before anything is read: what is newer than its number is made once more, what is older never kept.
        var version = catalogue.Version;
        if (await KeptAsync(address, version) is { } finished)
        {
            return finished;
        }

        // One visitor's leaving does not take the document from the others.
        var task = making.GetOrAdd(
            (address, version), static (key, a) => new Lazy<Task<FinishedDocument?>>(() => a.Documents.MakeAsync(key, a.Type, a.Make)), (Documents: this, Type: mediaType, Make: make));
        return await task.Value.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    private async ValueTask<FinishedDocument?> KeptAsync(string address, long version) =>
        kept.Get<FinishedDocument>(address) is { } finished && (finished.Version == version || await finished.Parts.HaveStayedAsync(catalogue, finished.Version)) ? finished : null;

    private async Task<FinishedDocument?> MakeAsync((string Address, long Version) key, string mediaType, Func<IServiceProvider, CancellationToken, Task<(byte[] Bytes, PageParts Parts)?>> make)
    {
        try
        {
            if (await KeptAsync(key.Address, key.Version) is { } finished)
            {
                return finished;
            }

            var changedAt = catalogue.ChangedAt;
            await using var scope = scopes.CreateAsyncScope();
            if (await make(scope.ServiceProvider, lifetime.ApplicationStopping) is not (var bytes, var parts))
            {
                return null;
            }

            var made = new FinishedDocument(bytes, mediaType, parts, key.Version, changedAt);
            kept.Set(key.Address, made, new MemoryCacheEntryOptions { Size = made.Size });
            return made;
        }
        finally
        {
            making.TryRemove(key, out _);
        }
    }
}
