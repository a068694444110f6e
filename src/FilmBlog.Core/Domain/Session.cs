namespace FilmBlog.Core.Domain;

/// <summary>A sign-in that lasts: one browser of an author. Deleted when it ends, and with it what the browser's cookie is worth.</summary>
public sealed class Session
{
    private Session()
    {
    }

    /// <summary>A session that begins.</summary>
    public Session(string id, int authorId, byte[] ticket, DateTimeOffset signedInAt, DateTimeOffset expiresAt)
    {
        Id = id;
        AuthorId = authorId;
        Ticket = ticket;
        SignedInAt = signedInAt;
        SeenAt = signedInAt;
        ExpiresAt = expiresAt;
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

    /// <summary>Notes that the browser came, and how long the session lasts from now on.</summary>
    public void Renew(byte[] ticket, DateTimeOffset seenAt, DateTimeOffset expiresAt)
    {
        Ticket = ticket;
        SeenAt = seenAt;
        ExpiresAt = expiresAt;
    }

    /// <summary>Notes with what and from where the browser came.</summary>
    public void CameFrom(string? client, string? address)
    {
        Client = client is { Length: > 300 } ? client[..300] : client;
        ClientAddress = address;
    }
}
