namespace FilmBlog.Core.Content;

/// <summary>What a Markdown file of a content folder holds.</summary>
internal enum ContentKind
{
    Review,
    Page,
    Director,
    Theme,
}

/// <summary>A Markdown file to import.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Name">Its path as the author would name it, for messages.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="ImageRoot">The folder under which its images must lie.</param>
internal sealed record ContentFile(string FullPath, string Name, ContentKind Kind, string ImageRoot);

/// <summary>Finds the Markdown files under a path, in ordinal order of their paths.</summary>
internal static class ContentFiles
{
    // Links are not followed: they may lead out of the folder, or round in a circle.
    private static readonly EnumerationOptions Recursively = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
        MatchCasing = MatchCasing.CaseInsensitive,
        // A folder that may not be read is said, not passed over.
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// Throws <see cref="DirectoryNotFoundException"/> when there is neither a file nor a folder, <see cref="UnauthorizedAccessException"/>
    /// when a folder may not be read.
    /// </summary>
    public static IReadOnlyList<ContentFile> Under(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            var parent = Path.GetDirectoryName(full)!;
            return [new ContentFile(full, path, KindOf(Path.GetFileName(parent)), ImageRootOf(parent))];
        }

        if (!Directory.Exists(full))
        {
            throw new DirectoryNotFoundException($"{path} is neither a file nor a folder.");
        }

        full = Path.TrimEndingDirectorySeparator(full);
        var imageRoot = ImageRootOf(full);
        var ownKind = KindOf(Path.GetFileName(full));
        return [.. Directory.EnumerateFiles(full, "*.md", Recursively)
            .Select(file => (File: file, Relative: Path.GetRelativePath(full, file).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(file => FirstFolder(file.Relative) != "images")
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .Select(file => new ContentFile(
                file.File,
                $"{path.TrimEnd('/', Path.DirectorySeparatorChar)}/{file.Relative}",
                FirstFolder(file.Relative) is { Length: > 0 } first ? KindOf(first) : ownKind,
                imageRoot))];
    }

    private static string FirstFolder(string relative) => relative.IndexOf('/') is > 0 and var end ? relative[..end] : "";

    private static ContentKind KindOf(string folder) => folder switch
    {
        "pages" => ContentKind.Page,
        "directors" => ContentKind.Director,
        "themes" => ContentKind.Theme,
        _ => ContentKind.Review,
    };

    private static string ImageRootOf(string folder) =>
        Path.GetFileName(folder) is "reviews" or "pages" or "directors" or "themes" && Path.GetDirectoryName(folder) is { } parent
            ? parent
            : folder;
}
