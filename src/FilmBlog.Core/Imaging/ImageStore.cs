using System.Security.Cryptography;
using FilmBlog.Core.Data;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// The masters of the author's images, in files named by the hash of their bytes, and beside each the narrower and plainer forms that
/// somebody has asked for. A master that no image is named by any more is not deleted at once: a backup may be on its way to it, an import may
/// be about to save it, somebody may have its page open.
/// </summary>
public sealed class ImageStore(DataFolder folder, TimeProvider clock) : IDisposable
{
    /// <summary>How long a master stays without an image: longer than a backup takes, or an import between a picture and its review.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromHours(6);

    // As long as a page that is open takes to fetch its pictures.
    private static readonly TimeSpan Farewell = TimeSpan.FromMinutes(1);

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

    /// <summary>Writes a master where it is missing: whole or not at all. False where it was there; it stays as <see cref="Hold"/> says.</summary>
    public async Task<bool> KeepAsync(ImageMaster master, CancellationToken cancellationToken)
    {
        if (Hold(master.Hash))
        {
            return false;
        }

        var path = PathOf(master.Hash);
        DurableFile.CreateFolder(Path.GetDirectoryName(path)!);
        await DurableFile.WriteAsync(path, draft => File.WriteAllBytesAsync(draft, master.Bytes, cancellationToken));
        Hold(master.Hash);
        return true;
    }

    /// <summary>Lets a master stay for <see cref="Stay"/> from now on, whether or not an image is named by it. False where there is none.</summary>
    public bool Hold(string hash)
    {
        var path = PathOf(hash);
        try
        {
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's file.
            return File.Exists(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Whether no image has needed a master for <see cref="Stay"/>, if none is named by it now.</summary>
    public bool IsIdle(string hash) => clock.GetUtcNow() - File.GetLastWriteTimeUtc(PathOf(hash)) > Stay;

    /// <summary>Whether a master is still shown that no image is named by, to those who have its page open.</summary>
    public bool IsLeaving(string hash) => clock.GetUtcNow() - File.GetLastWriteTimeUtc(PathOf(hash)) < Farewell;

    /// <summary>The hashes of all masters, and of what was made from them.</summary>
    public IReadOnlySet<string> Hashes()
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        if (Directory.Exists(folder.Images))
        {
            foreach (var path in Directory.EnumerateFiles(folder.Images, "*", SearchOption.AllDirectories))
            {
                if (ImageForm.TryParse(Path.GetFileName(path), out var form))
                {
                    hashes.Add(form.Hash);
                }
            }
        }

        return hashes;
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
                var bytes = ImageMaster.Make(form, await File.ReadAllBytesAsync(master, cancellationToken));
                await DurableFile.WriteRenewableAsync(path, draft => File.WriteAllBytesAsync(draft, bytes, cancellationToken));
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
}
