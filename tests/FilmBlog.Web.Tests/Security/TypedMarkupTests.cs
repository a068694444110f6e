using System.Security.Cryptography;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What comes onto a page is encoded or made by our own hands, and what a page runs is what was built.</summary>
public sealed class TypedMarkupTests
{
    [Fact]
    public void Nowhere_does_a_text_become_markup_by_being_called_so()
    {
        var web = Path.Combine(Repository.Root, "src", "FilmBlog.Web");
        var wrong = from path in Directory.EnumerateFiles(web, "*.cs*", SearchOption.AllDirectories)
                    where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal)
                    let file = Path.GetRelativePath(web, path)
                    where !file.StartsWith("obj", StringComparison.Ordinal) && !file.StartsWith("bin", StringComparison.Ordinal)
                    from line in File.ReadLines(path)
                    where line.Contains("Html.Raw", StringComparison.Ordinal) || line.Contains("new HtmlString(", StringComparison.Ordinal)
                    select $"{file}: {line.Trim()}";

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=rain")]
    [InlineData("/nowhere")]
    [InlineData("/account/sign-in")]
    [InlineData("/admin/write")]
    [InlineData("/admin/media")]
    [InlineData("/admin/account/passkeys")]
    public async Task Each_script_and_stylesheet_carries_the_hash_of_what_it_is(string address)
    {
        await using var site = await TestSite.WithAsync(new Story("Rain"));
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var stranger = DeskVisitor.Stranger(site);
        var page = await (address.StartsWith("/admin", StringComparison.Ordinal) ? owner : stranger).OpenAsync(address);

        var loaded = page.Document.QuerySelectorAll("script[src], link[rel=stylesheet]").ToList();

        Assert.NotEmpty(loaded);
        foreach (var element in loaded)
        {
            var file = await site.Reader.GetByteArrayAsync(element.GetAttribute("src") ?? element.GetAttribute("href"), TestContext.Current.CancellationToken);
            Assert.Equal("sha256-" + Convert.ToBase64String(SHA256.HashData(file)), element.GetAttribute("integrity"));
        }
    }
}
