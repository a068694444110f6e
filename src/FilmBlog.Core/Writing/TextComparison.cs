using DiffPlex;

namespace FilmBlog.Core.Writing;

/// <summary>What became of a text: its lines in order, what was taken away before what came in its place, and the words that differ within.</summary>
/// <param name="Lines">All lines of both texts.</param>
public sealed record TextComparison(IReadOnlyList<ComparedLine> Lines)
{
    // Comparing takes lines (or words) of one text times those of the other, at worst: beyond this all counts as changed.
    private const long MaxLines = 25_000_000;
    private const long MaxWords = 4_000_000;

    /// <summary>Whether nothing changed but the way in which lines end.</summary>
    public bool IsSame => Lines.All(line => line.Change == TextChange.None);

    /// <summary>Compares two texts, of any length.</summary>
    public static TextComparison Of(string before, string after)
    {
        var (old, now) = (LinesOf(before), LinesOf(after));
        var lines = new List<ComparedLine>(Math.Max(old.Length, now.Length));
        var (oldNumber, newNumber) = (0, 0);
        foreach (var block in Blocks(old, now, MaxLines))
        {
            AddSame(block.OldStart);
            AddChanged(old[block.OldStart..block.OldEnd], now[block.NewStart..block.NewEnd]);
        }

        AddSame(old.Length);
        return new TextComparison(lines);

        void AddSame(int end)
        {
            while (oldNumber < end)
            {
                lines.Add(new ComparedLine(TextChange.None, oldNumber + 1, newNumber + 1, [new ComparedWords(old[oldNumber], IsChanged: false)]));
                oldNumber++;
                newNumber++;
            }
        }

        void AddChanged(string[] gone, string[] come)
        {
            var pairs = gone.Zip(come, Words).ToList();
            for (var i = 0; i < gone.Length; i++)
            {
                lines.Add(new ComparedLine(TextChange.Removed, ++oldNumber, null, i < pairs.Count ? pairs[i].Old : Whole(gone[i])));
            }

            for (var i = 0; i < come.Length; i++)
            {
                lines.Add(new ComparedLine(TextChange.Added, null, ++newNumber, i < pairs.Count ? pairs[i].New : Whole(come[i])));
            }
        }
    }

