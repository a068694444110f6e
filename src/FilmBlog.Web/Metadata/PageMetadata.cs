using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace FilmBlog.Web.Metadata;

/// <summary>
/// What a page says of itself to browsers, search engines and whoever shares it; set by the page, rendered by the layout alone. The head, the
/// structured data and what a shared link looks like are all made of it, so that they cannot disagree. Nothing in it gives a film away.
/// </summary>
/// <param name="Title">The title without the site's name, whole.</param>
/// <param name="Description">A sentence or two; cut or filled up to what search engines show.</param>
/// <param name="Path">The page's own address below the root, with the query that belongs to it.</param>
public sealed record PageMetadata(string Title, string Description, string Path)
{
    private const string Key = "metadata";

    /// <summary>Whether the title says the site's name already.</summary>
    public bool NamesSite { get; init; }

    /// <summary>Whether search engines are to leave it out.</summary>
    public bool NoIndex { get; init; }

    /// <summary>The page before, in a list of several.</summary>
    public string? PreviousPath { get; init; }

    /// <summary>The page after, in a list of several.</summary>
    public string? NextPath { get; init; }

    /// <summary>What the page is about; null: nothing that machines have a word for.</summary>
    public PageSubject? Subject { get; init; }

    /// <summary>The picture of a shared link; set by the head, since it follows from the subject.</summary>
    public PageImage? Image { get; init; }

    /// <summary>The way from the front page to this one, which is the last; empty for the front page.</summary>
    public IReadOnlyList<PageLink> Trail { get; init; } = [];

    /// <summary>The reviews that the page lists, in order.</summary>
    public IReadOnlyList<PageLink> Listed { get; init; } = [];

    /// <summary>The place of the first of them in the whole list, from 1.</summary>
    public int FirstListed { get; init; } = 1;

    /// <summary>What the page's own feeds are called; null: it has only those of the site.</summary>
    public string? FeedTitle { get; init; }

    /// <summary>A feed of the page's own in Atom alone, beside those of the site; null: none.</summary>
    public PageLink? Feed { get; init; }

    /// <summary>Where its source in Markdown is; null: nowhere.</summary>
    public string? SourcePath { get; init; }

    /// <summary>Makes it the metadata of the page that is rendered.</summary>
    public void Describe(ViewDataDictionary viewData) => viewData[Key] = this;

    /// <summary>The metadata of the page that is rendered; null for pages that have none.</summary>
    public static PageMetadata? Of(ViewDataDictionary viewData) => viewData[Key] as PageMetadata;
}

/// <summary>A picture that stands for a page.</summary>
/// <param name="Path">Its address below the root.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Alt">What it shows.</param>
public sealed record PageImage(string Path, int Width, int Height, string MediaType, string Alt);

/// <summary>Another page of the site.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Path">Its address below the root.</param>
public sealed record PageLink(string Text, string Path);
