namespace FilmBlog.Core.Domain;

/// <summary>Who changed what, and when: a line of the audit trail. Never changed, never deleted by hand.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <summary>Something that <paramref name="actor"/> did.</summary>
    /// <param name="at">When.</param>
    /// <param name="authorId">The author who did it; null: a command, an import, the site itself, or a stranger.</param>
    /// <param name="actor">The name of who did it, as it was then.</param>
    /// <param name="action">What was done, in a word or two: <c>published</c>, <c>signed in</c>.</param>
    /// <param name="subject">To what: a title, a name, a file.</param>
    /// <param name="detail">What else helps to understand it, in words.</param>
    public AuditEntry(DateTimeOffset at, int? authorId, string actor, string action, string subject, string? detail = null)
    {
        At = at;
        AuthorId = authorId;
        Actor = actor;
        Action = action;
        Subject = Shortened(subject, 300);
        Detail = detail is null ? null : Shortened(detail, 1000);
    }

    /// <summary>Identity in the database.</summary>
    public long Id { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The author who did it; null: nobody who was signed in.</summary>
    public int? AuthorId { get; private set; }

    /// <summary>The name of who did it.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>What was done.</summary>
    public string Action { get; private set; } = "";

    /// <summary>To what.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>What else helps to understand it.</summary>
    public string? Detail { get; private set; }

    /// <summary>From which network address; null where none was involved.</summary>
    public string? ClientAddress { get; init; }

    private static string Shortened(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
