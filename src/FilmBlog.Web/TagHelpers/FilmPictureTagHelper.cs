using FilmBlog.Core.Imaging;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FilmBlog.Web.TagHelpers;

/// <summary><c>&lt;film-picture of="…" /&gt;</c>: the cover, or a title card where there is none.</summary>
[HtmlTargetElement("film-picture", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FilmPictureTagHelper : TagHelper
{
    /// <summary>The picture.</summary>
    public required FilmPicture Of { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "picture");
        if (Of is { CoverHash: { } hash, CoverWidth: { } width, CoverHeight: { } height })
        {
            output.Content.AppendHtml("<img src=\"").Append(ImageStore.AddressOf(hash)).AppendHtml("\" alt=\"").Append(Of.CoverAlt ?? "")
                .AppendHtml(FormattableString.Invariant($"\" width=\"{width}\" height=\"{height}\" fetchpriority=\"high\">"));
            return;
        }

        output.Content.SetHtmlContent(new CardHtml(Of.Card()));
    }

    // Encoded by its own writer.
    private sealed class CardHtml(TitleCard card) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) => TitleCardSvg.Write(writer, card);
    }
}
