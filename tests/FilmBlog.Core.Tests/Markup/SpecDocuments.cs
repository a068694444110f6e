namespace FilmBlog.Core.Tests.Markup;

/// <summary>One example of a spec document: the Markdown, and the HTML it comes to.</summary>
public sealed record SpecExample(string Document, int Line, string Markdown, string Html);

/// <summary>
/// Reads <c>Specs/*.md</c>. An example is a block fenced by ten backticks and the word <c>example</c>; a line with a single
/// full stop parts the Markdown from its HTML.
/// </summary>
internal static class SpecDocuments
{
    private const string Fence = "``````````";

    public static IReadOnlyList<SpecExample> All { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Markup", "Specs"), "*.md").Order(StringComparer.Ordinal).SelectMany(Read)];

    private static IEnumerable<SpecExample> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != Fence + " example")
                continue;
            var start = i + 1;
            var middle = Array.IndexOf(lines, ".", start);
            var end = Array.IndexOf(lines, Fence, start);
            Assert.True(start <= middle && middle < end, $"{path}:{start}: an example has a line with a full stop, and an end.");
            yield return new SpecExample(
                Path.GetFileNameWithoutExtension(path), start, string.Join('\n', lines[start..middle]) + "\n", string.Join('\n', lines[(middle + 1)..end]));
            i = end;
        }
    }
}
