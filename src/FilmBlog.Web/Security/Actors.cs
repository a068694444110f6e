namespace FilmBlog.Web.Security;

/// <summary>What the audit trail and the desk call those who are no authors. No author is called so.</summary>
internal static class Actors
{
    /// <summary>Who is not known by a name.</summary>
    public const string Somebody = "somebody";

    /// <summary>A page of another site, by the browser's word.</summary>
    public const string AnotherSite = "another site";

    /// <summary>A verb that ran beside the site.</summary>
    public const string Command = "a command";

    /// <summary>The site itself.</summary>
    public const string Site = "the site";

    /// <summary>All of them, and what histories say of texts that no author saved.</summary>
    public static readonly IReadOnlyList<string> All = [Somebody, AnotherSite, Command, Site, "an import", "no author"];
}
