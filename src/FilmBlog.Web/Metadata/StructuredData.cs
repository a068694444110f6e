using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using FilmBlog.Core.Catalogue;
using Microsoft.AspNetCore.Html;

namespace FilmBlog.Web.Metadata;

/// <summary>
/// A page in the vocabulary of schema.org: one graph of what <see cref="PageMetadata"/> says, serialised. A rated review is a Review, an unrated
/// one a BlogPosting about the film; IMDb's figure is not ours and is left out.
/// </summary>
/// <param name="site">What the site says of itself.</param>
/// <param name="authorPath">The page about who writes it.</param>
/// <param name="absolute">Makes an address of a path below the root.</param>
internal sealed class StructuredData(SiteProfile site, string authorPath, Func<string, string> absolute)
{
    // Letters of every script as they are; what could end the element that it stands in stays escaped.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    // Search engines refuse longer names.
    private const int LongestAuthor = 99;

    /// <summary>The graph of a page, as JSON that may stand in a script element; null where there is nothing to say.</summary>
    public IHtmlContent? Of(PageMetadata page)
    {
        var nodes = new JsonArray();
        switch (page.Subject)
        {
            case SiteSubject:
                nodes.Add(WebSite());
                nodes.Add(Blog(page));
                nodes.Add(Author());
                break;
            case ReviewSubject review:
                nodes.Add(Review(page, review));
                break;
            case HubSubject { Kind: HubKind.Director } director:
                nodes.Add(new JsonObject { ["@type"] = "Person", ["@id"] = absolute(director.Path) + "#person", ["name"] = director.Name, ["url"] = absolute(director.Path) });
                break;
            case AuthorSubject author:
                nodes.Add(Profile(page, author));
                break;
        }

        if (page.Subject is not SiteSubject && page.Listed.Count > 1)
        {
            nodes.Add(List(page));
        }

        if (page.Trail.Count > 0)
        {
            nodes.Add(Trail(page));
        }

        return page.NoIndex || nodes.Count == 0 ? null
            : new Block(new JsonObject { ["@context"] = "https://schema.org", ["@graph"] = nodes }.ToJsonString(Json));
    }

