using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace FilmBlog.Web.Metadata;

/// <summary>What a page says of itself to browsers and search engines; set by the page, rendered by the layout alone.</summary>
/// <param name="Title">The title without the site's name.</param>
/// <param name="Description">One or two sentences, 50 to 160 characters.</param>
/// <param name="Path">The page's own address below the root, with the query that belongs to it.</param>
public sealed record PageMetadata(string Title, string Description, string Path)
{
    private const string Key = "metadata";

    /// <summary>Whether search engines are to leave it out.</summary>
    public bool NoIndex { get; init; }

    /// <summary>The page before, in a list of several.</summary>
    public string? PreviousPath { get; init; }

    /// <summary>The page after, in a list of several.</summary>
    public string? NextPath { get; init; }

    /// <summary>Makes it the metadata of the page that is rendered.</summary>
    public void Describe(ViewDataDictionary viewData) => viewData[Key] = this;

    /// <summary>The metadata of the page that is rendered; null for pages that have none.</summary>
    public static PageMetadata? Of(ViewDataDictionary viewData) => viewData[Key] as PageMetadata;
}
