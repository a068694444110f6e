using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;

namespace FilmBlog.Core.Tests.Data;

public sealed class DataFolderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("../../victimA")]
    [InlineData("../../../../../../../../../../../../../../../../../../../../../etc/")]
    [InlineData("ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567890")]
    public void What_is_no_hash_names_no_file_of_an_image(string hash)
    {
        using var images = new ImageStore(new DataFolder(Path.GetTempPath()), TimeProvider.System);

        Assert.Throws<ArgumentException>(() => images.PathOf(hash));
        Assert.Throws<ArgumentException>(() => images.Remove(hash));
    }
}
