namespace FilmBlog.Core.Domain;

/// <summary>Where a text shows an image: the address as written in the text, and the image that it means there.</summary>
public sealed class ImageUse
{
    private ImageUse()
    {
    }

    /// <summary>The use of <paramref name="image"/> under <paramref name="url"/>.</summary>
    public ImageUse(string url, Image image)
    {
        Url = url;
        Image = image;
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The review whose body it is, if it is one.</summary>
    public int? ReviewId { get; private set; }

    /// <summary>The page whose text it is, if it is one.</summary>
    public int? SitePageId { get; private set; }

    /// <summary>The director whose introduction it is, if it is one.</summary>
    public int? DirectorId { get; private set; }

    /// <summary>The theme whose introduction it is, if it is one.</summary>
    public int? ThemeId { get; private set; }

    /// <summary>The destination as the Markdown writes it.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The image's id.</summary>
    public int ImageId { get; private set; }

    /// <summary>The image.</summary>
    public Image Image { get; private set; } = null!;
}
