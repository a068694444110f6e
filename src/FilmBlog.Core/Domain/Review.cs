namespace FilmBlog.Core.Domain;

/// <summary>The author's essay about one film.</summary>
public sealed class Review
{
    /// <summary>How long it lies in the bin before it is deleted for good.</summary>
    public static readonly TimeSpan TimeInBin = TimeSpan.FromDays(30);

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

    /// <summary>Who it belongs to; null: the owner.</summary>
    public int? AuthorId { get; private set; }

    /// <summary>
    /// The id of the working copy that became the review, so that a save that is sent twice finds what the first one made; null: it was not
    /// begun at the desk, or before that was noted. Unique.
    /// </summary>
    public Guid? BegunAs { get; private set; }

    /// <summary>What tells whether a manuscript is the one that became the review: its SHA-256 in hexadecimal digits.</summary>
    public string? BegunWith { get; private set; }

    /// <summary>When its text was last saved.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>The name of who saved it last; null: a command.</summary>
    public string? SavedBy { get; private set; }

    /// <summary>The import that saved it last; null: it was saved at the desk since.</summary>
    public int? ImportId { get; private set; }

    /// <summary>Since when it lies in the bin; null: it does not. What lies there is not published.</summary>
    public DateTimeOffset? BinnedAt { get; private set; }

    /// <summary>When it was published or scheduled for before it came into the bin.</summary>
    public DateTimeOffset? PublishedBeforeBin { get; private set; }

    /// <summary>Whether readers have seen it and do so no more: its address then says that it is gone when it is deleted for good.</summary>
    public bool WasPublic { get; private set; }

    /// <summary>Former texts.</summary>
    public ICollection<Revision> Revisions { get; } = [];

    /// <summary>The images in the body.</summary>
    public ICollection<ImageUse> Images { get; } = [];

    /// <summary>The headline, or the film's title; the film must be loaded.</summary>
    public string Title => Headline ?? Film.Title;

    /// <summary>Whether readers see it at this instant.</summary>
    public bool IsPublished(DateTimeOffset now) => PublishedAt <= now;

    /// <summary>Whether readers have ever seen it: its addresses then say that it is gone, and do not pretend that it never was.</summary>
    public bool WasEverPublic(DateTimeOffset now) => WasPublic || IsPublished(now);

    /// <summary>What it is at this instant.</summary>
    public ReviewState StateAt(DateTimeOffset now) =>
        BinnedAt is not null ? ReviewState.Binned
        : PublishedAt is not { } at ? ReviewState.Draft
        : at > now ? ReviewState.Scheduled
        : ReviewState.Published;

    /// <summary>Makes it visible from <paramref name="at"/> on, also out of the bin; a later call moves the instant.</summary>
    public void Publish(DateTimeOffset at)
    {
        PublishedAt = at;
        BinnedAt = null;
        PublishedBeforeBin = null;
    }

    /// <summary>Makes it a draft again.</summary>
    public void Unpublish(DateTimeOffset now)
    {
        WasPublic |= PublishedAt <= now;
        PublishedAt = null;
    }

    /// <summary>Puts it into the bin: readers see it no more. Nothing happens when it lies there already.</summary>
    public void Bin(DateTimeOffset now)
    {
        if (BinnedAt is null)
        {
            PublishedBeforeBin = PublishedAt;
            Unpublish(now);
            BinnedAt = now;
        }
    }

    /// <summary>Takes it out of the bin, published or scheduled as it was before.</summary>
    public void TakeFromBin()
    {
        if (BinnedAt is not null)
        {
            PublishedAt = PublishedBeforeBin;
            PublishedBeforeBin = null;
            BinnedAt = null;
        }
    }

    /// <summary>Gives it to an author.</summary>
    public void BelongsTo(int? authorId) => AuthorId = authorId;

    /// <summary>Notes as which working copy it was begun, and the digest of the manuscript with which that ended.</summary>
    public void WasBegunAs(Guid copyId, string digest) => (BegunAs, BegunWith) = (copyId, digest);

    /// <summary>Notes who saved the text, and when; <paramref name="importId"/> where an import did.</summary>
    public void WasSaved(DateTimeOffset at, string? by, int? importId = null) => (SavedAt, SavedBy, ImportId) = (at, by, importId);

    /// <summary>Recommends these reviews first and never those: slugs, at most 100 each.</summary>
    public void Recommend(IReadOnlyList<string> pinned, IReadOnlyList<string> banned)
    {
        Pinned = [.. pinned];
        Banned = [.. banned];
    }

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
        Body.Write(markdown, html, plainText, markupVersion);
        (Opening, Words) = (opening, words);
    }

    /// <summary>Replaces what was rendered from the essay, after the markup changed.</summary>
    public void Show(string html, string plainText, string opening, int words, int markupVersion)
    {
        Body.Show(html, plainText, markupVersion);
        Opening = opening;
        Words = words;
    }
}

/// <summary>What a review is at an instant: it follows from its dates and the clock.</summary>
public enum ReviewState
{
    /// <summary>Readers do not see it.</summary>
    Draft,

    /// <summary>Readers will see it from an instant on.</summary>
    Scheduled,

    /// <summary>Readers see it.</summary>
    Published,

    /// <summary>It lies in the bin.</summary>
    Binned,
}
