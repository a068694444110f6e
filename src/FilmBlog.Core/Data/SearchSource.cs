using System.Text.Json;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Data;

/// <summary>What a review is found by besides its essay, as it stands in the database: lists are JSON arrays of strings.</summary>
internal sealed record SearchSource(
    int ReviewId, string Title, string? Headline, string? OriginalTitle, string AlsoKnownAs, string Cast, int Year, string Directors, string Themes)
{
    /// <summary>The values of a row of the index: title, other titles, directors, cast, themes, year, and what typing errors are mended with.</summary>
    public object[] Entry()
    {
        var (title, titles) = (Keys([Title]), Keys([Headline, OriginalTitle, .. List(AlsoKnownAs)]));
        var (directors, themes) = (Keys(List(Directors)), Keys(List(Themes)));
        var near = Plain([Title, OriginalTitle, .. List(AlsoKnownAs), .. List(Directors), .. List(Themes)]);
        return [ReviewId, title, titles, directors, Keys(List(Cast)), themes, Year, near];
    }

    /// <summary>The names and titles as they are written, for suggestions.</summary>
    public IEnumerable<string> Names() =>
        new[] { Title, Headline, OriginalTitle }.OfType<string>().Concat(List(AlsoKnownAs)).Concat(List(Directors)).Concat(List(Themes));

    private static string Keys(IEnumerable<string?> names)
    {
        var forms = names.OfType<string>().SelectMany(SearchText.Forms).Distinct(StringComparer.Ordinal).ToList();
        return forms.Count == 0 ? "" : $"{SearchText.Edge} {string.Join($" {SearchText.Edge} ", forms)} {SearchText.Edge}";
    }

    // The first form and the romanised one: the others differ by too little.
    private static string Plain(IEnumerable<string?> names) => string.Join(' ', names.OfType<string>()
        .SelectMany(name => new[] { name, Folding.Romanised(name) }).Select(name => string.Join(' ', SearchText.Words(name))).Distinct(StringComparer.Ordinal));

    private static string[] List(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}
