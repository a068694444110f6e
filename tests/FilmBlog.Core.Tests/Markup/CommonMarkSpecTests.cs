using System.Text.Json;
using AngleSharp.Dom;
using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

/// <summary>The examples of the CommonMark Spec. Where ours comes to other HTML, the reason is named here.</summary>
public sealed class CommonMarkSpecTests
{
    private enum Reason
    {
        RawHtmlIsText,
        BareAddressesAreLinks,
        SchemeIsRefused,
    }

    private static readonly Dictionary<Reason, int[]> Differences = new()
    {
        [Reason.RawHtmlIsText] =
        [
            21, 31, .. Enumerable.Range(148, 44), 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536,
            .. Enumerable.Range(613, 5), 623, .. Enumerable.Range(625, 7), 642, 643,
        ],
        [Reason.BareAddressesAreLinks] = [608, 611],
        [Reason.SchemeIsRefused] = [500, 596, 598, 599, 601],
    };

    private static readonly Lazy<Example[]> Examples = new(() => JsonSerializer.Deserialize<Example[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Markup", "CommonMark", "spec-0.31.2.json")), JsonSerializerOptions.Web)!);

    public static TheoryData<int> Numbers => [.. Examples.Value.Select(example => example.Number)];

    [Fact]
    public void There_are_652_examples() => Assert.Equal(652, Examples.Value.Length);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_example_comes_to_the_HTML_of_the_specification_or_differs_for_a_reason(int number)
    {
        var example = Examples.Value[number - 1];
        var ours = Normalise(MarkdownBody.Parse(example.Markdown).Render(Image).Html);
        var expected = Normalise(example.Html);

        var reasons = Differences.Where(difference => difference.Value.Contains(number)).Select(difference => difference.Key).ToList();
        if (reasons.Count == 0)
            Assert.Equal(expected, ours);
        else
            Assert.True(expected != ours, $"Example {number} no longer differs ({string.Join(", ", reasons)}).");
    }

    private static MarkupImage Image(string url) => new(url, 1, 1);

    // What differs everywhere by design is undone: levels and names of headings, quotes and dashes, figures, attributes of images.
    private static string Normalise(string html)
    {
        var body = PlainHtml.Parse(html);
        foreach (var heading in body.QuerySelectorAll("h1,h2,h3,h4,h5,h6").ToList())
            Rename(heading, "h");
        foreach (var figure in body.QuerySelectorAll("figure").ToList())
        {
            var caption = figure.QuerySelector("figcaption")!;
            figure.QuerySelector("img")?.SetAttribute("title", caption.TextContent);
            caption.Remove();
            Rename(figure, "p");
        }

        foreach (var image in body.QuerySelectorAll("img"))
        {
            foreach (var attribute in new[] { "width", "height", "loading", "decoding" })
                image.RemoveAttribute(attribute);
        }

        body.Normalize();
        return PlainHtml.Of(body)
            .Replace('\u201c', '"').Replace('\u201d', '"').Replace('\u2018', '\'').Replace('\u2019', '\'')
            .Replace("\u2014", "---", StringComparison.Ordinal).Replace("\u2013", "--", StringComparison.Ordinal)
            .Replace("\u2026", "...", StringComparison.Ordinal);
    }

    private static void Rename(IElement element, string name)
    {
        var renamed = element.Owner!.CreateElement(name);
        renamed.Append([.. element.ChildNodes]);
        element.Replace(renamed);
    }

    private sealed record Example(
        string Markdown, string Html, [property: System.Text.Json.Serialization.JsonPropertyName("example")] int Number, string Section);
}
