using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Searching;

/// <summary>
/// What a reader typed, understood: words, <c>"a phrase"</c>, <c>-word</c>, <c>director:"a name"</c>, <c>theme:memory</c>, <c>year:1970..1979</c>,
/// <c>rating:&gt;=4</c>. Any text means something; what was meant as an operator and is none is said in <see cref="Problems"/>.
/// </summary>
public sealed class SearchQuery
{
    /// <summary>The most characters that are looked at.</summary>
    public const int MostCharacters = 200;

    /// <summary>The most words that are looked for.</summary>
    public const int MostWords = 12;

    private static readonly string[] Signs = [">=", "<=", ">", "<", "="];

    private readonly List<SearchTerm> required = [];
    private readonly List<SearchTerm> excluded = [];
    private readonly List<SearchTerm> directors = [];
    private readonly List<SearchTerm> themes = [];
    private readonly List<SearchPart> parts = [];
    private readonly List<string> problems = [];
    private int words;

    private SearchQuery(string text) => Text = text;

    /// <summary>What was typed, without space around it, at most <see cref="MostCharacters"/>.</summary>
    public string Text { get; }

    /// <summary>What is looked for in titles, names and essays.</summary>
    public SearchTerms Terms { get; private set; } = new();

    /// <summary>The first year of the film; null: any.</summary>
    public int? FirstYear { get; private set; }

    /// <summary>The last year of the film; null: any.</summary>
    public int? LastYear { get; private set; }

    /// <summary>The ratings that pass; null: any, also none.</summary>
    public IReadOnlyList<Rating>? Ratings { get; private set; }

    /// <summary>The operators that were understood, as written, each with the query without it.</summary>
    public IReadOnlyList<SearchPart> Parts => parts;

    /// <summary>What was left out and why, in sentences.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Whether it restricts nothing.</summary>
    public bool IsEmpty => Terms.IsEmpty && FirstYear is null && LastYear is null && Ratings is null;

    /// <summary>Whether words stand in quotation marks.</summary>
    public bool HasPhrase { get; private set; }

    /// <summary>The words alone, as typing errors are looked for in them.</summary>
    public string Words => string.Join(' ', required.Select(term => term.Folded));

