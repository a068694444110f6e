using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Writing;

/// <summary>Images of the library as the markup shows them.</summary>
internal static class MarkupImages
{
    public static MarkupImage Of(Image image) => new(ImageStore.AddressOf(image.Hash), image.Width, image.Height);
}
