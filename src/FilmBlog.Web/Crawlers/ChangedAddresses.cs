using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Crawlers;

/// <summary>
/// Finds the addresses of reviews that changed since the last look, whichever process changed them, and queues them as announcements. The look
/// and the queue are one transaction: what is not queued is found again, and what is queued stays.
/// </summary>
internal sealed class ChangedAddresses(FilmBlogContext db, TimeProvider clock)
{
    /// <summary>The setting that remembers how far the last look came.</summary>
    public const string Told = "indexnow:told";

    /// <summary>The setting that remembers what is known to be gone, so that it is told once: ids of hidden reviews and addresses, one a line.</summary>
    public const string Gone = "indexnow:gone";

    private const int ChangesAtOnce = 2_000;
    private const string Reviews = "/reviews/";

    /// <summary>Queues what changed, a bounded number at once; the first look ever queues nothing. Whether there may be more.</summary>
    public async Task<bool> QueueAsync(CancellationToken cancellationToken)
    {
        // What an earlier look tracked is not this one's.
        db.ChangeTracker.Clear();
        await using var writing = await db.BeginWritingAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var latest = await db.ReviewChanges.MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0;
        // Numbers only grow: a lower one means that the database itself was exchanged.
        if (!Watermark.TryParse(await ReadAsync(Told, cancellationToken), out var last) || last.Number > latest)
        {
            await WriteAsync(Gone, string.Join('\n', await EverythingGoneAsync(now, cancellationToken)), cancellationToken);
            await WriteAsync(Told, new Watermark(latest, now).ToString(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await writing.CommitAsync();
            return false;
        }

        var until = await db.ReviewChanges.Where(c => c.Number > last.Number).OrderBy(c => c.Number).Select(c => (long?)c.Number).Skip(ChangesAtOnce).FirstOrDefaultAsync(cancellationToken)
            ?? latest;
        var changed = await db.ReviewChanges.Where(c => c.Number > last.Number && c.Number <= until && c.ReviewId != ReviewChange.OfTheSite).Select(c => c.ReviewId)
            .ToListAsync(cancellationToken);
        var isEnd = until == latest;
        if (isEnd)
        {
            // What was scheduled appears without any change.
            changed.AddRange(await db.Reviews.Published(now).Where(r => r.PublishedAt > last.At).Select(r => r.Id).ToListAsync(cancellationToken));
        }

        await QueueAsync(await AddressesAsync(changed, now, cancellationToken), now, cancellationToken);
        await WriteAsync(Told, new Watermark(until, isEnd ? now : last.At).ToString(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await writing.CommitAsync();
        return !isEnd;
    }

    // What readers see or saw of these reviews; of drafts nothing, and of what is hidden only when it is hidden.
    private async Task<HashSet<string>> AddressesAsync(List<int> changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = await ReadAsync(Gone, cancellationToken) ?? "";
        var gone = before.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        var reviews = await db.Reviews.Where(r => EF.Parameter(changed).Contains(r.Id)).Select(r => new
        {
            r.Id,
            r.Slug,
            r.WasPublic,
            IsVisible = r.PublishedAt <= now,
            Former = r.Redirects.Select(old => old.Path).ToList(),
        }).ToListAsync(cancellationToken);
        foreach (var review in reviews)
        {
            if (review.IsVisible)
            {
                gone.Remove(NameOf(review.Id));
            }

            if (review.IsVisible || (review.WasPublic && gone.Add(NameOf(review.Id))))
            {
                addresses.Add($"{Reviews}{review.Slug}");
                addresses.UnionWith(review.Former.Where(path => path.StartsWith(Reviews, StringComparison.Ordinal)));
            }
        }

        var deleted = changed.Except(reviews.Select(r => r.Id)).ToList();
        if (deleted.Count > 0)
        {
            gone.ExceptWith(deleted.Select(NameOf));
            addresses.UnionWith((await GoneForGoodAsync(cancellationToken)).Where(gone.Add));
        }

        var after = string.Join('\n', gone.Order(StringComparer.Ordinal));
        if (after != before)
        {
            await WriteAsync(Gone, after, cancellationToken);
        }

        return addresses;
    }

    private async Task QueueAsync(HashSet<string> addresses, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var queued = await db.Announcements.Where(a => EF.Parameter(addresses).Contains(a.Path)).ToDictionaryAsync(a => a.Path, cancellationToken);
        foreach (var address in addresses)
        {
            if (queued.TryGetValue(address, out var announcement))
            {
                announcement.Renew(now);
            }
            else
            {
                db.Announcements.Add(new Announcement(address, now));
            }
        }
    }

    private async Task<IEnumerable<string>> EverythingGoneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hidden = await db.Reviews.Where(r => r.WasPublic && !(r.PublishedAt <= now)).Select(r => r.Id).ToListAsync(cancellationToken);
        return hidden.Select(NameOf).Concat(await GoneForGoodAsync(cancellationToken)).Order(StringComparer.Ordinal);
    }

    private Task<List<string>> GoneForGoodAsync(CancellationToken cancellationToken) => db.Redirects
        .Where(r => r.ReviewId == null && r.DirectorId == null && r.ThemeId == null && r.Path.StartsWith(Reviews)).Select(r => r.Path).ToListAsync(cancellationToken);

    private Task<string?> ReadAsync(string name, CancellationToken cancellationToken) =>
        db.Settings.Where(s => s.Name == name).Select(s => s.Value).SingleOrDefaultAsync(cancellationToken);

    private async Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        if (await db.Settings.SingleOrDefaultAsync(s => s.Name == name, cancellationToken) is { } setting)
        {
            setting.Value = value;
        }
        else
        {
            db.Settings.Add(new Setting(name, value));
        }
    }

    private static string NameOf(int reviewId) => reviewId.ToString(CultureInfo.InvariantCulture);

    /// <summary>How far a look came.</summary>
    /// <param name="Number">The number of the last change that it saw.</param>
    /// <param name="At">The instant until which it saw scheduled reviews appear.</param>
    private sealed record Watermark(long Number, DateTimeOffset At)
    {
        public static bool TryParse(string? text, [NotNullWhen(true)] out Watermark? watermark)
        {
            watermark = text?.Split(' ') is [var number, var at]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? new Watermark(n, instant)
                : null;
            return watermark is not null;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {At:O}");
    }
}
