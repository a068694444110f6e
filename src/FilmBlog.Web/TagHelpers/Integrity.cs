using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FilmBlog.Web.TagHelpers;

/// <summary>Scripts and stylesheets with the hash of what they are (subresource integrity): a browser runs nothing else under their address.</summary>
[HtmlTargetElement("script", Attributes = "src")]
[HtmlTargetElement("link", Attributes = "[rel=stylesheet],href")]
public sealed class Integrity(AssetHashes hashes) : TagHelper
{
    /// <summary>After the address has got its fingerprint.</summary>
    public override int Order => int.MaxValue;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (hashes.Of(Written(output.Attributes[output.TagName == "script" ? "src" : "href"]?.Value)) is { } hash)
        {
            output.Attributes.SetAttribute("integrity", hash);
        }
    }

    // An address that was resolved is written piece by piece.
    private static string Written(object? value)
    {
        if (value is not IHtmlContent content)
        {
            return value?.ToString() ?? "";
        }

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(writer, NullHtmlEncoder.Default);
        return writer.ToString();
    }
}
