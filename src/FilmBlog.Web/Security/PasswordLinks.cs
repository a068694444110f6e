using System.Globalization;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Security;

/// <summary>Links by which an author chooses a password without knowing the old one: by letter, or from an owner. Each works once, for a while.</summary>
public sealed class PasswordLinks(UserManager<Author> authors, Seal seal)
{
    /// <summary>How long a link in a letter works.</summary>
    public static readonly TimeSpan ForLost = TimeSpan.FromHours(1);

    /// <summary>How long a link works that an owner gives to a colleague.</summary>
    public static readonly TimeSpan ForInvited = TimeSpan.FromDays(3);

    private const string Purpose = "password link";

    /// <summary>The path of a new link.</summary>
    public string PathFor(Author author, TimeSpan lasts) =>
        // The stamp changes with the password: then the link is worth nothing any more.
        "/account/password?link=" + seal.Close(Purpose, new Link(author.Id, author.SecurityStamp!), lasts);

    /// <summary>Whose link it is; null: it has been used, is too old, or none of ours.</summary>
    public async Task<Author?> OwnerOfAsync(string? link) =>
        seal.Open<Link>(Purpose, link) is { } opened
        && await authors.FindByIdAsync(opened.AuthorId.ToString(CultureInfo.InvariantCulture)) is { IsLocked: false } author
        && author.SecurityStamp == opened.Stamp ? author : null;

    private sealed record Link(int AuthorId, string Stamp);
}
