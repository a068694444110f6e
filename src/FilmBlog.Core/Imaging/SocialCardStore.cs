using FilmBlog.Core.Data;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// Social cards that were drawn, in files named by their version. What is not there is drawn anew: nothing is lost with a file.
/// </summary>
public sealed class SocialCardStore(DataFolder folder) : IDisposable
{
    // A card takes a core for some hundredths of a second: one at a time leaves the rest to readers.
    private readonly SemaphoreSlim drawing = new(1);

    /// <inheritdoc/>
    public void Dispose() => drawing.Dispose();

    /// <summary>The card as a PNG, drawn when it is asked for the first time. A folder that cannot be written does no harm.</summary>
    public async Task<byte[]> GetAsync(SocialCard card, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Cards, card.Version + ".png");
        if (await ReadAsync(path, cancellationToken) is { } kept)
        {
            return kept;
        }

        await drawing.WaitAsync(cancellationToken);
        try
        {
            // Those who waited find what the first one drew.
            if (await ReadAsync(path, cancellationToken) is { } drawn)
            {
                return drawn;
            }

            var png = card.Draw();
            await KeepAsync(path, png, cancellationToken);
            return png;
        }
        finally
        {
            drawing.Release();
        }
    }

    /// <summary>Takes away what was drawn before an instant. How many cards it were.</summary>
    public int RemoveBefore(DateTimeOffset instant)
    {
        var count = 0;
        if (Directory.Exists(folder.Cards))
        {
            foreach (var file in new DirectoryInfo(folder.Cards).EnumerateFiles().Where(file => file.LastWriteTimeUtc < instant.UtcDateTime))
            {
                file.Delete();
                count++;
            }
        }

        return count;
    }

    private static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task KeepAsync(string path, byte[] png, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder.Cards);
            await DurableFile.WriteRenewableAsync(path, draft => File.WriteAllBytesAsync(draft, png, cancellationToken));
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // Drawn again the next time.
        }
    }
}
