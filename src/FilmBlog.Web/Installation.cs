namespace FilmBlog.Web;

/// <summary>Where the program lies, and what relative paths in its settings are taken against.</summary>
internal static class Installation
{
    /// <summary>The folder of <c>FilmBlog.sln</c> when run from source, else the executable's.</summary>
    public static string Root { get; } = SourceRoot(AppContext.BaseDirectory) ?? AppContext.BaseDirectory;

    /// <summary>An absolute path for one from the settings.</summary>
    public static string PathOf(string setting) => Path.GetFullPath(setting, Root);

    // From source means from bin below src/FilmBlog.Web: a published folder may well lie inside the repository.
    private static string? SourceRoot(string program)
    {
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FilmBlog.sln")))
            {
                var bin = Path.Combine(folder.FullName, "src", "FilmBlog.Web", "bin") + Path.DirectorySeparatorChar;
                return program.StartsWith(bin, StringComparison.Ordinal) ? folder.FullName : null;
            }
        }

        return null;
    }
}
