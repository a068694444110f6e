using System.Globalization;
using System.Text;
using FilmBlog.Core.Catalogue;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FilmBlog.Web.TagHelpers;

/// <summary>
/// <c>&lt;year-plot facts="…" /&gt;</c>: one mark for each year of films, as high as its reviews are many, as strong in tone as they are
/// rated. Nothing for a single year: there is nothing to compare.
/// </summary>
[HtmlTargetElement("year-plot", TagStructure = TagStructure.WithoutEndTag)]
public sealed class YearPlot : TagHelper
{
    private const int Width = 640;
    private const int Height = 72;
    private const int Widest = 18;
    private const int MostYearsSpoken = 12;

    /// <summary>What is drawn.</summary>
    public required HubFacts Facts { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Facts.Years.Count < 2)
        {
            output.SuppressOutput();
            return;
        }

        // Whole decades, so that marks of several hubs can be read alike.
        var (first, last) = (Facts.FirstYear / 10 * 10, (Facts.LastYear / 10 * 10) + 9);
        var step = Width / (double)(last - first + 1);
        var bar = Math.Min(Widest, step * 0.7);
        var most = Facts.Years.Max(y => y.Count);
        var svg = new StringBuilder();
        foreach (var year in Facts.Years)
        {
            var height = Math.Max(6, Height * year.Count / (double)most);
            var x = ((year.Year - first) * step) + ((step - bar) / 2);
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="tone-{Tone(year.AverageRating)}" x="{x:0.#}" y="{Height - height:0.#}" width="{bar:0.#}" height="{height:0.#}"/>""");
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "year-plot");
        // Stretched to the column; the years stand below it as text, so that they keep their size on a phone.
        output.Content.AppendHtml(FormattableString.Invariant($"""<svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{Spoken()}">"""))
            .AppendHtml(svg.ToString())
            .AppendHtml(FormattableString.Invariant($"""</svg><p aria-hidden="true"><span>{first}</span><span>{last}</span></p>"""));
    }

    // 0 unrated, 1 (under two stars) to 4 (from four and a half).
    private static int Tone(decimal? stars) => stars switch
    {
        null => 0,
        < 2m => 1,
        < 3.5m => 2,
        < 4.5m => 3,
        _ => 4,
    };

    // The years one by one while that can be listened to, by decade beyond.
    private string Spoken()
    {
        var parts = Facts.Years.Count <= MostYearsSpoken
            ? Facts.Years.Select(y => Count(y.Year.ToString(CultureInfo.InvariantCulture), y.Count))
            : Facts.Years.GroupBy(y => y.Year / 10 * 10).Select(d => Count(d.Key.ToString(CultureInfo.InvariantCulture) + "s", d.Sum(y => y.Count)));
        return "Reviews by the year of the film: " + string.Join(", ", parts);
    }

    private static string Count(string when, int count) => string.Create(CultureInfo.InvariantCulture, $"{when} {count}");
}
