namespace FilmBlog.Benchmarks.Load;

/// <summary>Programs of the machine.</summary>
internal static class Programs
{
    /// <summary>Where a program lies: on the path, or where systems keep what only operators start; null: nowhere.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(["/usr/sbin", "/usr/local/sbin"])
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
