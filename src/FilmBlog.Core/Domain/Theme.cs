namespace FilmBlog.Core.Domain;

/// <summary>A curated subject, such as memory or faith, that joins films for recommendations.</summary>
public sealed class Theme
{
    private Theme()
    {
    }

    /// <summary>A theme of this name, to be found at this slug.</summary>
    public Theme(string name, Slug slug)
    {
        Spell(name);
        Slug = slug;
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The name as first spelt, or as the author spelt it since, at most 150 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What makes two spellings one theme: <see cref="Folding.NameKey"/>. Unique.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>The key of the alphabetical index: without a leading article ("the city" stands under C).</summary>
    public string SortName { get; private set; } = "";

    /// <summary>The letter of the index under which the name stands; <c>#</c> where it begins with none.</summary>
    public string Letter { get; private set; } = "";

    /// <summary>Stored, never recomputed. Unique.</summary>
    public Slug Slug { get; private set; }

    /// <summary>What the author says of the theme above the list of reviews; null when nothing.</summary>
    public Prose? Introduction { get; private set; }

    /// <summary>The reviews that carry it, in no order.</summary>
    public ICollection<ReviewTheme> Reviews { get; } = [];

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
        SortName = SortTitle.Of(name, language: null);
        Letter = IndexLetter.Of(SortName);
    }

    /// <summary>Moves the page to another address; the old one redirects from now on (the redirects must be loaded).</summary>
    public void Move(Slug slug)
    {
        if (slug != Slug)
        {
            LeadHere($"/themes/{Slug}");
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
}
