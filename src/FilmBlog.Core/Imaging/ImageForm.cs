using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// A form in which an image is served: its master, or the same picture narrower or in a format that every browser and feed reader knows.
/// </summary>
/// <param name="Hash">Of the master, 64 lower-case hexadecimal digits.</param>
/// <param name="Width">One of <see cref="Widths"/>; null: as wide as the master.</param>
/// <param name="Extension"><c>webp</c>, <c>jpg</c>, or <c>png</c> for a picture with transparent parts.</param>
public sealed record ImageForm(string Hash, int? Width, string Extension)
{
    /// <summary>Extension of the format of the masters.</summary>
    public const string WebP = "webp";

    /// <summary>Extension of the format for those that cannot read the masters'.</summary>
    public const string Jpeg = "jpg";

    /// <summary>The same for pictures with transparent parts.</summary>
    public const string Png = "png";

    private const int HashLength = 64;

    /// <summary>The widths in pixels in which an image is offered, where it is wider.</summary>
    public static IReadOnlyList<int> Widths { get; } = [320, 480, 640, 800, 1200, 1600, 2400];

    /// <summary>Whether this is the master itself.</summary>
    public bool IsMaster => Width is null && Extension == WebP;

    /// <summary>The name of its file, and the end of its address.</summary>
    public string FileName => Width is { } width ? string.Create(CultureInfo.InvariantCulture, $"{Hash}-{width}.{Extension}") : $"{Hash}.{Extension}";

    /// <summary>Where it is served.</summary>
    public string Address => "/media/" + FileName;

    /// <summary>Its media type.</summary>
    public string MediaType => Extension switch
    {
        WebP => "image/webp",
        Png => "image/png",
        _ => "image/jpeg",
    };

    /// <summary>Reads a file's name. False for a name that no form has.</summary>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out ImageForm? form)
    {
        form = null;
        if (fileName.Length < HashLength || !fileName.Take(HashLength).All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        var rest = fileName[HashLength..].Split('.');
        if (rest is not [var width, WebP or Jpeg or Png]
            || (width.Length > 0 && !Widths.Any(known => width == string.Create(CultureInfo.InvariantCulture, $"-{known}"))))
        {
            return false;
        }

        form = new ImageForm(fileName[..HashLength], width.Length == 0 ? null : int.Parse(width.AsSpan(1), CultureInfo.InvariantCulture), rest[1]);
        return true;
    }
}
