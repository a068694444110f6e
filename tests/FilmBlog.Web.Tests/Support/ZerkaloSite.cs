[assembly: AssemblyFixture(typeof(FilmBlog.Web.Tests.Support.ZerkaloSite))]

namespace FilmBlog.Web.Tests.Support;

/// <summary>One site with the repository's own content for all tests that only read it. Starts with the first of them.</summary>
public sealed class ZerkaloSite : IAsyncDisposable
{
    private readonly Lazy<Task<TestSite>> site = new(() => TestSite.StartAsync(new SetUp { Content = Repository.Content, OnPort = true }));

    internal Task<TestSite> SiteAsync() => site.Value;

    public async ValueTask DisposeAsync()
    {
        if (site.IsValueCreated)
        {
            await (await site.Value).DisposeAsync();
        }
    }
}
