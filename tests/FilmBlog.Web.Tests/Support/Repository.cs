namespace FilmBlog.Web.Tests.Support;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Content => Path.Combine(Root, "content");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FilmBlog.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no FilmBlog.sln above {AppContext.BaseDirectory}.");
    }
}
