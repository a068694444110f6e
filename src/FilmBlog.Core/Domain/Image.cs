namespace FilmBlog.Core.Domain;

/// <summary>
/// A picture of the author, normalised once when it came in (oriented, metadata gone) to a WebP master and kept by the hash of its bytes.
/// </summary>
public sealed class Image
{
    private const int HashLength = 64;

    private Image()
    {
    }

    /// <summary>An image that has been stored.</summary>
    public Image(string hash, string sourceHash, string name, int width, int height, long length, int tone, DateTimeOffset addedAt)
    {
        Name = name;
        AddedAt = addedAt;
        Show(hash, sourceHash, width, height, length, tone);
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>SHA-256 of the master's bytes, 64 lower-case hexadecimal digits. Unique; names the file and the address.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>SHA-256 of the bytes that came in, so that the same file is not decoded again.</summary>
    public string SourceHash { get; private set; } = "";

    /// <summary>The name under which it is exported, without extension. Unique, made once from the name that came in.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Width in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Size of the master in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Its main colour, as a number of the palette that the stylesheet knows; shown while it loads. -1: unknown.</summary>
    public int Tone { get; private set; }

    /// <summary>When it came in.</summary>
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Whether a text is what images are named by: 64 lower-case hexadecimal digits, and nothing that leads elsewhere as a path.</summary>
    public static bool IsHash(string? text) => text is { Length: HashLength } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Puts another picture in its place, under the same name.</summary>
    public void Show(string hash, string sourceHash, int width, int height, long length, int tone)
    {
        Hash = hash;
        SourceHash = sourceHash;
        Width = width;
        Height = height;
        Length = length;
        Tone = tone;
    }
}
