using System.Globalization;

namespace FilmBlog.Benchmarks;

/// <summary>The options of a command: a name, then its value.</summary>
internal sealed class Options(string[] arguments)
{
    /// <summary>A whole number.</summary>
    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>A number.</summary>
    public double Amount(string name, double otherwise) => Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Texts with commas between; null when the option is absent.</summary>
    public string[]? List(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A text; null when the option is absent.</summary>
    public string? Text(string name)
    {
        var at = Array.IndexOf(arguments, name);
        return at < 0 || at + 1 == arguments.Length ? null : arguments[at + 1];
    }
}
