using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace FilmBlog.Web.Tests.Support;

/// <summary>A site whose database fails for requests that say so in their query: <c>?broken</c> and <c>?busy</c>.</summary>
internal sealed class FailingSite : IAsyncDisposable
{
    private static readonly AsyncLocal<string?> Failure = new();

    private readonly TestSite site;

    private FailingSite(TestSite site) => this.site = site;

    public static async Task<FailingSite> StartAsync()
    {
        var site = await TestSite.StartAsync(new SetUp { OnPort = true, Before = FailOnDemand, OnCommand = Fail });
        await site.ImportAsync(new Story("Rain"));
        return new FailingSite(site);
    }

    public Task<HttpResponseMessage> GetAsync(string address) => site.GetAsync(address);

    public string ReadLog() => site.ReadLog();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static void FailOnDemand(IApplicationBuilder app) => app.Use((context, next) =>
    {
        Failure.Value = context.Request.QueryString.Value;
        return next(context);
    });

    private static void Fail(string command)
    {
        switch (Failure.Value)
        {
            case "?broken":
                throw new InvalidOperationException("The database said something secret.");
            case "?busy":
                throw new SqliteException("database is locked", 5);
        }
    }
}
