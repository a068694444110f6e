namespace FilmBlog.Core.Domain;

/// <summary>A person credited as director.</summary>
public sealed class Director : Hub
{
    private Director()
    {
    }

    /// <summary>A director of this name, to be found at this slug.</summary>
    public Director(string name, Slug slug)
        : base(name, slug)
    {
    }

    /// <summary>The films, in no order.</summary>
    public ICollection<FilmDirector> Films { get; } = [];

    /// <inheritdoc/>
    public override string PathOf(Slug slug) => $"/directors/{slug}";

    // Last word first, as an index of names has it: "tarkovsky andrei". Right for most names, harmless for the others.
    private protected override string SortNameOf(string name)
    {
        var words = Folding.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? string.Concat(words) : $"{words[^1]} {string.Join(' ', words[..^1])}";
    }
}
