namespace FilmBlog.Core.Catalogue;

/// <summary>With which version of the catalogue each part of the blog changed last. Not for more than one thread that writes.</summary>
internal sealed class ChangeBook
{
    // A large import changes all there is: that is one line, not a million.
    private const int Most = 20_000;

    private readonly Dictionary<BlogPart, long> latest = [];
    private long everything;
    private long anyReview;

    /// <summary>Writes down what changed with a version.</summary>
    public void Note(IReadOnlySet<BlogPart> changed, long version)
    {
        anyReview = version;
        if (changed.Contains(BlogPart.Site) || latest.Count + changed.Count > Most)
        {
            NoteEverything(version);
            return;
        }

        foreach (var part in changed)
        {
            latest[part] = version;
        }
    }

    /// <summary>Writes down that everything may be another.</summary>
    public void NoteEverything(long version)
    {
        latest.Clear();
        everything = anyReview = version;
    }

    /// <summary>Whether a part is what it was with that version.</summary>
    public bool HasStayed(BlogPart part, long since) =>
        everything <= since && (part == BlogPart.AnyReview ? anyReview : latest.GetValueOrDefault(part)) <= since;
}
