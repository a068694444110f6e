namespace FilmBlog.Core.Content;

/// <summary>A page or an introduction as its former texts are kept: a Markdown file whose front matter has the heading.</summary>
/// <param name="Heading">The title of a page, the name of a director or theme.</param>
/// <param name="Markdown">The text.</param>
public sealed record ProseDocument(string Heading, string Markdown)
{
    /// <summary>A page as a file.</summary>
    public static string OfPage(string title, string markdown) => ReviewWriter.WriteProse("title", title, markdown);

    /// <summary>An introduction as a file.</summary>
    public static string OfIntroduction(string name, string markdown) => ReviewWriter.WriteProse("name", name, markdown);

    /// <summary>Reads what was written so.</summary>
    public static ProseDocument Read(string file)
    {
        if (FrontMatter.Split(file, out _) is not { } parts)
        {
            return new ProseDocument("", file);
        }

        var fields = new Fields(YamlTree.Read(parts.Yaml), "", 1, (_, _, _) => { });
        return new ProseDocument(fields.Text("title", int.MaxValue) ?? fields.Text("name", int.MaxValue) ?? "", parts.Body);
    }
}