    /// <summary>The passages that changed, each with some lines of what is around it. What stays between them is left out.</summary>
    /// <param name="around">How many lines that are the same are shown before and after a change.</param>
    public IReadOnlyList<IReadOnlyList<ComparedLine>> Passages(int around = 2)
    {
        var passages = new List<IReadOnlyList<ComparedLine>>();
        var (start, end) = (0, 0);
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].Change == TextChange.None)
            {
                continue;
            }

            if (end > 0 && i - around > end)
            {
                passages.Add([.. Lines.Skip(start).Take(end - start)]);
                start = i - around;
            }
            else if (end == 0)
            {
                start = Math.Max(0, i - around);
            }

            end = Math.Min(Lines.Count, i + around + 1);
        }

        if (end > 0)
        {
            passages.Add([.. Lines.Skip(start).Take(end - start)]);
        }

        return passages;
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static ComparedWords[] Whole(string line) => [new ComparedWords(line, IsChanged: true)];

    // The words of two lines. Where they have little in common, another line stands there, and marks within would only confuse.
    private static (IReadOnlyList<ComparedWords> Old, IReadOnlyList<ComparedWords> New) Words(string old, string now)
    {
        var (oldWords, newWords) = (TextPieces.WordsOf(old), TextPieces.WordsOf(now));
        var blocks = Blocks(oldWords, newWords, MaxWords);
        var changed = blocks.Sum(b => oldWords[b.OldStart..b.OldEnd].Sum(w => w.Length) + newWords[b.NewStart..b.NewEnd].Sum(w => w.Length));
        return changed * 3 > (old.Length + now.Length) * 2
            ? (Whole(old), Whole(now))
            : (Marked(oldWords, blocks.Select(b => (b.OldStart, b.OldEnd))), Marked(newWords, blocks.Select(b => (b.NewStart, b.NewEnd))));
    }

    private static List<ComparedWords> Marked(string[] words, IEnumerable<(int Start, int End)> changed)
    {
        var parts = new List<ComparedWords>();
        var done = 0;
        foreach (var (start, end) in changed.Where(range => range.Start < range.End))
        {
            var between = string.Concat(words[done..start]);
            // A space between two changed words belongs to them.
            if (parts.Count > 0 && string.IsNullOrWhiteSpace(between))
            {
                parts[^1] = new ComparedWords(parts[^1].Text + between + string.Concat(words[start..end]), IsChanged: true);
            }
            else
            {
                if (start > done)
                {
                    parts.Add(new ComparedWords(between, IsChanged: false));
                }

                parts.Add(new ComparedWords(string.Concat(words[start..end]), IsChanged: true));
            }

            done = end;
        }

        if (done < words.Length)
        {
            parts.Add(new ComparedWords(string.Concat(words[done..]), IsChanged: false));
        }

        return parts;
    }

    // Where two sequences differ, in order. What both begin and end with is set aside first: it is most of a text that was edited.
    private static List<Block> Blocks(string[] old, string[] now, long most)
    {
        var first = 0;
        while (first < old.Length && first < now.Length && old[first] == now[first])
        {
            first++;
        }

        var last = 0;
        while (last < old.Length - first && last < now.Length - first && old[^(last + 1)] == now[^(last + 1)])
        {
            last++;
        }

        var (oldEnd, newEnd) = (old.Length - last, now.Length - last);
        if (oldEnd == first && newEnd == first)
        {
            return [];
        }

        if (oldEnd == first || newEnd == first || (long)(oldEnd - first) * (newEnd - first) > most)
        {
            return [new Block(first, oldEnd, first, newEnd)];
        }

        var differences = Differ.Instance.CreateDiffs(
            "old", "new", ignoreWhiteSpace: false, ignoreCase: false, new TextPieces(old[first..oldEnd], now[first..newEnd]));
        return [.. differences.DiffBlocks.Select(b => new Block(
            first + b.DeleteStartA, first + b.DeleteStartA + b.DeleteCountA, first + b.InsertStartB, first + b.InsertStartB + b.InsertCountB))];
    }

    private readonly record struct Block(int OldStart, int OldEnd, int NewStart, int NewEnd);

    // Hands pieces to DiffPlex that were cut before.
    private sealed class TextPieces(string[] old, string[] now) : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => text == "old" ? old : now;

        // Words; what is no letter or digit stands alone, and so do the characters of scripts that put no spaces between words.
        public static string[] WordsOf(string line)
        {
            var words = new List<string>();
            for (var start = 0; start < line.Length;)
            {
                var end = start + 1;
                while (end < line.Length && IsOfWord(line[start]) && IsOfWord(line[end]))
                {
                    end++;
                }

                words.Add(line[start..end]);
                start = end;
            }

            return [.. words];
        }

        // Surrogates hold together: half a character is none.
        private static bool IsOfWord(char c) =>
            char.IsSurrogate(c) || (char.IsLetterOrDigit(c) && c is < '\u3040' or > '\u9FFF') || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;
    }
}

/// <summary>A line of one text or of both.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="OldNumber">Its number in the former text, from 1; null where it was added.</param>
/// <param name="NewNumber">Its number in the later text, from 1; null where it was taken away.</param>
/// <param name="Words">The line in parts, those that differ marked; together they are the line.</param>
public sealed record ComparedLine(TextChange Change, int? OldNumber, int? NewNumber, IReadOnlyList<ComparedWords> Words)
{
    /// <summary>The whole line.</summary>
    public string Text => string.Concat(Words.Select(words => words.Text));
}

/// <summary>A part of a line.</summary>
/// <param name="Text">The words.</param>
/// <param name="IsChanged">Whether they stand in one of the texts only.</param>
public sealed record ComparedWords(string Text, bool IsChanged);

/// <summary>What became of a line.</summary>
public enum TextChange
{
    /// <summary>It stayed.</summary>
    None,

    /// <summary>It was taken away.</summary>
    Removed,

    /// <summary>It was added.</summary>
    Added,
}
