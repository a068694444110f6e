using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Searching;

/// <summary>Typed words as the names of a review have them.</summary>
/// <param name="Text">The words, mended.</param>
/// <param name="Distance">In how many letters they differ from what was typed.</param>
internal sealed record MendedWords(string Text, int Distance)
{
    /// <summary>The words mended by the nearest of the names' own; null where one of them is like none.</summary>
    public static MendedWords? Of(IReadOnlyList<string> typed, IReadOnlyList<string> names)
    {
        var words = names.SelectMany(name => name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(word => (Written: word.Trim(',', '.', ':', ';', '!', '?', '(', ')'), Folded: string.Concat(SearchText.Words(Folding.Romanised(word)))))
            .Where(word => word.Folded.Length > 0).Distinct().ToList();
        var (mended, distance) = (new List<string>(typed.Count), 0);
        foreach (var word in typed)
        {
            var plain = string.Concat(SearchText.Words(Folding.Romanised(word)));
            var allowed = plain.Length switch { < 4 => 0, < 7 => 1, < 9 => 2, _ => 3 };
            var nearest = words.Select(other => (other.Written, Edits: Edits(plain, other.Folded, allowed))).Where(other => other.Edits is not null)
                .OrderBy(other => other.Edits).FirstOrDefault();
            if (nearest.Written is null)
            {
                return null;
            }

            mended.Add(nearest.Edits == 0 ? word : nearest.Written);
            distance += nearest.Edits!.Value;
        }

        return mended.Count == 0 ? null : new MendedWords(string.Join(' ', mended), distance);
    }

    private static int? Edits(string typed, string word, int allowed) =>
        typed.Length >= 3 && word.StartsWith(typed, StringComparison.Ordinal) ? 0 : NearNames.Edits(typed, word, allowed);
}
