using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using FilmBlog.Web.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace FilmBlog.Web.Feeds;

/// <summary>Makes reviews into what feeds carry, for one document.</summary>
internal sealed class FeedItemWriter(string origin, FeedAuthority authority)
{
    // What one document carries of essays, in characters of HTML; a review beyond that is carried by its beginning.
    private const int MostHtml = 4 * 1024 * 1024;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private int written;

    /// <summary>The review without what gives the film away.</summary>
    public FeedItem Write(FeedReview review, IReadOnlyList<string> directors, IReadOnlyList<FeedTheme> themes, IEnumerable<FeedImage> images)
    {
        var url = new Uri($"{origin}/reviews/{review.Slug}");
        // As the page sets them; the essay's own words are set by the markup.
        review = review with { Excerpt = Typeset(review.Excerpt), Verdict = Typeset(review.Verdict) };
        var cover = review.Cover is { } picture ? PictureOf(picture, FeedText.Clean(review.CoverAlt ?? "")) : null;
        return new FeedItem
        {
            Id = authority.IdOf(string.Create(CultureInfo.InvariantCulture, $"review-{review.Id}")),
            Url = url.AbsoluteUri,
            Title = FeedText.Clean(review.Headline ?? review.FilmTitle),
            Summary = FeedText.Clean(review.Excerpt ?? (review.Markdown is not null && review.Opening.Length > 0 ? review.Opening : null)),
            Html = Html(review, url, cover, images.ToDictionary(i => i.Url, StringComparer.Ordinal)),
            Byline = FeedText.Clean(review.Byline),
            Published = review.PublishedAt,
            Updated = review.UpdatedAt is { } updated && updated > review.PublishedAt ? updated : review.PublishedAt,
            Themes = themes,
            Cover = cover,
            Film = new FeedFilm(
                FeedText.Clean(review.FilmTitle), FeedText.Clean(review.OriginalTitle), review.Year, [.. directors.Select(d => FeedText.Clean(d))],
                [.. review.Countries.Select(c => FeedText.Clean(c))], [.. review.Languages.Select(l => FeedText.Clean(l))], review.Runtime, review.ImdbId),
            Rating = review.Rating,
        };
    }

    private static string? Typeset(string? line) => line is null ? null : Wording.Typeset(line);

    private string Html(FeedReview review, Uri page, FeedPicture? cover, Dictionary<string, FeedImage> images)
    {
        var html = new HtmlContentBuilder();
        if (cover is not null)
        {
            html.AppendHtml(Paragraph(ImageOf(cover)));
        }

        if (review.Markdown is null)
        {
            html.AppendHtml(Paragraph(review.Excerpt)).AppendHtml(Paragraph("This review gives the whole film away. ", LinkTo(page, "Read it on its page"), " after seeing the film."));
        }
        else if (Essay(review.Markdown, page, images) is { } essay)
        {
            html.AppendHtml(essay).AppendHtml(Paragraph(review.Verdict));
        }
        else
        {
            html.AppendHtml(Paragraph(review.Excerpt ?? review.Opening)).AppendHtml(Paragraph(LinkTo(page, "The whole review stands on its page.")));
        }

        if (review.Rating is { } rating)
        {
            html.AppendHtml(Paragraph($"Rated {rating.Spoken()}."));
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        html.WriteTo(text, Encoder);
        return FeedText.Clean(text.ToString());
    }

    // Null where it is more than feeds carry.
    private string? Essay(string markdown, Uri page, Dictionary<string, FeedImage> images)
    {
        if (written >= MostHtml)
        {
            return null;
        }

        try
        {
            var essay = MarkdownBody.Parse(markdown).RenderElsewhere(page, url => images.GetValueOrDefault(url) is { } image ? Shown(image) : null);
            written += essay.Length;
            return essay;
        }
        catch (MarkupRejectedException)
        {
            // Its page shows what was rendered under other limits.
            return null;
        }
    }

    private MarkupImage Shown(FeedImage image)
    {
        var picture = PictureOf(image, "");
        return new MarkupImage(picture.Url, picture.Width, picture.Height);
    }

    // In a form that every feed reader knows; its master while nobody has looked which that is.
    private FeedPicture PictureOf(FeedImage image, string alt)
    {
        var sources = ImageSources.Of(image.Hash, image.Width, image.Tone);
        var address = sources?.Address ?? new ImageForm(image.Hash, null, ImageForm.WebP).Address;
        var width = sources?.Width ?? image.Width;
        var height = Math.Max(1, (int)Math.Round((double)image.Height * width / image.Width));
        var type = ImageForm.TryParse(address[(address.LastIndexOf('/') + 1)..], out var form) ? form.MediaType : "image/webp";
        return new FeedPicture(origin + address, type, width, height, alt);
    }

    private static TagBuilder ImageOf(FeedPicture picture)
    {
        var image = new TagBuilder("img") { TagRenderMode = TagRenderMode.SelfClosing };
        image.Attributes["src"] = picture.Url;
        image.Attributes["alt"] = picture.Alt;
        image.Attributes["width"] = picture.Width.ToString(CultureInfo.InvariantCulture);
        image.Attributes["height"] = picture.Height.ToString(CultureInfo.InvariantCulture);
        return image;
    }

    private static TagBuilder LinkTo(Uri page, string words)
    {
        var link = new TagBuilder("a");
        link.Attributes["href"] = page.AbsoluteUri;
        link.InnerHtml.Append(words);
        return link;
    }

    private static IHtmlContent Paragraph(string? text) => string.IsNullOrEmpty(text) ? HtmlString.Empty : Paragraph(text, null, null);

    private static TagBuilder Paragraph(TagBuilder content) => Paragraph(null, content, null);

    private static TagBuilder Paragraph(string? before, TagBuilder? content, string? after)
    {
        var paragraph = new TagBuilder("p");
        paragraph.InnerHtml.Append(before ?? "");
        if (content is not null)
        {
            paragraph.InnerHtml.AppendHtml(content);
        }

        paragraph.InnerHtml.Append(after ?? "");
        return paragraph;
    }
}
