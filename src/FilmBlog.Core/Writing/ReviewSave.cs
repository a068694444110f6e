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

    /// <summary>Makes it visible from this instant on; null: as it was.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Whether readers are told that a published review was changed.</summary>
    public bool TellsReaders { get; init; }
}

/// <summary>What became of a save.</summary>
/// <param name="Review">The review; null: it was not saved.</param>
/// <param name="Examination">What is wrong with the manuscript, or odd.</param>
/// <param name="IsStale">It was not saved, because the review has changed since the writer saw it.</param>
public sealed record SaveOutcome(Review? Review, Examination? Examination, bool IsStale = false);

/// <summary>What became of an attempt to keep a working copy.</summary>
/// <param name="Copy">The copy as it is now; null: there is none, because it is the same as the review, or because it was published or thrown away meanwhile.</param>
/// <param name="IsStale">It was not kept: somebody saved another version meanwhile, in another tab or elsewhere.</param>
public sealed record KeepOutcome(WorkingCopy? Copy, bool IsStale = false);
