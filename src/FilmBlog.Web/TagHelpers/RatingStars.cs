using System.Globalization;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FilmBlog.Web.TagHelpers;

/// <summary><c>&lt;rating-stars value="…" /&gt;</c>: the author's half stars, drawn and spoken; nothing where there is no rating.</summary>
[HtmlTargetElement("rating-stars", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RatingStars : TagHelper
{
    // Five stars in a row of 60 by 12; the layout defines the shape once a page.
    private const int StarWidth = 12;

    /// <summary>The rating.</summary>
    public Rating? Value { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Value is not { } rating)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "stars");
        output.Attributes.SetAttribute("viewBox", "0 0 60 12");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", rating.Spoken());
        var width = (rating.Stars * StarWidth).ToString(CultureInfo.InvariantCulture);
        // The inner drawing is as wide as the rating and cuts the filled stars off there.
        output.Content.SetHtmlContent($"""<use href="#stars"/><svg width="{width}" height="12"><use class="on" href="#stars"/></svg>""");
    }
}
