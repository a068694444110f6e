using System.Text;
using System.Xml;
using FilmBlog.Web.Addresses;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Machines;

/// <summary><c>/opensearch.xml</c>: how a browser searches this site from its own address bar (OpenSearch 1.1).</summary>
internal static class OpenSearch
{
    private const string Namespace = "http://a9.com/-/spec/opensearch/1.1/";
    private const int LongestShortName = 16;
    private const int LongestLongName = 48;

    public static void MapOpenSearch(this IEndpointRouteBuilder app) =>
        app.MapMethods("/opensearch.xml", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, SiteProfile site, SiteOptions options) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Bytes(Write(site, path => context.Request.AbsoluteAddress(options, path)), "application/opensearchdescription+xml; charset=utf-8");
        }).WithMetadata(new ValidatedAttribute());

    private static byte[] Write(SiteProfile site, Func<string, string> absolute)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("OpenSearchDescription", Namespace);
            xml.WriteElementString("ShortName", Namespace, Text(site.Title, LongestShortName));
            xml.WriteElementString("LongName", Namespace, Text(site.Title, LongestLongName));
            xml.WriteElementString("Description", Namespace, Text($"Film reviews of {site.Title}, by title, name, theme or what they say.", 1024));
            xml.WriteElementString("InputEncoding", Namespace, "UTF-8");
            xml.WriteElementString("OutputEncoding", Namespace, "UTF-8");
            xml.WriteStartElement("Image", Namespace);
            xml.WriteAttributeString("type", "image/x-icon");
            xml.WriteAttributeString("width", "32");
            xml.WriteAttributeString("height", "32");
            xml.WriteString(absolute("/favicon.ico"));
            xml.WriteEndElement();
            xml.WriteStartElement("Url", Namespace);
            xml.WriteAttributeString("type", "text/html");
            xml.WriteAttributeString("template", absolute("/search") + "?q={searchTerms}");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    // What XML cannot hold is left out; no letter is cut in two.
    private static string Text(string text, int most)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > most)
            {
                break;
            }

            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString().Trim();
    }
}
