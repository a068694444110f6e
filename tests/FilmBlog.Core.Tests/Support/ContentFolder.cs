using System.Text;

namespace FilmBlog.Core.Tests.Support;

/// <summary>A folder of content files that a test writes. Deletes itself.</summary>
internal sealed class ContentFolder : IDisposable
{
    public ContentFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "filmblog-tests", Guid.NewGuid().ToString("N"));

    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    public ContentFolder Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.WriteAllBytes(At(relative), bytes);
        return this;
    }

    public ContentFolder Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    /// <summary>A review by fields (<c>film.x: …</c> for those of the film); title, year and director have a default.</summary>
    public ContentFolder Review(string name, params IEnumerable<string> fields) =>
        Write($"reviews/{name}.md", Content.Reading.Review(fields) + $"\nThe body of {name}.\n");

    /// <summary>All files by their path, as bytes in hexadecimal, for comparison.</summary>
    public IReadOnlyDictionary<string, string> Files() => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        .ToDictionary(file => System.IO.Path.GetRelativePath(Path, file), file => Convert.ToHexString(File.ReadAllBytes(file)), StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
