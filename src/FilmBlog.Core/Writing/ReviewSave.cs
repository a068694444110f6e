using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Writing;

/// <summary>What is to become of a manuscript: the review that readers see, or will see.</summary>
public sealed record ReviewSave
{
    /// <summary>What was written.</summary>
    public required Manuscript Manuscript { get; init; }

    /// <summary>The working copy that it comes from and that is done with; null: none.</summary>
    public Guid? CopyId { get; init; }

    /// <summary>The version of the copy that the writer saw, 0 where there was none: another one is not thrown away. Null: whichever there is.</summary>
    public int? CopyVersion { get; init; }

    /// <summary>The review; null: it becomes one.</summary>
    public int? ReviewId { get; init; }

    /// <summary>The number of the latest change to the review that the writer has seen: a review that changed since is not overwritten.</summary>
    public long BaseNumber { get; init; }

    /// <summary>The author's id.</summary>
    public required int AuthorId { get; init; }

    /// <summary>The author's name.</summary>
    public required string By { get; init; }

    /// <summary>Whether the author may change everybody's reviews, and know of every picture: an owner.</summary>
    public bool MayChangeAll { get; init; }

    /// <summary>Makes it visible from this instant on; null: as it was.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Whether readers are told that a published review was changed.</summary>
    public bool TellsReaders { get; init; }
}

/// <summary>What became of a save.</summary>
/// <param name="Review">The review; null: it was not saved.</param>
/// <param name="Examination">What is wrong with the manuscript, or odd.</param>
/// <param name="IsStale">It was not saved, because the review has changed since the writer saw it.</param>
public sealed record SaveOutcome(Review? Review, Examination? Examination, bool IsStale = false)
{
    /// <summary>What was begun had become the review already, as it was to: nothing was done now.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>What became of the facts of a film that reviews of others are about, too; null: there was no such question.</summary>
    public SharedFilm? Film { get; init; }

    /// <summary>The working copy that stays, since what it says of the film is not shown yet; null: none does.</summary>
    public WorkingCopy? Copy { get; init; }
}

/// <summary>A film that reviews of others are about, too, and of which a save says something else than they do.</summary>
/// <param name="Name">Title and year, as they were: <c>Persona (1966)</c>.</param>
/// <param name="Fields">The fields that differ, as front matter names them: <c>film.cast</c>.</param>
/// <param name="Fate">What became of the facts.</param>
/// <param name="Others">How many reviews of others are about it.</param>
public sealed record SharedFilm(string Name, IReadOnlyList<string> Fields, FilmFate Fate, int Others);

/// <summary>What becomes of what a save says of a film that others write about, too.</summary>
public enum FilmFate
{
    /// <summary>The film is so from now on, in all reviews; each keeps its former text.</summary>
    Changed,

    /// <summary>The film is so when the review is published; until then the working copy keeps it.</summary>
    Waits,

    /// <summary>The film stays as it is, since readers see it in reviews that the author may not change; the history keeps what was written.</summary>
    Stays,
}

/// <summary>What became of an attempt to keep a working copy.</summary>
/// <param name="Copy">The copy as it is now; null: there is none, because it is the same as the review, or because it was published or thrown away meanwhile.</param>
/// <param name="IsStale">It was not kept: somebody saved another version meanwhile, in another tab or elsewhere.</param>
public sealed record KeepOutcome(WorkingCopy? Copy, bool IsStale = false);
