using System.Net;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.DataProtection;

namespace FilmBlog.Web.Tests.Security;

public sealed class KeyFilesTests
{
    private const string Bad = "key-2f0c2f0c-0000-4000-8000-000000000000.xml";

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<key id=\"2f0c2f0c-0000-4000-8000-000000000000\" version=\"1\">\n  <creationDate>2026-1", false)]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<key id=\"2f0c2f0c-0000-4000-8000-000000000000\" version=\"1\">\n  <creationDate>2026-1", true)]
    [InlineData("\0\u0001\u0002 no key at all", false)]
    [InlineData("<key id=\"2f0c2f0c-0000-4000-8000-000000000000\" version=\"1\"/>", true)]
    public async Task A_key_file_that_cannot_be_read_keeps_nobody_out(string content, bool besideAGoodOne)
    {
        var good = "";
        await using var site = await TestSite.StartAsync(new SetUp
        {
            Data = data =>
            {
                Directory.CreateDirectory(data.Keys);
                if (besideAGoodOne)
                {
                    DataProtectionProvider.Create(new DirectoryInfo(data.Keys), keys => keys.SetApplicationName("FilmBlog")).CreateProtector("any").Protect("any");
                    good = Assert.Single(Directory.GetFiles(data.Keys));
                }

                File.WriteAllText(Path.Combine(data.Keys, Bad), content);
            },
        });

        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/account/sign-in")).Status);
        using var ada = await DeskVisitor.SignedInAsync(site);
        Assert.Equal(HttpStatusCode.OK, (await ada.OpenAsync("/admin")).Status);

        // One that is XML and no key says so by itself, and is passed over.
        var isXml = content.EndsWith("/>", StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Path.Combine(site.Data.Keys, isXml ? Bad : Bad + ".unreadable"), TestContext.Current.CancellationToken));
        Assert.Equal(isXml, File.Exists(Path.Combine(site.Data.Keys, Bad)));
        Assert.Equal(isXml ? 1 : 2, site.ReadLog().Split($"The key file {{File}} cannot be read").Length);
        Assert.True(!besideAGoodOne || File.Exists(good));
    }
}
