using Markdig.Helpers;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup.Tables;

/// <summary>Recognises a pipe table by its lines, before any inline is parsed.</summary>
internal static class TableLines
{
    private static readonly object Key = typeof(TableLines);

    /// <summary>Remembers whether the paragraph is a table: the row of dashes on its second line decides.</summary>
    public static bool Mark(ParagraphBlock paragraph, out int columns)
    {
        columns = 0;
        if (paragraph.Lines.Count < 2 || !IsDelimiterRow(paragraph.Lines.Lines[1].Slice))
            return false;
        var header = paragraph.Lines.Lines[0].Slice.AsSpan();
        if (!header.Contains('|'))
            return false;
        columns = header.Trim().Trim('|').Count('|') + 1;
        paragraph.SetData(Key, Key);
        return true;
    }

    /// <summary>True for a paragraph marked as a table: in it <c>|</c> belongs to the table.</summary>
    public static bool IsTable(LeafBlock? block) => block is ParagraphBlock && block.GetData(Key) is not null;

    private static bool IsDelimiterRow(StringSlice line)
    {
        var row = line.AsSpan();
        return row.Contains('|') && row.Contains('-') && !row.ContainsAnyExcept("|-: \t");
    }
}
