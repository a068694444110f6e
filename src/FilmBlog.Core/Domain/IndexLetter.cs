using System.Text;

namespace FilmBlog.Core.Domain;

/// <summary>The letter under which a sort key stands in an alphabetical index.</summary>
public static class IndexLetter
{
    /// <summary>The letter of everything that begins with none.</summary>
    public const string Other = "#";

    /// <summary>The first letter of a folded key in upper case, or <see cref="Other"/>.</summary>
    public static string Of(string sortKey)
    {
        var first = sortKey.EnumerateRunes().FirstOrDefault();
        return Rune.IsLetter(first) ? Rune.ToUpperInvariant(first).ToString() : Other;
    }
}
