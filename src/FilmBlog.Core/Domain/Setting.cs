namespace FilmBlog.Core.Domain;

/// <summary>Something that the site remembers about itself, such as that the first import has ended.</summary>
public sealed class Setting
{
    /// <summary>With what the names begin of what the site says of itself.</summary>
    public const string SitePrefix = "site:";

    /// <summary>With what the names begin of what the author made of the navigation.</summary>
    public const string NavigationPrefix = "navigation:";

    private Setting()
    {
    }

    /// <summary>A setting of this name and value.</summary>
    public Setting(string name, string value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The key.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The value.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether readers see what it says: the site's name, its navigation.</summary>
    public bool IsShown => Name.StartsWith(SitePrefix, StringComparison.Ordinal) || Name.StartsWith(NavigationPrefix, StringComparison.Ordinal);
}
