using System.Globalization;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Tables;

/// <summary>
/// Tables without style attributes (the policy forbids them), in a frame that scrolls by itself and can be focused; plain ones without the
/// frame and the classes that only the page's stylesheet knows.
/// </summary>
internal sealed class TableRenderer(bool isPlain = false) : HtmlObjectRenderer<Table>
{
    private int _written;

    protected override void Write(HtmlRenderer renderer, Table table)
    {
        // Regions are landmarks, and landmarks want names of their own.
        _written++;
        var label = _written == 1 ? "Table" : string.Create(CultureInfo.InvariantCulture, $"Table {_written}");

        renderer.EnsureLine();
        if (!isPlain)
            renderer.WriteLine($"<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">");
        renderer.WriteLine("<table>");
        var columns = table.OfType<TableRow>().First().Count;
        var part = "";
        foreach (var row in table.OfType<TableRow>())
        {
            var wanted = row.IsHeader ? "thead" : "tbody";
            if (part != wanted)
            {
                if (part.Length > 0)
                    renderer.WriteLine($"</{part}>");
                renderer.WriteLine($"<{wanted}>");
                part = wanted;
            }

            WriteRow(renderer, table, row, columns);
        }

        if (part.Length > 0)
            renderer.WriteLine($"</{part}>");
        renderer.WriteLine("</table>");
        if (!isPlain)
            renderer.WriteLine("</div>");
    }

    private void WriteRow(HtmlRenderer renderer, Table table, TableRow row, int columns)
    {
        // The header decides how many columns there are: shorter rows are filled, longer ones cut.
        renderer.WriteLine("<tr>");
        for (var i = 0; i < columns; i++)
        {
            var cell = CellOf(table, row, i);
            renderer.Write(cell switch { "th" when row.IsHeader => "<th scope=\"col\"", "th" => "<th scope=\"row\"", _ => "<td" });
            if (!isPlain && i < table.ColumnDefinitions.Count && Alignment(table.ColumnDefinitions[i]) is { } align)
                renderer.Write($" class=\"{align}\"");
            renderer.Write(">");

            var implicitParagraph = renderer.ImplicitParagraph;
            renderer.ImplicitParagraph = true;
            if (i < row.Count)
                renderer.Write(row[i]);
            renderer.ImplicitParagraph = implicitParagraph;

            renderer.WriteLine($"</{cell}>");
        }

        renderer.WriteLine("</tr>");
    }

    // A header without a word is none. Where the first column has none, its cells name the rows.
    private static string CellOf(Table table, TableRow row, int column) => (row.IsHeader, column) switch
    {
        (true, _) => IsEmpty(row, column) ? "td" : "th",
        (false, 0) => IsEmpty((TableRow)table[0], 0) && !IsEmpty(row, 0) ? "th" : "td",
        _ => "td",
    };

    private static bool IsEmpty(TableRow row, int column) =>
        column >= row.Count || ((TableCell)row[column]).Descendants<LeafInline>().All(inline => inline is LiteralInline literal && literal.Content.IsEmptyOrWhitespace());

    private static string? Alignment(TableColumnDefinition column) => column.Alignment switch
    {
        TableColumnAlign.Left => "align-left",
        TableColumnAlign.Center => "align-center",
        TableColumnAlign.Right => "align-right",
        _ => null,
    };
}
