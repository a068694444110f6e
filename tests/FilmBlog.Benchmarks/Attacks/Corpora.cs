using System.Text.Json;

namespace FilmBlog.Benchmarks.Attacks;

/// <summary>Strings that others have collected to break programs, read from a folder: lists of lines, and JSON with texts or with payloads.</summary>
internal sealed class Corpora(string folder)
{
    /// <summary>All that is meant for text fields, each once.</summary>
    public IReadOnlyList<string> Texts { get; } = [.. new[] { "xss", "sql", "naughty", "titles", "redirects", "headers" }.SelectMany(name => Of(folder, name)).Distinct(StringComparer.Ordinal)];

    /// <summary>Paths that are meant to lead out of a folder.</summary>
    public IReadOnlyList<string> Paths { get; } = Of(folder, "paths");

    /// <summary>Addresses that are meant to lead to another site.</summary>
    public IReadOnlyList<string> Redirects { get; } = Of(folder, "redirects");

    /// <summary>Files that are no reviews.</summary>
    public IReadOnlyList<string> Files { get; } = [.. Directory.EnumerateFiles(Path.Combine(folder, "malformed"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static List<string> Of(string folder, string name)
    {
        var place = Path.Combine(folder, name);
        return Directory.Exists(place)
            ? [.. Directory.EnumerateFiles(place).Order(StringComparer.Ordinal).SelectMany(Read).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)]
            : [];
    }

    private static IEnumerable<string> Read(string file)
    {
        if (Path.GetExtension(file) != ".json")
        {
            return File.ReadLines(file);
        }

        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return [.. json.RootElement.EnumerateArray().Select(TextOf).OfType<string>()];
    }

    private static string? TextOf(JsonElement item) => item.ValueKind switch
    {
        // Some are texts that no writer of Unicode may write.
        JsonValueKind.String => Well(item.GetString),
        JsonValueKind.Object when item.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.String => Well(payload.GetString),
        _ => null,
    };

    private static string? Well(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
