using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Caching;

namespace FilmBlog.Web.Feeds;

/// <summary>What a document of a feed says, in whatever format. Every text is free of characters that XML forbids.</summary>
internal sealed record Feed
{
    /// <summary>Where it stands.</summary>
    public required FeedAddress Address { get; init; }

    /// <summary>Scheme and host before every path, without a slash at the end.</summary>
    public required string Origin { get; init; }

    /// <summary>What it is, whatever becomes of names and addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The site's name, and the hub's.</summary>
    public required string Title { get; init; }

    /// <summary>What it holds, in a line.</summary>
    public required string Subtitle { get; init; }

    /// <summary>Who writes the site.</summary>
    public required string Author { get; init; }

    /// <summary>The language of the site.</summary>
    public required string Language { get; init; }

    /// <summary>How many archived documents there are.</summary>
    public required int Archives { get; init; }

    /// <summary>The reviews, newest first.</summary>
    public required IReadOnlyList<FeedItem> Items { get; init; }

    /// <summary>What makes another feed of it.</summary>
    public PageParts Parts { get; init; } = PageParts.Of(BlogPart.AnyReview);

    /// <summary>When the content was last changed; never when the feed was written.</summary>
    public DateTimeOffset Updated => Items.Select(item => item.Updated).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();

    /// <summary>Whose rights.</summary>
    public string Rights => $"© {Author}";

    /// <summary>The document of what came before this one; null at the beginning.</summary>
    public int? PreviousArchive => (Address.Page ?? Archives + 1) is > 1 and var page ? page - 1 : null;

    /// <summary>The archived document of what came after this one; null where readers subscribe, and before that.</summary>
    public int? NextArchive => Address.Page is { } page && page < Archives ? page + 1 : null;

    /// <summary>An absolute address.</summary>
    public string Absolute(string path) => Origin + path;
}

/// <summary>A review as feeds carry it: nothing in it gives the film away.</summary>
internal sealed record FeedItem
{
    /// <summary>What it is, whatever becomes of its address.</summary>
    public required string Id { get; init; }

    /// <summary>Its page.</summary>
    public required string Url { get; init; }

    /// <summary>As on its page.</summary>
    public required string Title { get; init; }

    /// <summary>A few words; null where all of them would give the film away.</summary>
    public string? Summary { get; init; }

    /// <summary>Safe HTML with absolute addresses.</summary>
    public required string Html { get; init; }

    /// <summary>Who wrote it; null: the site's author.</summary>
    public string? Byline { get; init; }

    /// <summary>Since when readers see it.</summary>
    public required DateTimeOffset Published { get; init; }

    /// <summary>When the author last changed what it says.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Its themes, in order.</summary>
    public required IReadOnlyList<FeedTheme> Themes { get; init; }

    /// <summary>The picture above it; null: it has none.</summary>
    public FeedPicture? Cover { get; init; }

    /// <summary>What it is about.</summary>
    public required FeedFilm Film { get; init; }

    /// <summary>The author's judgement.</summary>
    public Rating? Rating { get; init; }
}

/// <summary>A theme by its slug and its name.</summary>
internal sealed record FeedTheme(string Slug, string Name);

/// <summary>A picture at an absolute address.</summary>
internal sealed record FeedPicture(string Url, string MediaType, int Width, int Height, string Alt);

/// <summary>Facts of a film.</summary>
internal sealed record FeedFilm(
    string Title, string? OriginalTitle, int Year, IReadOnlyList<string> Directors, IReadOnlyList<string> Countries, IReadOnlyList<string> Languages, int? Runtime,
    string? ImdbId);
