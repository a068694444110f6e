using System.Globalization;

namespace FilmBlog.Core.Imaging;

/// <summary>What a page says of an image so that each browser fetches the form that suits it.</summary>
/// <param name="Address">A form that everything can show, not wider than a page needs.</param>
/// <param name="Width">The width of that form in pixels.</param>
/// <param name="Set">The forms of that format, as <c>srcset</c> takes them.</param>
/// <param name="WebPSet">The same forms in WebP.</param>
/// <param name="ToneClass">The class of the colour that stands for it while it loads, or null.</param>
public sealed record ImageSources(string Address, int Width, string Set, string WebPSet, string? ToneClass)
{
    // What a browser without srcset gets, and what feed readers and previews elsewhere fetch.
    private const int PlainWidth = 1200;

    /// <summary>The forms of an image; null while nobody has looked what formats suit it, and then its master is shown.</summary>
    public static ImageSources? Of(string hash, int width, int tone)
    {
        if (tone == ImageTone.Unknown)
        {
            return null;
        }

        var plain = tone == ImageTone.SeeThrough ? ImageForm.Png : ImageForm.Jpeg;
        int? narrower = width > PlainWidth ? PlainWidth : null;
        return new ImageSources(
            new ImageForm(hash, narrower, plain).Address, narrower ?? width, SetOf(hash, width, plain), SetOf(hash, width, ImageForm.WebP), ImageTone.ClassOf(tone));
    }

    /// <summary>The address of the WebP form for a place of so many pixels: the narrowest that is wide enough, else the master.</summary>
    public static string AddressFor(string hash, int width, int place) =>
        new ImageForm(hash, ImageForm.Widths.Where(w => w >= place && w < width).Select(w => (int?)w).FirstOrDefault(), ImageForm.WebP).Address;

    private static string SetOf(string hash, int width, string extension)
    {
        var forms = ImageForm.Widths.Where(w => w < width).Select(w => (Form: new ImageForm(hash, w, extension), Width: w));
        if (width <= ImageForm.Widths[^1])
        {
            forms = forms.Append((new ImageForm(hash, null, extension), width));
        }

        return string.Join(", ", forms.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Form.Address} {f.Width}w")));
    }
}
