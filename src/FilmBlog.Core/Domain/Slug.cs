using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Domain;

/// <summary>
/// The part of an address that names a review, a director or a theme: <c>[a-z0-9]</c> in words joined by single hyphens, at most
/// <see cref="MaxLength"/> characters. Made once and stored; a changed slug leaves a <see cref="Redirect"/> behind.
/// </summary>
public readonly record struct Slug
{
    /// <summary>The most characters that a slug has.</summary>
    public const int MaxLength = 80;

    // Names that Windows keeps for devices: an exported file could not be written there.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    private readonly string? value;

    private Slug(string value) => this.value = value;

    /// <summary>The text of the slug; empty only for the default value.</summary>
    public string Value => value ?? "";

    /// <summary>Reads a slug that somebody wrote. False when it is not one: see <see cref="Slug"/> for the form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Slug slug)
    {
        slug = default;
        if (text is not { Length: > 0 and <= MaxLength } || text[0] == '-' || text[^1] == '-' || Reserved.Contains(text)
            || text.Contains("--", StringComparison.Ordinal) || !text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return false;
        }

        slug = new Slug(text);
        return true;
    }

    /// <summary>Reads a slug known to be one, as from the database or the source. Throws <see cref="FormatException"/> otherwise.</summary>
    public static Slug Parse(string text) =>
        TryParse(text, out var slug) ? slug : throw new FormatException($"\"{text}\" is not a slug.");

    /// <summary>
    /// The slug of a title or a name: Latin folded, Cyrillic and Greek by a letter table; null when nothing is left of it (a title in
    /// another script), so that the caller numbers it: <c>review-7</c>.
    /// </summary>
    public static Slug? From(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in Folding.Romanised(text))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (c is '\'' or '’' or 'ʼ' or '.')
            {
                // "Ocean's" is one word, "E.T." another.
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text80 = slug.ToString(0, Math.Min(slug.Length, MaxLength)).Trim('-');
        if (Reserved.Contains(text80))
        {
            text80 += "-film";
        }

        return text80.Length == 0 ? null : new Slug(text80);
    }

    /// <summary>This slug with a suffix, shortened so that both fit: <c>the-mirror</c> and <c>1975</c> give <c>the-mirror-1975</c>.</summary>
    public Slug With(int suffix)
    {
        var tail = "-" + suffix.ToString(CultureInfo.InvariantCulture);
        return new Slug(Value[..Math.Min(Value.Length, MaxLength - tail.Length)].TrimEnd('-') + tail);
    }

    /// <summary>The first free slug of <see cref="Candidates"/>.</summary>
    /// <param name="name">The title or name.</param>
    /// <param name="kind"><c>review</c>, <c>director</c> or <c>theme</c>.</param>
    /// <param name="year">A year that tells namesakes apart.</param>
    /// <param name="taken">Whether a slug is in use.</param>
    public static Slug Free(string name, string kind, int? year, Func<Slug, bool> taken) => Candidates(name, kind, year).First(slug => !taken(slug));

    /// <summary>
    /// The slugs for something called <paramref name="name"/>, without end, in the order in which one is chosen: its own, then with the year
    /// where there is one, then with a number; <c>{kind}-{number}</c> when nothing of the name can stand in an address.
    /// </summary>
    /// <param name="name">The title or name.</param>
    /// <param name="kind"><c>review</c>, <c>director</c> or <c>theme</c>.</param>
    /// <param name="year">A year that tells namesakes apart.</param>
    public static IEnumerable<Slug> Candidates(string name, string kind, int? year)
    {
        var (stem, first) = (new Slug(kind), 1);
        if (From(name) is { } own)
        {
            yield return own;
            (stem, first) = (own, 2);
            if (year is { } y)
            {
                stem = own.With(y);
                yield return stem;
            }
        }

        for (var number = first; ; number++)
        {
            yield return stem.With(number);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
