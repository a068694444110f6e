using SkiaSharp;

namespace FilmBlog.Web.Tests.Support;

/// <summary>Pictures for tests that need one.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SlateGray);
        for (var x = 0; x < Math.Min(width, height); x++)
        {
            bitmap.SetPixel(x, x, SKColors.White);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
