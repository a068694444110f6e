using System.Buffers;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Searching;

/// <summary>The place of an essay at which most of what was looked for stands.</summary>
public static class Snippet
{
    private const int WordsShown = 32;
    private const int WordsBefore = 8;

    // Further in nobody looks for a place to quote.
    private const int MostWords = 20_000;

    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The quotation in pieces; null where none of the terms stands in the text.</summary>
    public static IReadOnlyList<SnippetPiece>? Of(string text, IReadOnlyList<SearchTerm> terms)
    {
        var sought = terms.SelectMany(term => term.Folded.Split(' ').Select((word, place) => (Word: word, IsPrefix: term.IsPrefix && place == term.Folded.Count(c => c == ' '))))
            .Distinct().ToArray();
        var words = WordsOf(text);
        var hits = words.Select(word => WhichOf(sought, text.AsSpan(word.Start, word.End - word.Start))).ToArray();
        var best = Best(hits, sought.Length);
        if (best < 0)
        {
            return null;
        }

        var first = Math.Max(0, best - WordsBefore);
        var last = Math.Min(words.Count, first + WordsShown) - 1;
        var pieces = new List<SnippetPiece>();
        var from = words[first].Start;
        if (first > 0)
        {
            pieces.Add(new SnippetPiece("… ", false));
        }

        for (var place = first; place <= last; place++)
        {
            if (hits[place] >= 0)
            {
                Add(pieces, text[from..words[place].Start]);
                pieces.Add(new SnippetPiece(text[words[place].Start..words[place].End], true));
                from = words[place].End;
            }
        }

        Add(pieces, last + 1 < words.Count ? text[from..words[last].End] + " …" : text[from..]);
        return pieces;
    }

    // The window with the most different terms, the first of those.
    private static int Best(int[] hits, int terms)
    {
        var (best, most) = (-1, 0);
        for (var start = 0; start < hits.Length && most < terms; start++)
        {
            if (hits[start] < 0)
            {
                continue;
            }

            var end = Math.Min(hits.Length, start + WordsShown - WordsBefore);
            var found = hits[start..end].Where(hit => hit >= 0).Distinct().Count();
            if (found > most)
            {
                (best, most) = (start, found);
            }
        }

        return best;
    }

    private static int WhichOf((string Word, bool IsPrefix)[] sought, ReadOnlySpan<char> word)
    {
        // Most words need no folding, and a page of results looks at all words of twenty essays.
        if (!word.ContainsAnyExcept(Plain))
        {
            for (var place = 0; place < sought.Length; place++)
            {
                var (other, isPrefix) = sought[place];
                if ((isPrefix ? word.Length >= other.Length : word.Length == other.Length) && word.StartsWith(other, StringComparison.OrdinalIgnoreCase))
                {
                    return place;
                }
            }

            return -1;
        }

        var folded = string.Concat(SearchText.Words(word.ToString()));
        return Array.FindIndex(sought, term => term.IsPrefix ? folded.StartsWith(term.Word, StringComparison.Ordinal) : folded == term.Word);
    }

    private static List<(int Start, int End)> WordsOf(string text)
    {
        var words = new List<(int, int)>();
        for (var at = 0; at < text.Length && words.Count < MostWords;)
        {
            var end = at;
            while (end < text.Length && IsInWord(text[end]))
            {
                end++;
            }

            if (end > at)
            {
                words.Add((at, end));
            }

            at = end + 1;
        }

        return words;
    }

    private static bool IsInWord(char letter) =>
        char.IsLetterOrDigit(letter) || letter is '’' or '\'' || char.IsSurrogate(letter) || char.GetUnicodeCategory(letter) is
            System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static void Add(List<SnippetPiece> pieces, string text)
    {
        if (text.Length > 0)
        {
            pieces.Add(new SnippetPiece(text, false));
        }
    }
}

/// <summary>A piece of a quotation, as it stands in the essay: not encoded.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsHit">Whether it is what was looked for.</param>
public sealed record SnippetPiece(string Text, bool IsHit);
