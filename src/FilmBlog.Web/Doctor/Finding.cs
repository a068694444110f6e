namespace FilmBlog.Web.Doctor;

/// <summary>How it stands with something.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing; nothing has to be done.</summary>
    Note,

    /// <summary>It does not work, or is not safe.</summary>
    Wrong,
}

/// <summary>One line of what the doctor says: how it stands, what was found, and what to do.</summary>
internal sealed record Finding(Verdict Verdict, string Text)
{
    public static Finding Ok(string text) => new(Verdict.Ok, text);

    public static Finding Note(string text) => new(Verdict.Note, text);

    public static Finding Wrong(string text) => new(Verdict.Wrong, text);

    public override string ToString() => $"{Verdict.ToString().ToLowerInvariant()}: {Text}";
}
