using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace FilmBlog.Benchmarks.Attacks;

/// <summary>Finds in what the site answers what a browser or a feed reader would act on and nothing of ours is.</summary>
internal static class LiveMarkup
{
    private static readonly string[] Never = ["iframe", "frame", "object", "embed", "applet", "base", "style", "math", "audio", "video", "foreignobject", "animate", "set", "marquee", "portal", "xmp"];
    private static readonly string[] Addresses = ["href", "src", "action", "formaction", "xlink:href", "srcset", "data", "poster", "background", "ping"];
    private static readonly HtmlParser Parser = new();

    /// <summary>What is wrong with an answer; null: nothing.</summary>
    public static string? In(string? mediaType, string text) => mediaType switch
    {
        "text/html" => InPage(text),
        "application/atom+xml" or "application/rss+xml" or "text/xml" or "application/xml" or "text/x-opml" => InXml(text),
        "application/feed+json" or "application/json" or "application/manifest+json" or "application/x-suggestions+json" => InJson(text),
        _ => null,
    };

    /// <summary>The same for a piece of HTML that stands in a feed.</summary>
    public static string? InPiece(string html) => InPage($"<!doctype html><html><body>{html}</body></html>", isPiece: true);

    private static string? InPage(string text, bool isPiece = false)
    {
        foreach (var element in Parser.ParseDocument(text).All)
        {
            var name = element.LocalName;
            if (Never.Contains(name))
            {
                return $"<{name}>";
            }

            if (name == "script" && (isPiece || !IsOurs(element)))
            {
                return $"<script> {element.TextContent}";
            }

            if (name == "meta" && element.HasAttribute("http-equiv"))
            {
                return "<meta http-equiv>";
            }

            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "srcdoc")
                {
                    return $"{name} {attribute.Name}={attribute.Value}";
                }

                if (Addresses.Contains(attribute.Name) && !IsHarmless(attribute.Value, name == "form" || attribute.Name == "formaction"))
                {
                    return $"{name} {attribute.Name}={attribute.Value}";
                }
            }
        }

        return null;
    }

    private static bool IsOurs(IElement script)
    {
        if (script.GetAttribute("type") == "application/ld+json")
        {
            return IsJson(script.TextContent);
        }

        return script.GetAttribute("src") is { } source && source.StartsWith("/js/", StringComparison.Ordinal) && script.TextContent.Length == 0 && script.HasAttribute("integrity");
    }

    private static string? InXml(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            foreach (var element in XElement.Load(reader).DescendantsAndSelf())
            {
                // Atom says what is HTML; RSS means it.
                var isHtml = element.Attribute("type")?.Value == "html" || element.Name.LocalName is "encoded" or "description";
                if (isHtml && !element.HasElements && InPiece(element.Value) is { } wrong)
                {
                    return wrong;
                }

                if (element.Attributes().FirstOrDefault(a => a.Name.LocalName is "href" or "src" or "xmlUrl" or "htmlUrl" && !IsHarmless(a.Value, here: false)) is { } address)
                {
                    return address.ToString();
                }
            }

            return null;
        }
        catch (XmlException broken)
        {
            return $"no XML: {broken.Message}";
        }
    }

    private static string? InJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("items", out var items)
                ? items.EnumerateArray().Select(item => item.TryGetProperty("content_html", out var html) ? InPiece(html.GetString()!) : null).FirstOrDefault(wrong => wrong is not null)
                : null;
        }
        catch (JsonException broken)
        {
            return $"no JSON: {broken.Message}";
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // As a browser reads an address: white space and control characters are dropped, a backslash is a slash.
    private static bool IsHarmless(string address, bool here)
    {
        var read = string.Concat(address.Where(c => c > ' ')).Replace('\\', '/').ToLowerInvariant();
        var colon = read.IndexOf(':', StringComparison.Ordinal);
        var end = read.IndexOfAny(['/', '?', '#', ',']);
        var hasScheme = colon >= 0 && (end < 0 || colon < end);
        return hasScheme
            ? !here && (read.StartsWith("http:", StringComparison.Ordinal) || read.StartsWith("https:", StringComparison.Ordinal) || read.StartsWith("mailto:", StringComparison.Ordinal))
            : !read.StartsWith("//", StringComparison.Ordinal);
    }
}
