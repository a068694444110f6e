using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace FilmBlog.Web.Tests.Support;

/// <summary>A page as a reader has it before them.</summary>
internal sealed class HtmlPage
{
    private HtmlPage(HttpStatusCode status, string source)
    {
        Status = status;
        Source = source;
        Document = new HtmlParser().ParseDocument(source);
    }

    public HttpStatusCode Status { get; }

    public string Source { get; }

    public IHtmlDocument Document { get; }

    public string Title => Document.Title!;

    public string? Canonical => Document.QuerySelector("link[rel=canonical]")?.GetAttribute("href");

    public string? Robots => Document.QuerySelector("meta[name=robots]")?.GetAttribute("content");

    public string? Description => Meta("description");

    /// <summary>The nodes of the structured data; none where the page has none.</summary>
    public IReadOnlyList<JsonElement> Graph
    {
        get
        {
            var block = Document.QuerySelectorAll("script[type='application/ld+json']").SingleOrDefault();
            return block is null ? [] : [.. JsonDocument.Parse(block.TextContent).RootElement.GetProperty("@graph").EnumerateArray()];
        }
    }

    public IReadOnlyList<string> Headings => [.. Document.QuerySelectorAll("h1").Select(Text)];

    public string Heading => Assert.Single(Headings);

    public IElement Main => Document.QuerySelector("main")!;

    /// <summary>The words of the navigation and where they lead.</summary>
    public IReadOnlyList<(string Text, string Address)> Menu => Links("header.masthead nav a");

    /// <summary>All addresses that the page leads to.</summary>
    public IReadOnlyList<string> Addresses => [.. Document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Distinct()];

    /// <summary>The films of a list, in order: of cards or of the table of all reviews.</summary>
    public IReadOnlyList<string> Films => [.. Main.QuerySelectorAll("h2 cite, ul.reviews h3 cite, table.list tbody th cite").Select(Text)];

    public RelatedTable? Related => Document.QuerySelector("table.related") is { } table ? new RelatedTable(table) : null;

    /// <summary>The content of a meta element by its name or property; null without one.</summary>
    public string? Meta(string name) =>
        Document.QuerySelectorAll("meta").SingleOrDefault(m => (m.GetAttribute("name") ?? m.GetAttribute("property")) == name)?.GetAttribute("content");

    /// <summary>The node of a type in the structured data.</summary>
    public JsonElement Node(string type) => Assert.Single(Graph, node => node.GetProperty("@type").GetString() == type);

    public static async Task<HtmlPage> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return new HtmlPage(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public IReadOnlyList<(string Text, string Address)> Links(string selector) =>
        [.. Document.QuerySelectorAll(selector).Select(a => (Text(a), a.GetAttribute("href")!))];

    public IElement One(string selector) => Assert.Single(Document.QuerySelectorAll(selector));

    /// <summary>An element's words with single spaces, as one reads them.</summary>
    public static string Text(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The table of recommendations.</summary>
internal sealed class RelatedTable(IElement table)
{
    public IElement Element => table;

    public string Caption => HtmlPage.Text(table.QuerySelector("caption")!);

    public IReadOnlyList<string> Columns => [.. table.QuerySelectorAll("thead th[scope=col]").Select(HtmlPage.Text)];

    public IReadOnlyList<RelatedRow> Rows =>
    [
        .. table.QuerySelectorAll("tbody > tr").Select(row => new RelatedRow(
            HtmlPage.Text(row.Children[0]), row.Children[0].QuerySelector("a")!.GetAttribute("href")!, HtmlPage.Text(row.Children[1]),
            HtmlPage.Text(row.Children[2]), HtmlPage.Text(row.Children[3]), HtmlPage.Text(row.Children[4]))),
    ];
}

/// <summary>A row of it.</summary>
internal sealed record RelatedRow(string Title, string Address, string Year, string Director, string ImdbRating, string Why);
