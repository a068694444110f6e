using System.Globalization;

namespace FilmBlog.Core.Content;

/// <summary>Something wrong in a file, said so that its author finds and mends it.</summary>
/// <param name="Path">The file, as the author named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong, with the field where there is one.</param>
/// <param name="IsWarning">A warning: the file is imported all the same.</param>
public sealed record ContentProblem(string Path, int Line, string Message, bool IsWarning = false)
{
    /// <summary><c>file:line: what is wrong</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}: {(IsWarning ? "warning: " : "")}{Message}");
}
