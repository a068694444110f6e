namespace FilmBlog.Benchmarks;

/// <summary>This program once more, in a process of its own, for what must not be counted together.</summary>
internal static class OwnProgram
{
    /// <summary>What to start and its arguments, for one of our own commands.</summary>
    public static (string File, string[] Arguments) Command(params string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? (Environment.ProcessPath!, [typeof(OwnProgram).Assembly.Location, .. arguments])
            : (Environment.ProcessPath!, arguments);
}
