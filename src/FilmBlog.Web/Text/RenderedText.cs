using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace FilmBlog.Web.Text;

/// <summary>HTML that our own renderer made safe when the text was saved. The only way for stored HTML onto a page.</summary>
public sealed class RenderedText(string html) : IHtmlContent
{
    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(html);
}
