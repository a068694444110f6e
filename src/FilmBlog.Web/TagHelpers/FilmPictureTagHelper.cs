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

    /// <summary>How wide it stands on the page, as <c>sizes</c> says it.</summary>
    public string Sizes { get; set; } = "(min-width: 55rem) 50rem, 92vw";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "picture");
        if (Of is { CoverHash: { } hash, CoverWidth: { } width, CoverHeight: { } height })
        {
            AppendCover(output.Content, hash, width, height);
            return;
        }

        output.Content.SetHtmlContent(new CardHtml(Of.Card()));
    }

    private void AppendCover(TagHelperContent content, string hash, int width, int height)
    {
        var sources = ImageSources.Of(hash, width, Of.CoverTone ?? ImageTone.Unknown);
        if (sources is not null)
        {
            content.AppendHtml("<picture><source type=\"image/webp\" srcset=\"").Append(sources.WebPSet).AppendHtml("\" sizes=\"").Append(Sizes).AppendHtml("\">");
        }

        content.AppendHtml("<img src=\"").Append(sources?.Address ?? ImageStore.AddressOf(hash));
        if (sources is not null)
        {
            content.AppendHtml("\" srcset=\"").Append(sources.Set).AppendHtml("\" sizes=\"").Append(Sizes);
        }

        content.AppendHtml("\" alt=\"").Append(Of.CoverAlt ?? "")
            .AppendHtml(FormattableString.Invariant($"\" width=\"{width}\" height=\"{height}\" fetchpriority=\"high\""));
        if (sources?.ToneClass is { } tone)
        {
            content.AppendHtml(" class=\"").Append(tone).AppendHtml("\"");
        }

        content.AppendHtml(sources is null ? ">" : "></picture>");
    }

    // Encoded by its own writer.
    private sealed class CardHtml(TitleCard card) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) => TitleCardSvg.Write(writer, card);
    }
}
