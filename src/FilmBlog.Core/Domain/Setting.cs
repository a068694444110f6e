namespace FilmBlog.Core.Domain;

/// <summary>Something that the site remembers about itself, such as that the first import has ended.</summary>
public sealed class Setting
{
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
}
