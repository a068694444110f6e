using System.Globalization;
using System.Text;
using QRCoder;

namespace FilmBlog.Web.Pages.Admin.Account;

/// <summary>A QR code as paths of an SVG: black on white in either scheme, as cameras want it.</summary>
/// <param name="Size">How many modules it is wide and high, with the quiet ones around it.</param>
/// <param name="Path">Its dark modules.</param>
public sealed record QrPicture(int Size, string Path)
{
    /// <summary>No picture.</summary>
    public static QrPicture Empty { get; } = new(1, "");

    /// <summary>The white ground.</summary>
    public string Ground => string.Create(CultureInfo.InvariantCulture, $"M0 0h{Size}v{Size}H0z");

    /// <summary>The picture of a text.</summary>
    public static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix.Count; x++)
            {
                if (code.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
