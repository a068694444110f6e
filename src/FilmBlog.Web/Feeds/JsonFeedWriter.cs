using System.Globalization;
using System.Text.Json;

namespace FilmBlog.Web.Feeds;

/// <summary>JSON Feed 1.1, with what is known of each film under <c>_film</c>, which the page <c>/feeds</c> explains.</summary>
internal static class JsonFeedWriter
{
    public static void Write(Utf8JsonWriter json, Feed feed)
    {
        json.WriteStartObject();
        json.WriteString("version", "https://jsonfeed.org/version/1.1");
        json.WriteString("title", feed.Title);
        json.WriteString("description", feed.Subtitle);
        json.WriteString("home_page_url", feed.Absolute(feed.Address.PagePath));
        json.WriteString("feed_url", feed.Absolute(feed.Address.Path));
        if (feed.PreviousArchive is { } previous)
        {
            json.WriteString("next_url", feed.Absolute(feed.Address.ArchivePath(previous)));
        }

        json.WriteString("icon", feed.Absolute("/img/icon-512.png"));
        json.WriteString("favicon", feed.Absolute("/img/apple-touch-icon.png"));
        json.WriteString("language", feed.Language);
        Author(json, feed.Author, feed.Absolute("/"));
        json.WriteStartArray("items");
        foreach (var item in feed.Items)
        {
            Item(json, feed, item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Item(Utf8JsonWriter json, Feed feed, FeedItem item)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteString("url", item.Url);
        json.WriteString("title", item.Title);
        json.WriteString("content_html", item.Html);
        if (item.Summary is { } summary)
        {
            json.WriteString("summary", summary);
        }

        if (item.Cover is { } cover)
        {
            json.WriteString("image", cover.Url);
        }

        json.WriteString("date_published", Instant(item.Published));
        json.WriteString("date_modified", Instant(item.Updated));
        if (item.Byline is { } byline)
        {
            Author(json, byline, null);
        }

        Strings(json, "tags", item.Themes.Select(theme => theme.Name));
        json.WriteString("language", feed.Language);
        Film(json, feed, item);
        json.WriteEndObject();
    }

    private static void Film(Utf8JsonWriter json, Feed feed, FeedItem item)
    {
        json.WriteStartObject("_film");
        json.WriteString("about", feed.Absolute("/feeds"));
        json.WriteString("title", item.Film.Title);
        if (item.Film.OriginalTitle is { } original)
        {
            json.WriteString("original_title", original);
        }

        json.WriteNumber("year", item.Film.Year);
        Strings(json, "directors", item.Film.Directors);
        Strings(json, "countries", item.Film.Countries);
        Strings(json, "languages", item.Film.Languages);
        if (item.Film.Runtime is { } runtime)
        {
            json.WriteNumber("runtime", runtime);
        }

        if (item.Film.ImdbId is { } imdb)
        {
            json.WriteString("imdb", imdb);
        }

        if (item.Rating is { } rating)
        {
            json.WriteStartObject("rating");
            json.WriteNumber("value", rating.Stars);
            json.WriteNumber("best", 5);
            json.WriteNumber("worst", 0.5m);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Author(Utf8JsonWriter json, string name, string? url)
    {
        json.WriteStartArray("authors");
        json.WriteStartObject();
        json.WriteString("name", name);
        if (url is not null)
        {
            json.WriteString("url", url);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
