using System.Threading.Channels;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Logging;

namespace FilmBlog.Web.Security;

/// <summary>
/// Notes in the audit trail what was not let happen: sign-ins that failed, what an author may not do, what other sites send, what comes too
/// often. Written after the answer and by somebody else, so that how long it takes tells nobody anything, and of each kind only so often that a
/// flood fills nothing.
/// </summary>
public sealed partial class Refusals(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Refusals> log) : BackgroundService
{
    /// <summary>How many of a kind are noted within an hour.</summary>
    public const int AnHour = 20;

    /// <summary>Who is not known by a name.</summary>
    public const string Somebody = Actors.Somebody;

    /// <summary>A page of another site, by the browser's word.</summary>
    public const string AnotherSite = Actors.AnotherSite;

    /// <summary>What somebody did who could not prove who they are.</summary>
    public const string Failed = "failed to sign in";

    /// <summary>What somebody was who failed too often.</summary>
    public const string ShutOut = "was shut out for a while";

    /// <summary>What somebody was who asked for what they may not do.</summary>
    public const string Refused = "was refused";

    /// <summary>How long is kept what strangers tried, and what was refused to whomever: network addresses stand in it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const string Anothers = "it is another author’s";
    private const int AtOnce = 100;

    private readonly Channel<AuditEntry> waiting = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Number)> noted = new(StringComparer.Ordinal);

    /// <summary>A sign-in failed that is counted elsewhere, so that there are few of them.</summary>
    /// <param name="http">The request.</param>
    /// <param name="action">What happened.</param>
    /// <param name="who">The author, or what was shown.</param>
    /// <param name="detail">What was wrong.</param>
    public void Note(HttpContext http, string action, string who, string? detail = null) => waiting.Writer.TryWrite(Entry(http, action, who, detail));

    /// <summary>A sign-in failed that anybody can repeat as they like.</summary>
    public void NoteSome(HttpContext http, string action, string who, string? detail = null)
    {
        if (MayNote($"{action} {detail}") is { } last)
        {
            Note(http, action, who, Ended(detail, last));
        }
    }

    /// <summary>A request was refused.</summary>
    /// <param name="http">The request.</param>
    /// <param name="why">In a few words, always the same ones.</param>
    /// <param name="from">The page that sent it, where that was another site's; then nothing is said of whose browser it was.</param>
    public void NoteRequest(HttpContext http, string why, string? from = null)
    {
        if (MayNote(why) is not { } last)
        {
            return;
        }

        var request = $"{http.Request.Method} {SecretsInPaths.Without(http.Request.Path.Value ?? "")}";
        waiting.Writer.TryWrite(from is null
            ? Entry(http, Refused, request, Ended(why, last))
            : new AuditEntry(clock.GetUtcNow(), null, AnotherSite, Refused, request, Ended($"{why} {from}".TrimEnd(), last)));
    }

    /// <summary>An author asked for what belongs to another and is answered as if it were not there.</summary>
    public void NoteAnothers(HttpContext http) => NoteRequest(http, Anothers);

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    // Not ended by the stop, but by the end of what waits.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var entries = new List<AuditEntry>();
            while (entries.Count < AtOnce && waiting.Reader.TryRead(out var entry))
            {
                entries.Add(entry);
            }

            await WriteAsync(entries);
        }
    }

    private async Task WriteAsync(List<AuditEntry> entries)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            db.AuditTrail.AddRange(entries);
            await db.SaveChangesAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.NotWritten(log, failure, entries.Count);
        }
    }

    private AuditEntry Entry(HttpContext http, string action, string subject, string? detail) =>
        new(clock.GetUtcNow(), http.User.AuthorId, http.User.AuthorName is { Length: > 0 } name ? name : Somebody, action, subject, detail)
        {
            ClientAddress = http.Connection.RemoteIpAddress?.ToString(),
        };

    // Whether this is the last of its kind for a while; null: it is one too many.
    private bool? MayNote(string kind)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var (since, number) = noted.TryGetValue(kind, out var before) && now - before.Since < TimeSpan.FromHours(1) ? before : (now, 0);
            noted[kind] = (since, Math.Min(number + 1, AnHour + 1));
            return number < AnHour ? number + 1 == AnHour : null;
        }
    }

    private static string? Ended(string? detail, bool isLast) => isLast ? $"{detail} (more of the kind within the hour are not noted)".TrimStart() : detail;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Count} entries of the audit trail could not be written")]
        public static partial void NotWritten(ILogger logger, Exception failure, int count);
    }
}

/// <summary>Where pages find that something is another author's.</summary>
internal static class AnothersRefusal
{
    /// <summary>Notes that the request asked for what belongs to another.</summary>
    public static void NoteAnothers(this HttpContext http) => http.RequestServices.GetRequiredService<Refusals>().NoteAnothers(http);
}
