using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Outbound;

/// <summary>As long as no operator turned anything on, the program connects to nothing and asks no name server.</summary>
[Collection(typeof(Alone))]
public sealed class NothingGoesOutTests
{
    [Fact]
    public async Task Reading_searching_and_writing_make_no_connection_to_anywhere()
    {
        // Requests reach it in memory: each connection that is seen would be one of its own.
        await using var site = await TestSite.WithAsync(Stories.Many(12).Append(new Story("Rain") { Body = "[a site](https://example.org/) and ![a picture](https://example.org/a.png)" }));
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var connections = new Connections();
        foreach (var address in new[]
        {
            "/", "/reviews", "/reviews/rain", "/reviews/rain.md", "/directors", "/themes", "/search?q=rain", "/search/suggest?q=ra", "/atom.xml", "/rss.xml", "/feed.json", "/sitemap.xml",
            "/robots.txt", "/opensearch.xml", "/feeds", "/nowhere", "/cards/reviews/rain.png", "/account/sign-in", "/account/lost",
        })
        {
            using var answer = await site.GetAsync(address);
        }

        foreach (var address in new[] { "/admin", "/admin/reviews", "/admin/write", "/admin/media", "/admin/misses", "/admin/site", "/admin/content", "/admin/authors", "/admin/account" })
        {
            using var answer = await owner.GetAsync(address);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await site.ImportAsync(new Story("Snow") { Body = "[another](https://example.net/)" });
        using var last = await site.GetAsync("/reviews/snow");
        await Task.Delay(500, TestContext.Current.CancellationToken);

        Assert.Empty(connections.Seen);
    }

    [Fact]
    public async Task The_watch_sees_a_connection()
    {
        using var connections = new Connections();
        using var client = new System.Net.Sockets.TcpClient();
        await Assert.ThrowsAnyAsync<Exception>(() => client.ConnectAsync("localhost", 9, TestContext.Current.CancellationToken).AsTask());

        Assert.Contains(connections.Seen, seen => seen.Contains("ConnectStart", StringComparison.Ordinal));
    }

    private sealed class Connections : EventListener
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution" or "System.Net.Http")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // In-memory clients of the tests tell of their requests, too: those connect to nothing.
            if (eventData.EventName is "ConnectStart" or "ResolutionStart" or "ConnectionEstablished")
            {
                Seen?.Enqueue($"{eventData.EventSource.Name} {eventData.EventName} {string.Join(' ', eventData.Payload ?? new([]))}");
            }
        }
    }
}
