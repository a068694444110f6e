using System.Data.Common;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Content;

/// <summary>The author's pictures: takes new ones in, puts others in their place, and takes away what nothing shows.</summary>
public sealed class ImageLibrary(FilmBlogContext db, ImageStore store, Rerenderer rerenderer, TimeProvider clock)
{
    private const string NoName = "image";

    /// <summary>
    /// Takes a picture in, saves it (with whatever else the context has to save) and returns it; the same picture twice is the same image.
    /// Throws <see cref="ImageRefusedException"/> with a sentence when it is not one that the blog takes, and then nothing is left of it.
    /// </summary>
    /// <param name="fileName">What the file was called: its name in the library is made from it.</param>
    /// <param name="source">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Image> AddAsync(string fileName, byte[] source, CancellationToken cancellationToken)
    {
        var sourceHash = ImageStore.HashOf(source);
        if (await KnownAsync(sourceHash, cancellationToken) is { } known)
        {
            return known;
        }

        var master = await store.NormaliseAsync(source, cancellationToken);
        return await KeepAsync(master, async () =>
        {
            // Looked for under the lock of the transaction, so that two who bring the same picture or the same name do not meet.
            if (await db.Images.FirstOrDefaultAsync(i => i.Hash == master.Hash, cancellationToken) is { } same)
            {
                return same;
            }

            var name = await FreeNameAsync(fileName, cancellationToken);
            var image = new Image(master.Hash, sourceHash, name, master.Width, master.Height, master.Bytes.Length, master.Tone, clock.GetUtcNow());
            db.Images.Add(image);
            return image;
        }, cancellationToken);
    }

    /// <summary>
    /// Puts another picture in the place of an image: its name stays, and everything that shows it shows the new one. Throws
    /// <see cref="ImageRefusedException"/> with a sentence when the picture is not one that the blog takes, or is another image already. The
    /// result says of which texts it is not true yet, a sentence each.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="source">The file.</param>
    /// <param name="cancellationToken">Gives up before anything is saved; what is saved is shown, whoever has left meanwhile.</param>
    public async Task<IReadOnlyList<string>> ReplaceAsync(Image image, byte[] source, CancellationToken cancellationToken)
    {
        var master = await store.NormaliseAsync(source, cancellationToken);
        await KeepAsync(master, async () =>
        {
            await db.Entry(image).ReloadAsync(cancellationToken);
            if (db.Entry(image).State == EntityState.Detached)
            {
                throw new ImageRefusedException("the one in whose place it comes was deleted meanwhile");
            }

            // Whoever sends the same again may do so because its texts were not shown anew.
            await Rerenderer.MarkShowingAsync(db, image.Id, cancellationToken);
            if (image.Hash == master.Hash)
            {
                return image;
            }

            if (await db.Images.FirstOrDefaultAsync(i => i.Hash == master.Hash, cancellationToken) is { } other)
            {
                throw new ImageRefusedException($"this picture is in the library already, as {other.Name}");
            }

            store.Hold(image.Hash);
            image.Show(master.Hash, ImageStore.HashOf(source), master.Width, master.Height, master.Bytes.Length, master.Tone);
            // A cover stands in no text: whoever keeps pages in memory learns of it as of any change to the review.
            foreach (var covered in await db.Reviews.Where(r => r.CoverId == image.Id).ToListAsync(cancellationToken))
            {
                db.Entry(covered).Property(r => r.CoverId).IsModified = true;
            }

            return image;
        }, cancellationToken);
        return await RenderAsync(image);
    }

    /// <summary>Takes an image away, unless something shows it. False when something does. Its files go some hours later: <see cref="SweepAsync"/>.</summary>
    public async Task<bool> RemoveAsync(Image image, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if ((await ImagePlaces.OfAsync(db, image, cancellationToken)).Count > 0)
        {
            return false;
        }

        store.Hold(image.Hash);
        db.Images.Remove(image);
        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        return true;
    }

    /// <summary>Deletes the files of pictures that no image has been named by for <see cref="ImageStore.Stay"/>. How many pictures it were.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var known = await db.Images.Select(i => i.Hash).ToHashSetAsync(cancellationToken);
        var removed = 0;
        foreach (var hash in store.Hashes().Where(hash => !known.Contains(hash) && store.IsIdle(hash)))
        {
            // While it is one's turn nobody else saves an image, and who is about to has said that its file is to stay.
            await using var writing = await db.BeginWritingAsync(cancellationToken);
            if (store.IsIdle(hash) && !await db.Images.AnyAsync(i => i.Hash == hash, cancellationToken))
            {
                store.Remove(hash);
                removed++;
            }
        }

        return removed;
    }

    // The same picture came in before, and need not be decoded again.
    private async Task<Image?> KnownAsync(string sourceHash, CancellationToken cancellationToken)
    {
        if (!await db.Images.AnyAsync(i => i.SourceHash == sourceHash || i.Hash == sourceHash, cancellationToken))
        {
            return null;
        }

        await using var writing = await db.BeginWritingAsync(cancellationToken);
        if (await db.Images.FirstOrDefaultAsync(i => i.SourceHash == sourceHash || i.Hash == sourceHash, cancellationToken) is not { } known || !store.Hold(known.Hash))
        {
            return null;
        }

        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        return known;
    }

    private async Task<IReadOnlyList<string>> RenderAsync(Image image)
    {
        try
        {
            return (await rerenderer.RenderShowingAsync(image.Id, CancellationToken.None)).Problems;
        }
        catch (Exception failure) when (failure is DatabaseBusyException or DbException or DbUpdateException or IOException)
        {
            // It is marked, and done as soon as it can be.
            return ["Some texts could not be shown anew at this moment; the site does so as soon as it can."];
        }
    }

    // The file is written within the transaction and taken away with it: a disk that is full leaves neither a row nor a file.
    private async Task<Image> KeepAsync(ImageMaster master, Func<Task<Image>> place, CancellationToken cancellationToken)
    {
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        var image = await place();
        var isNew = await store.KeepAsync(master, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await writing.CommitAsync();

            return image;
        }
        catch when (isNew)
        {
            store.Remove(master.Hash);
            throw;
        }
    }

    private async Task<string> FreeNameAsync(string fileName, CancellationToken cancellationToken)
    {
        // A browser may send the path that the file had at home.
        var wish = Slug.From(Path.GetFileNameWithoutExtension(fileName.Replace('\\', '/')))?.Value ?? "";
        var stem = wish.Length == 0 ? NoName : wish[..Math.Min(wish.Length, Slug.MaxLength - 10)];
        var taken = await db.Images.Where(i => i.Name.StartsWith(stem)).Select(i => i.Name).ToHashSetAsync(cancellationToken);
        return Slug.Free(wish, NoName, null, slug => taken.Contains(slug.Value)).Value;
    }
}
