using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Core.Domain;

/// <summary>Somebody who signs in at the desk. The e-mail address is the name under which one signs in.</summary>
public sealed class Author : IdentityUser<int>
{
    private Author()
    {
    }

    /// <summary>An author who may come in from now on.</summary>
    public Author(string name, string email, AuthorRole role, DateTimeOffset addedAt)
    {
        Name = name;
        Email = email;
        UserName = email;
        Role = role;
        AddedAt = addedAt;
        LockoutEnabled = true;
    }

    /// <summary>The name that colleagues see, at most 150 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the author may do.</summary>
    public AuthorRole Role { get; private set; }

    /// <summary>Since when there is this author.</summary>
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>The time step of the last one-time code that was taken: none is taken twice, and none that is older.</summary>
    public long? LastCodeStep { get; private set; }

    /// <summary>Gives the author another name and role.</summary>
    public void Become(string name, AuthorRole role)
    {
        Name = name;
        Role = role;
    }

    /// <summary>Keeps the author out until <see cref="Unlock"/>: an owner's decision. Failed sign-ins are counted elsewhere and lock nobody out for long.</summary>
    public void Lock() => LockoutEnd = DateTimeOffset.MaxValue;

    /// <summary>Lets the author in again.</summary>
    public void Unlock() => LockoutEnd = null;

    /// <summary>Whether the author is kept out.</summary>
    public bool IsLocked => LockoutEnd is not null;

    /// <summary>Whether this author may change what belongs to the author of that id; what belongs to nobody is the owner's.</summary>
    public bool MayChange(int? authorId) => Role == AuthorRole.Owner || authorId == Id;
}

/// <summary>What an author may do.</summary>
public enum AuthorRole
{
    /// <summary>Writes and changes reviews of their own.</summary>
    Author,

    /// <summary>Everything: all reviews, settings, authors.</summary>
    Owner,
}
