using System.Net;
using System.Net.Http.Headers;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Reviews;

/// <summary>The Markdown of a review, as anybody may read it.</summary>
public sealed class MarkdownSourceTests
{
    [Fact]
    public async Task The_source_is_what_an_export_writes_less_what_is_the_authors_own_business()
    {
        await using var site = await TestSite.StartAsync(new SetUp { Settings = { ["FilmBlog:BaseUrl"] = "https://films.example" } });
        site.Write("images/door.png", Pictures.Png(8, 8));
        site.Write("reviews/rain.md", new Story("Rain") { Slug = "rain", Cover = "../images/door.png", CoverAlt = "A door", Pinned = ["secret"], Aliases = ["/2019/rain"], Body = "||He dies.||\n\n![A door](../images/door.png)" }.ToString());
        site.Write("reviews/secret.md", new Story("Secret") { Slug = "secret", Published = null }.ToString());
        await site.ImportFolderAsync();

        using var answer = await site.GetAsync("/reviews/rain.md");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var image = "https://films.example/media/" + await site.ReadAsync(db => db.Images.Select(i => i.Hash).SingleAsync(TestContext.Current.CancellationToken)) + ".webp";
        Assert.StartsWith("---\nslug: rain\nfilm:\n  title: Rain\n", text, StringComparison.Ordinal);
        Assert.Contains($"\ncover: {image}\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"---\n\n||He dies.||\n\n![A door]({image})\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("2019", text, StringComparison.Ordinal);
        Assert.Equal("text/markdown; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal("<https://films.example/reviews/rain>; rel=\"canonical\"", Assert.Single(answer.Headers.GetValues("Link")));
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Who_has_it_already_hears_so_until_it_changes()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "rain" });
        using var first = await site.GetAsync("/reviews/rain.md");
        var tag = first.Headers.ETag!;

        using var again = await site.GetAsync("/reviews/rain.md", ("If-None-Match", tag.ToString()));
        Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag!));
        using var head = await site.AskAsync(HttpMethod.Head, "/reviews/rain.md");
        Assert.Equal((HttpStatusCode.OK, tag, first.Content.Headers.ContentLength), (head.StatusCode, head.Headers.ETag!, head.Content.Headers.ContentLength));

        await site.ChangeAsync(async db => (await db.Films.SingleAsync()).Correct(new FilmFacts { Title = "Rain", Year = 1971, Directors = [] }, []));
        using var changed = await site.GetAsync("/reviews/rain.md", ("If-None-Match", tag.ToString()));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual<EntityTagHeaderValue>(tag, changed.Headers.ETag!);
    }

    [Fact]
    public async Task What_nobody_may_see_yet_has_no_source()
    {
        await using var site = await TestSite.WithAsync(
            new Story("Draft") { Slug = "draft", Published = null }, new Story("Later") { Slug = "later", Published = "2027-01-01T00:00:00Z" });

        foreach (var address in new[] { "/reviews/draft.md", "/reviews/later.md", "/reviews/none.md", "/reviews/.md" })
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, answer.StatusCode));
        }
    }

    [Fact]
    public async Task The_source_of_a_renamed_review_is_found_in_one_hop()
    {
        await using var site = await TestSite.WithAsync(new Story("Rain") { Slug = "first" });
        foreach (var slug in new[] { "second", "third" })
        {
            await site.ChangeAsync(async db => (await db.Reviews.Include(r => r.Redirects).SingleAsync()).Rename(Slug.Parse(slug)));
        }

        using var answer = await site.GetAsync("/reviews/first.md");

        Assert.Equal((HttpStatusCode.MovedPermanently, "/reviews/third.md"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }
}
