namespace FilmBlog.Core.Domain;

/// <summary>A sign-in that lasts: one browser of an author. Deleted when it ends, and with it what the browser's cookie is worth.</summary>
public sealed class Session
{
    private Session()
    {
    }

    /// <summary>How long a session lasts at most.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(30);

    /// <summary>How long it lasts when the browser does not come; not for a browser that is to be remembered.</summary>
    public static TimeSpan LongestIdle { get; } = TimeSpan.FromHours(8);

    /// <summary>A session that begins.</summary>
    /// <param name="id">SHA-256 of the key in the browser's cookie.</param>
    /// <param name="authorId">Who signed in.</param>
    /// <param name="ticket">What ASP.NET Core wrote of them, protected.</param>
    /// <param name="signedInAt">When.</param>
    /// <param name="isKept">Whether the browser is to be remembered: then it may stay away for as long as a session lasts.</param>
    public Session(string id, int authorId, byte[] ticket, DateTimeOffset signedInAt, bool isKept)
    {
        Id = id;
        AuthorId = authorId;
        Ticket = ticket;
        SignedInAt = signedInAt;
        SeenAt = signedInAt;
        ExpiresAt = signedInAt + (isKept ? Longest : LongestIdle);
    }

    /// <summary>SHA-256 of the key in the browser's cookie, in lower-case hexadecimal digits: who reads the database cannot sign in with it. The key.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The author.</summary>
    public int AuthorId { get; private set; }

    /// <summary>Who they are, as ASP.NET Core wrote it, protected.</summary>
    public byte[] Ticket { get; private set; } = [];

    /// <summary>When they signed in.</summary>
    public DateTimeOffset SignedInAt { get; private set; }

    /// <summary>When the browser last came, to the minute.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>When it ends unless the browser comes again.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>What the browser calls itself, at most 300 characters.</summary>
    public string? Client { get; private set; }

    /// <summary>The address it came from last, at most 60 characters.</summary>
    public string? ClientAddress { get; private set; }

    /// <summary>When a session ends whose browser comes again now: later than before, never earlier, and never later than the longest one.</summary>
    public static DateTimeOffset EndAfter(DateTimeOffset signedInAt, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var latest = signedInAt + Longest;
        var end = now + LongestIdle;
        end = end > latest ? latest : end;
        return end > expiresAt ? end : expiresAt;
    }

    /// <summary>Notes with what and from where the browser came.</summary>
    public void CameFrom(string? client, string? address)
    {
        Client = client is { Length: > 300 } ? client[..300] : client;
        ClientAddress = address;
    }
}
