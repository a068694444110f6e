namespace FilmBlog.Core.Domain;

/// <summary>A person credited as director.</summary>
public sealed class Director
{
    private Director()
    {
    }

    /// <summary>A director of this name, to be found at this slug.</summary>
    public Director(string name, Slug slug)
    {
        Spell(name);
        Slug = slug;
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The name as first spelt, or as the author spelt it since, at most 150 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What makes two spellings one director: <see cref="Folding.NameKey"/>. Unique.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>The key of the alphabetical index: the last word of the name first.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>The letter of the index under which the name stands; <c>#</c> where it begins with none.</summary>
    public string Letter { get; private set; } = "";

    /// <summary>Stored, never recomputed. Unique.</summary>
    public Slug Slug { get; private set; }

    /// <summary>What the author says of the director above the list of reviews; null when nothing.</summary>
    public Prose? Introduction { get; private set; }

    /// <summary>The films, in no order.</summary>
    public ICollection<FilmDirector> Films { get; } = [];

    /// <summary>The images in the introduction.</summary>
    public ICollection<ImageUse> Images { get; } = [];

    /// <summary>Old addresses that lead here.</summary>
    public ICollection<Redirect> Redirects { get; } = [];

    /// <summary>Former introductions.</summary>
    public ICollection<Revision> Revisions { get; } = [];

    /// <summary>Spells the name otherwise; the address stays.</summary>
    public void Spell(string name)
    {
        Name = name;
        NameKey = Folding.NameKey(name);
        SortName = SortNameOf(name);
        Letter = IndexLetter.Of(SortName);
    }

    /// <summary>Moves the page to another address; the old one redirects from now on (the redirects must be loaded).</summary>
    public void Move(Slug slug)
    {
        if (slug != Slug)
        {
            LeadHere($"/directors/{Slug}");
            Slug = slug;
        }
    }

    /// <summary>Makes an old address lead here, in the form that <see cref="Redirect.NormalPath"/> gives; the redirects must be loaded.</summary>
    public void LeadHere(string path)
    {
        if (Redirects.All(r => r.Path != path))
        {
            Redirects.Add(new Redirect(path));
        }
    }

    /// <summary>Sets or takes away the introduction.</summary>
    public void Introduce(Prose? introduction) => Introduction = introduction;

    // Last word first, as an index of names has it: "tarkovsky andrei". Right for most names, harmless for the others.
    private static string SortNameOf(string name)
    {
        var words = Folding.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? string.Concat(words) : $"{words[^1]} {string.Join(' ', words[..^1])}";
    }
}
