namespace FilmBlog.Core.Domain;

/// <summary>The author's essay about one film.</summary>
public sealed class Review
{
    private Review()
    {
    }

    /// <summary>A review of <paramref name="film"/>, a draft until it is published.</summary>
    public Review(Film film, Slug slug)
    {
        Film = film;
        Slug = slug;
        Body = new ReviewBody("");
    }

    /// <summary>Identity in the database.</summary>
    public int Id { get; private set; }

    /// <summary>The last part of the address. Unique; <see cref="Rename"/> leaves a redirect behind.</summary>
    public Slug Slug { get; private set; }

    /// <summary>The film's id.</summary>
    public int FilmId { get; private set; }

    /// <summary>The film.</summary>
    public Film Film { get; private set; } = null!;

    /// <summary>A headline of its own, at most 300 characters; null: the film's title serves.</summary>
    public string? Headline { get; private set; }

    /// <summary>The conclusion in one line.</summary>
    public string? Verdict { get; private set; }

    /// <summary>The author's words for lists; null: <see cref="Opening"/> serves.</summary>
    public string? Excerpt { get; private set; }

    /// <summary>The body's beginning as plain text without spoilers, taken when the body was rendered.</summary>
    public string Opening { get; private set; } = "";

    /// <summary>Words of the body.</summary>
    public int Words { get; private set; }

    /// <summary>The author's rating; null: unrated.</summary>
    public Rating? Rating { get; private set; }

    /// <summary>Visible from this instant on; null: a draft; in the future: scheduled.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>When the author last changed what it says; null: never since it was published.</summary>
    public DateTimeOffset? UpdatedAt { get; private set; }

    /// <summary>When the author saw the film.</summary>
    public PartialDate? WatchedOn { get; private set; }

    /// <summary>Whether the whole review gives the film away.</summary>
    public bool HasSpoilers { get; private set; }

    /// <summary>Who wrote it; null: the site's author.</summary>
    public string? Byline { get; private set; }

    /// <summary>The cover's id.</summary>
    public int? CoverId { get; private set; }

    /// <summary>The picture above the essay; null: a title card is drawn.</summary>
    public Image? Cover { get; private set; }

    /// <summary>What the cover shows, in words.</summary>
    public string? CoverAlt { get; private set; }

    /// <summary>Slugs of reviews that are recommended first, in this order.</summary>
    public IReadOnlyList<string> Pinned { get; private set; } = [];

    /// <summary>Slugs of reviews that are never recommended here.</summary>
    public IReadOnlyList<string> Banned { get; private set; } = [];

    /// <summary>The essay.</summary>
    public ReviewBody Body { get; private set; } = null!;

    /// <summary>The themes, ordered by <see cref="ReviewTheme.Position"/> where that was asked for.</summary>
    public ICollection<ReviewTheme> Themes { get; } = [];

    /// <summary>Old addresses that lead here.</summary>
    public ICollection<Redirect> Redirects { get; } = [];

    /// <summary>Former texts.</summary>
    public ICollection<Revision> Revisions { get; } = [];

    /// <summary>The images in the body.</summary>
    public ICollection<ImageUse> Images { get; } = [];

    /// <summary>The headline, or the film's title; the film must be loaded.</summary>
    public string Title => Headline ?? Film.Title;

    /// <summary>Whether readers see it at this instant.</summary>
    public bool IsPublished(DateTimeOffset now) => PublishedAt <= now;

    /// <summary>Makes it visible from <paramref name="at"/> on; a later call moves the instant.</summary>
    public void Publish(DateTimeOffset at) => PublishedAt = at;

    /// <summary>Makes it a draft again.</summary>
    public void Unpublish() => PublishedAt = null;

    /// <summary>
    /// Moves it to another address; the old one redirects from now on (the redirects must be loaded). Nothing happens when it stands there
    /// already.
    /// </summary>
    public void Rename(Slug slug)
    {
        if (slug == Slug)
        {
            return;
        }

        LeadHere($"/reviews/{Slug}");
        Slug = slug;
    }

    /// <summary>
    /// Makes an old address lead here, in the form that <see cref="Redirect.NormalPath"/> gives; the redirects must be loaded. One that
    /// equals the review's own address does no harm: pages come before redirects.
    /// </summary>
    public void LeadHere(string path)
    {
        if (Redirects.All(r => r.Path != path))
        {
            Redirects.Add(new Redirect(path));
        }
    }

    /// <summary>Sets what the front matter says of the review itself; <see cref="Opening"/> and words follow from the body.</summary>
    public void Describe(ReviewFacts facts)
    {
        Headline = facts.Headline;
        Verdict = facts.Verdict;
        Excerpt = facts.Excerpt;
        Rating = facts.Rating;
        PublishedAt = facts.PublishedAt;
        UpdatedAt = facts.UpdatedAt;
        WatchedOn = facts.WatchedOn;
        HasSpoilers = facts.HasSpoilers;
        Byline = facts.Byline;
        Pinned = [.. facts.Pinned];
        Banned = [.. facts.Banned];
    }

    /// <summary>Moves the review to another film.</summary>
    public void IsAbout(Film film) => Film = film;

    /// <summary>Sets the themes, in order.</summary>
    public void CarryThemes(IReadOnlyList<Theme> themes)
    {
        // Rows that stay are kept, so that a new order is an update and not a row deleted and added under one key.
        foreach (var gone in Themes.Where(t => !themes.Contains(t.Theme)).ToList())
        {
            Themes.Remove(gone);
        }

        for (var position = 0; position < themes.Count; position++)
        {
            if (Themes.FirstOrDefault(t => t.Theme == themes[position]) is { } carried)
            {
                carried.Stand(position);
            }
            else
            {
                Themes.Add(new ReviewTheme(this, themes[position], position));
            }
        }
    }

    /// <summary>Sets or takes away the cover.</summary>
    public void CoverWith(Image? cover, string? alt)
    {
        Cover = cover;
        CoverId = cover?.Id;
        CoverAlt = cover is null ? null : alt;
    }

    /// <summary>Replaces the essay by a new source and what was rendered from it.</summary>
    public void Write(string markdown, string html, string plainText, string opening, int words, int markupVersion)
    {
        Body.Replace(markdown);
        Show(html, plainText, opening, words, markupVersion);
    }

    /// <summary>Replaces what was rendered from the essay, after the markup changed.</summary>
    public void Show(string html, string plainText, string opening, int words, int markupVersion)
    {
        Body.Show(html, plainText, markupVersion);
        Opening = opening;
        Words = words;
    }
}