    // Escaped by the serialiser so that it may stand in a script element.
    private sealed class Block(string json) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(json);
    }

    private JsonObject WebSite() => With(new JsonObject
    {
        ["@type"] = "WebSite",
        ["@id"] = absolute("/") + "#site",
        ["name"] = site.Title,
        ["url"] = absolute("/"),
        ["inLanguage"] = site.Language,
    }, "description", site.Tagline);

    private JsonObject Blog(PageMetadata page) => With(new JsonObject
    {
        ["@type"] = "Blog",
        ["@id"] = absolute("/") + "#blog",
        ["name"] = site.Title,
        ["url"] = absolute("/"),
        ["description"] = page.Description,
        ["inLanguage"] = site.Language,
        ["author"] = Author(),
        ["publisher"] = Publisher(),
    }, "image", page.Image is { } image ? absolute(image.Path) : null);

    private JsonObject Author() => new() { ["@type"] = "Person", ["@id"] = absolute("/") + "#author", ["name"] = Named(site.Author), ["url"] = absolute(authorPath) };

    private JsonObject Publisher() => new()
    {
        ["@type"] = "Organization",
        ["@id"] = absolute("/") + "#publisher",
        ["name"] = site.Title,
        ["url"] = absolute("/"),
        ["logo"] = new JsonObject { ["@type"] = "ImageObject", ["url"] = absolute("/img/icon-512.png") },
    };

    private JsonObject Profile(PageMetadata page, AuthorSubject author) => With(new JsonObject
    {
        ["@type"] = "ProfilePage",
        ["@id"] = absolute(page.Path) + "#page",
        ["url"] = absolute(page.Path),
        ["name"] = page.Title,
        ["inLanguage"] = site.Language,
        ["mainEntity"] = With(Author(), "description", page.Description),
    }, "dateModified", author.ChangedAt is { } at ? Instant(at) : null);

    private JsonObject Review(PageMetadata page, ReviewSubject review)
    {
        var url = absolute(page.Path);
        var node = new JsonObject
        {
            ["@type"] = review.Rating is null ? "BlogPosting" : "Review",
            ["@id"] = url + "#review",
            ["headline"] = review.Headline,
            ["name"] = page.Title,
            ["url"] = url,
            ["mainEntityOfPage"] = url,
            ["description"] = page.Description,
            ["inLanguage"] = site.Language,
            ["datePublished"] = Instant(review.PublishedAt),
            ["dateModified"] = Instant(review.ModifiedAt),
            ["author"] = review.Byline is { } byline && byline != site.Author
                ? new JsonObject { ["@type"] = "Person", ["name"] = Named(byline), ["url"] = absolute(authorPath) }
                : Author(),
            ["publisher"] = Publisher(),
            ["image"] = Pictures(page, review),
        };
        if (review.Themes.Count > 0)
        {
            node["keywords"] = string.Join(", ", review.Themes);
        }

        if (review.Rating is { } rating)
        {
            node["itemReviewed"] = Movie(page, review);
            node["reviewRating"] = new JsonObject { ["@type"] = "Rating", ["ratingValue"] = rating.Stars, ["bestRating"] = 5, ["worstRating"] = 0.5m };
        }
        else
        {
            node["about"] = Movie(page, review);
        }

        return node;
    }

    private JsonObject Movie(PageMetadata page, ReviewSubject review)
    {
        var film = review.Film;
        var node = new JsonObject
        {
            ["@type"] = "Movie",
            ["name"] = film.Title,
            ["dateCreated"] = film.Year.ToString("0000", CultureInfo.InvariantCulture),
            ["image"] = Pictures(page, review),
            ["director"] = List(film.Directors.Select(d => new JsonObject { ["@type"] = "Person", ["name"] = d.Text, ["url"] = absolute(d.Path) })),
        };
        Add(node, "alternateName", film.AlsoKnownAs.Prepend(film.OriginalTitle).OfType<string>().Where(title => title != film.Title).Distinct().Select(title => JsonValue.Create(title)));
        Add(node, "countryOfOrigin", film.Countries.Select(country => new JsonObject { ["@type"] = "Country", ["name"] = country }));
        Add(node, "inLanguage", film.Languages.Select(language => JsonValue.Create(language)));
        Add(node, "actor", film.Cast.Select(Person));
        Add(node, "musicBy", film.Music.Select(Person));
        if (film.Runtime is { } minutes)
        {
            node["duration"] = string.Create(CultureInfo.InvariantCulture, $"PT{minutes / 60}H{minutes % 60}M");
        }

        return With(node, "sameAs", film.ImdbId is { } id ? $"https://www.imdb.com/title/{id}/" : null);
    }

    private JsonObject List(PageMetadata page) => new()
    {
        ["@type"] = "ItemList",
        ["@id"] = absolute(page.Path) + "#list",
        ["name"] = page.Title,
        ["itemListElement"] = List(page.Listed.Select((listed, i) => new JsonObject
        {
            ["@type"] = "ListItem",
            ["position"] = page.FirstListed + i,
            ["name"] = listed.Text,
            ["url"] = absolute(listed.Path),
        })),
    };

    private JsonObject Trail(PageMetadata page) => new()
    {
        ["@type"] = "BreadcrumbList",
        ["itemListElement"] = List(page.Trail.Prepend(new PageLink(site.Title, "/")).Select((step, i) =>
            new JsonObject { ["@type"] = "ListItem", ["position"] = i + 1, ["name"] = step.Text, ["item"] = absolute(step.Path) })),
    };

    private JsonArray Pictures(PageMetadata page, ReviewSubject review) =>
        List(new[] { review.CoverPath, page.Image?.Path }.OfType<string>().Select(path => JsonValue.Create(absolute(path))));

    private static JsonObject Person(string name) => new() { ["@type"] = "Person", ["name"] = name };

    private static void Add(JsonObject node, string property, IEnumerable<JsonNode?> values)
    {
        if (List(values) is { Count: > 0 } list)
        {
            node[property] = list;
        }
    }

    private static JsonArray List(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    private static JsonObject With(JsonObject node, string property, string? value)
    {
        if (value is not null)
        {
            node[property] = value;
        }

        return node;
    }

    private static string Named(string author) => HeadText.Cut(author, LongestAuthor - 1).TrimEnd('…');

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
