using System.Security.Cryptography;
using FilmBlog.Core.Data;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// The masters of the author's images, in files named by the hash of their bytes, and beside each the narrower and plainer forms that
/// somebody has asked for.
/// </summary>
public sealed class ImageStore(DataFolder folder) : IDisposable
{
    // Decoding a large picture takes hundreds of megabytes: one at a time.
    private readonly SemaphoreSlim decoding = new(1);

    /// <inheritdoc/>
    public void Dispose() => decoding.Dispose();

    /// <summary>The hash that tells whether these bytes came in before.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The address at which a master is served.</summary>
    public static string AddressOf(string hash) => new ImageForm(hash, null, ImageForm.WebP).Address;

    /// <summary>The file of a master; it may be missing.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    public string PathOf(string hash) => folder.ImagePath(hash);

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

    /// <summary>Writes a master where it is missing: whole or not at all. False where it was there.</summary>
    public async Task<bool> KeepAsync(ImageMaster master, CancellationToken cancellationToken)
    {
        var path = PathOf(master.Hash);
        if (File.Exists(path))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await WriteAsync(path, master.Bytes, cancellationToken);
        return true;
    }

    /// <summary>
    /// The file of a form, made when it is asked for the first time; null when there is no such image, or not in that form.
    /// </summary>
    public async Task<string?> FindAsync(ImageForm form, CancellationToken cancellationToken)
    {
        var master = PathOf(form.Hash);
        var path = Path.Combine(Path.GetDirectoryName(master)!, form.FileName);
        if (File.Exists(path))
        {
            return path;
        }

        if (form.IsMaster || !File.Exists(master) || !ImageMaster.Has(form, master))
        {
            return null;
        }

        await decoding.WaitAsync(cancellationToken);
        try
        {
            // Those who waited find what the first one made.
            if (!File.Exists(path))
            {
                await WriteAsync(path, ImageMaster.Make(form, await File.ReadAllBytesAsync(master, cancellationToken)), cancellationToken);
            }

            return path;
        }
        catch (Exception lost) when (lost is ImageRefusedException or FileNotFoundException)
        {
            // The master is damaged, or was taken away just now.
            return null;
        }
        finally
        {
            decoding.Release();
        }
    }

    /// <summary>The tone of a master; <see cref="ImageTone.Unknown"/> when it is missing or damaged.</summary>
    public async Task<int> ToneOfAsync(string hash, CancellationToken cancellationToken)
    {
        await decoding.WaitAsync(cancellationToken);
        try
        {
            return ImageMaster.ToneOf(await File.ReadAllBytesAsync(PathOf(hash), cancellationToken));
        }
        catch (Exception lost) when (lost is ImageRefusedException or IOException)
        {
            return ImageTone.Unknown;
        }
        finally
        {
            decoding.Release();
        }
    }

    /// <summary>Takes a master away with all that was made from it. Nothing may show it any more.</summary>
    public void Remove(string hash)
    {
        if (Path.GetDirectoryName(PathOf(hash)) is { } place && Directory.Exists(place))
        {
            foreach (var path in Directory.EnumerateFiles(place, hash + "*"))
            {
                File.Delete(path);
            }
        }
    }

    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        var draft = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(bytes, cancellationToken);
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