    /// <summary>Reads a query. Never fails.</summary>
    public static SearchQuery Read(string? text)
    {
        var whole = (text ?? "").Trim();
        var cut = whole.Length > MostCharacters ? whole[..(char.IsHighSurrogate(whole[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)] : whole;
        var query = new SearchQuery(cut);
        if (cut.Length < whole.Length)
        {
            query.problems.Add($"Only the first {MostCharacters} characters were looked at.");
        }

        query.Read();
        return query;
    }

    /// <summary>The query narrowed by an operator. A year or a rating takes the place of the one before; names combine.</summary>
    public string With(string name, string value)
    {
        var kept = name is "year" or "rating"
            ? parts.Where(part => part.Name == name).Aggregate(Text, (text, part) => text.Replace(part.Text, "", StringComparison.Ordinal).Trim())
            : Text;
        var quoted = value.Any(letter => char.IsWhiteSpace(letter) || SearchToken.IsMark(letter))
            ? $"\"{string.Concat(value.Select(letter => SearchToken.IsMark(letter) ? ' ' : letter))}\""
            : value;
        // A quotation that nobody closed would go on over the operator.
        var close = SearchToken.In(kept).LastOrDefault().IsOpen ? "\"" : "";
        return $"{kept}{close} {name}:{quoted}".Trim();
    }

    /// <summary>The operator by which the query is narrowed so already; null: it is not.</summary>
    public SearchPart? Narrowed(string name, string value)
    {
        var folded = SearchText.Words(value);
        return parts.Find(part => part.Name == name && (part.Value == value || (name is "director" or "theme" && SearchText.Words(part.Value).SequenceEqual(folded))));
    }

    private void Read()
    {
        var plain = new List<(string Text, bool IsPhrase)>();
        foreach (var token in SearchToken.In(Text))
        {
            if (token.Name is null && !token.IsExcluded)
            {
                plain.Add((token.Value, token.IsPhrase));
            }
            else if (Understand(token) is { } problem)
            {
                problems.Add(problem);
            }
            else if (token.Name is not null)
            {
                parts.Add(new SearchPart(token.Name, token.Value, Text[token.Start..token.End], $"{Text[..token.Start].TrimEnd()} {Text[token.End..].TrimStart()}".Trim()));
            }
        }

        // Whoever types the last word may not have typed all of it.
        var last = plain.Count > 0 && !plain[^1].IsPhrase ? plain.Count - 1 : -1;
        for (var place = 0; place < plain.Count; place++)
        {
            Require(plain[place].Text, plain[place].IsPhrase, place == last);
        }

        var typed = required.SelectMany(term => term.Folded.Split(' ')).ToList();
        var others = required.Where(term => SearchText.WithoutArticles([term.Folded, "-"]).Count > 1).ToList();
        Terms = new SearchTerms
        {
            Required = others.Count == 0 ? [.. required] : others,
            Directors = directors,
            Themes = themes,
            Excluded = excluded,
            Titles = typed.Count == 0 ? [] : [.. new[] { typed, SearchText.WithoutArticles(typed) }.Select(title => string.Join(' ', title)).Distinct()],
        };
    }

    private void Require(string text, bool isPhrase, bool isLast)
    {
        var folded = SearchText.Words(text);
        if (isPhrase)
        {
            HasPhrase = true;
            Add(required, folded, text, isPrefix: false);
            return;
        }

        var marked = SearchText.PlainWords(text);
        for (var place = 0; place < folded.Count; place++)
        {
            // Folding may take a word apart (8½): then there is no telling which is which.
            var isPrefix = isLast && place == folded.Count - 1;
            Add(required, [folded[place]], marked.Count == folded.Count ? marked[place] : folded[place], isPrefix);
        }
    }

    private void Add(List<SearchTerm> terms, IReadOnlyList<string> folded, string text, bool isPrefix)
    {
        if (folded.Count == 0)
        {
            return;
        }

        if (words + folded.Count > MostWords)
        {
            if (words <= MostWords)
            {
                problems.Add($"Only the first {MostWords} words were looked for.");
            }

            words = MostWords + 1;
            return;
        }

        words += folded.Count;
        terms.Add(new SearchTerm(string.Join(' ', folded), string.Join(' ', SearchText.PlainWords(text)), isPrefix));
    }

    private string? Understand(SearchToken token)
    {
        if (token.Name is null)
        {
            Add(excluded, SearchText.Words(token.Value), token.Value, isPrefix: false);
            return null;
        }

        if (token.IsExcluded)
        {
            return $"“-{token.Name}:” was left out: only words and phrases can be excluded.";
        }

        return token.Name switch
        {
            "director" => Name(directors, token.Value, "“director:” wants a name, such as director:\"andrei tarkovsky\"; it was left out."),
            "theme" => Name(themes, token.Value, "“theme:” wants a theme, such as theme:memory; it was left out."),
            "year" => Years(token.Value),
            _ => Rated(token.Value),
        };
    }

    private string? Name(List<SearchTerm> names, string value, string problem)
    {
        var folded = SearchText.Words(value);
        Add(names, folded, value, isPrefix: false);
        return folded.Count == 0 ? problem : null;
    }

    private string? Years(string value)
    {
        var (from, to) = value.Split("..") switch
        {
            [var one] when one.Length > 0 => (one, one),
            [var first, var last] when first.Length + last.Length > 0 => (first, last),
            _ => ("?", "?"),
        };
        if (!TryYear(from, out var start) || !TryYear(to, out var end) || start > end)
        {
            return "“year:” wants a year or a span of years, such as year:1975 or year:1970..1979; it was left out.";
        }

        (FirstYear, LastYear) = (start, end);
        return null;

        // An open end is any year.
        static bool TryYear(string text, out int? year)
        {
            var isYear = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1000 and <= 9999;
            year = isYear ? number : null;
            return isYear || text.Length == 0;
        }
    }

    private string? Rated(string value)
    {
        var sign = Signs.FirstOrDefault(sign => value.StartsWith(sign, StringComparison.Ordinal)) ?? "";
        if (!Rating.TryParse(value[sign.Length..], out var rating))
        {
            return "“rating:” wants stars from 0.5 to 5 in halves, such as rating:4.5 or rating:>=4; it was left out.";
        }

        Ratings = [.. Enumerable.Range(1, 10).Select(Rating.OfHalves).Where(one => sign switch
        {
            ">=" => one >= rating,
            "<=" => one <= rating,
            ">" => one > rating,
            "<" => one < rating,
            _ => one == rating,
        })];
        return null;
    }
}

/// <summary>An operator of a query.</summary>
/// <param name="Name">Its name in small letters.</param>
/// <param name="Value">What it asks for, without quotation marks.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Without">The query without it.</param>
public sealed record SearchPart(string Name, string Value, string Text, string Without);
