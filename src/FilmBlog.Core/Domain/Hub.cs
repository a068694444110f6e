namespace FilmBlog.Core.Domain;

/// <summary>What joins reviews under a name, on a page of its own: a director or a theme.</summary>
public abstract class Hub
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 150;

    private protected Hub()
    {
    }

    private protected Hub(string name, Slug slug)
    {
        Spell(name);
        Slug = slug;
    }

    /// <summary>Identity in the database, within its kind.</summary>
    public int Id { get; private set; }

    /// <summary>The name as first spelt, or as the author spelt it since, at most <see cref="MaxName"/> characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What makes two spellings one: <see cref="Folding.NameKey"/>. Unique within its kind.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>The key of the alphabetical index.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>The letter of the index under which the name stands; <c>#</c> where it begins with none.</summary>
    public string Letter { get; private set; } = "";

    /// <summary>Stored, never recomputed. Unique within its kind.</summary>
    public Slug Slug { get; private set; }

    /// <summary>What the author says of it above the list of reviews; null when nothing.</summary>
    public Prose? Introduction { get; private set; }

    /// <summary>The images in the introduction.</summary>
    public ICollection<ImageUse> Images { get; } = [];

    /// <summary>Old addresses that lead here.</summary>
    public ICollection<Redirect> Redirects { get; } = [];

    /// <summary>Former introductions.</summary>
    public ICollection<Revision> Revisions { get; } = [];

    /// <summary>The address of its page: <c>/themes/memory</c>.</summary>
    public string Path => PathOf(Slug);

    /// <summary>The address that a page of its kind has by a slug.</summary>
    public abstract string PathOf(Slug slug);

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
            LeadHere(Path);
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

    /// <summary>Makes an old address lead here that led elsewhere, or was gone.</summary>
    public void LeadHere(Redirect old)
    {
        if (!Redirects.Contains(old))
        {
            old.LeadNowhere();
            Redirects.Add(old);
        }
    }

    /// <summary>Sets or takes away the introduction.</summary>
    public void Introduce(Prose? introduction) => Introduction = introduction;

    private protected abstract string SortNameOf(string name);
}
