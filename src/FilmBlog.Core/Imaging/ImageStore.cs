using System.Security.Cryptography;
using FilmBlog.Core.Data;

namespace FilmBlog.Core.Imaging;

/// <summary>The masters of the author's images, in files named by the hash of their bytes.</summary>
public sealed class ImageStore(DataFolder folder) : IDisposable
{
    /// <summary>The media type of every master.</summary>
    public const string MediaType = "image/webp";

    // Decoding a large picture takes hundreds of megabytes: one at a time.
    private readonly SemaphoreSlim decoding = new(1);

    /// <inheritdoc/>
    public void Dispose() => decoding.Dispose();

    /// <summary>The hash that tells whether these bytes came in before.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The address at which a master is served.</summary>
    public static string AddressOf(string hash) => $"/media/{hash}.webp";

    /// <summary>The file of a master; it may be missing.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    public string PathOf(string hash) => Path.Combine(folder.Images, hash[..2], hash + ".webp");

    /// <summary>
    /// Brings a picture into the form in which it is kept. Nothing is written. Throws <see cref="ImageRefusedException"/> with a sentence
    /// when it is not a JPEG, PNG, WebP or GIF within the limits.
    /// </summary>
    public async Task<ImageMaster> NormaliseAsync(byte[] source, CancellationToken cancellationToken)
    {
        await decoding.WaitAsync(cancellationToken);
        try
        {
            return ImageMaster.From(source);
        }
        finally
        {
            decoding.Release();
        }
    }

    /// <summary>Writes a master where it is missing: whole or not at all.</summary>
    public async Task KeepAsync(ImageMaster master, CancellationToken cancellationToken)
    {
        var path = PathOf(master.Hash);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(master.Bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
