using System.Security.Claims;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Security;
using FilmBlog.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What became of what was sent.</summary>
/// <param name="Message">What was done, in words.</param>
/// <param name="Address">Where the writing goes on.</param>
/// <param name="Version">The version of the copy; 0: there is none any more.</param>
/// <param name="Base">The number of the review's latest change.</param>
/// <param name="ReviewId">The review, if it is one by now.</param>
public sealed record Saved(string Message, string Address, int Version, long Base, int? ReviewId)
{
    /// <summary>When the copy was kept that waits to be published; null: nothing waits.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>Whether it was not kept, because another version was saved meanwhile: <see cref="Address"/> shows both.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether the writer goes on to another page.</summary>
    public bool Leaves { get; init; }

    /// <summary>What is wrong with it, and odd; empty where nobody asked.</summary>
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];
}

/// <summary>Does what the buttons of the editor ask for. Whatever happens, what was sent is kept.</summary>
public sealed class Saving(FilmBlogContext db, ReviewDesk desk, Audit audit, Shown shown, NameCheck names, SetAside aside, Wording say, TimeProvider clock)
{
    /// <summary>Does it, for the signed-in author.</summary>
    public async Task<Saved> DoAsync(Writing writing, Sent sent, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        if (sent.Act == Acts.Compare)
        {
            var other = writing.Copy ?? await db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(c => writing.Review != null && c.ReviewId == writing.Review.Id, cancellationToken);
            return await StaleAsync(writing with { Copy = other }, sent, author, cancellationToken);
        }

        var asked = sent.Act is Acts.Save && writing.IsPublic;
        var kept = await desk.KeepAsync(writing.Id, writing.Review?.Id, sent.Version, sent.Base, sent.Manuscript, Who(author), asked, cancellationToken);
        if (kept.IsStale)
        {
            return await StaleAsync(writing with { Copy = kept.Copy }, sent, author, cancellationToken);
        }

        var now = writing with { Copy = kept.Copy };
        return sent.Act switch
        {
            Acts.Save when writing.IsPublic => await WaitingAsync(now, sent, author, cancellationToken),
            Acts.Save or Acts.PublishChanges => await SaveAsync(now, sent, author, cancellationToken),
            Acts.Publish => At(now, "", kept.Copy is null && writing.Review is { } saved ? $"/admin/reviews/{saved.Id}/publish" : $"/admin/write/{writing.Id}/publish") with { Leaves = true },
            Acts.Look => At(now, "", $"/admin/write/{writing.Id}/preview{(writing.Review is { } review ? $"?review={review.Id}" : "")}") with { Leaves = true },
            _ => At(now, kept.Copy is null ? "Nothing has changed." : "Saved."),
        };
    }

    private static Saved At(Writing writing, string message, string? address = null) =>
        new(message, address ?? writing.Address, writing.Version, writing.Base, writing.Review?.Id) { WaitsSince = writing.IsPublic ? writing.Copy?.SavedAt : null };

    private async Task<Saved> WaitingAsync(Writing writing, Sent sent, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        var examined = await desk.ExamineAsync(sent.Manuscript, writing.Review!.Id, author.SightAt(clock.GetUtcNow()), cancellationToken);
        return writing.Copy is null
            ? At(writing, "Nothing has changed: readers see this version.")
            : At(writing, $"Kept, not public: readers still see the version of {say.Day(writing.Review.SavedAt)}.") with { Problems = [.. examined.Problems, .. await names.NearAsync(sent.Manuscript, author, cancellationToken)] };
    }

    private async Task<Saved> SaveAsync(Writing writing, Sent sent, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        // Looked for before, since what is saved is known by its names afterwards.
        var near = await names.NearAsync(sent.Manuscript, author, cancellationToken);
        audit.Note(writing.Review is null ? "began the review" : writing.IsPublic ? "changed the published review" : "changed the review", sent.Manuscript.Name);
        var outcome = await desk.SaveAsync(
            new ReviewSave
            {
                Manuscript = sent.Manuscript,
                CopyId = writing.Id,
                CopyVersion = writing.Version,
                ReviewId = writing.Review?.Id,
                BaseNumber = writing.Base,
                AuthorId = Who(author).Id,
                By = author.AuthorName,
                MayChangeAll = author.IsOwner,
                TellsReaders = sent.TellsReaders,
            },
            cancellationToken);
        if (outcome.IsRepeated)
        {
            // Done, and noted, when it was sent first.
            db.ChangeTracker.Clear();
        }

        if (outcome.Review is { } review)
        {
            if (outcome.Film is { Fate: FilmFate.Changed } film)
            {
                audit.Note(FilmWords.Action, film.Name, FilmWords.Detail(film));
                await db.SaveChangesAsync(CancellationToken.None);
            }

            await shown.NowAsync(cancellationToken);
            var number = await desk.NumberOfAsync(review.Id, cancellationToken);
            return new Saved(
                (writing.IsPublic ? "Published: readers see it now." : "Saved.") + FilmWords.After(outcome.Film),
                outcome.Copy is { } copy ? $"/admin/write/{copy.Id}" : $"/admin/reviews/{review.Id}/edit", outcome.Copy?.Version ?? 0, number, review.Id)
            {
                Problems = [.. outcome.Examination?.Problems ?? [], .. near],
            };
        }

        // Nothing was done: there is nothing to note.
        db.ChangeTracker.Clear();
        if (outcome.IsStale)
        {
            return await StaleAsync(writing, sent, author, cancellationToken);
        }

        // What is only begun has no other history than this.
        var kept = await desk.KeepAsync(writing.Id, writing.Review?.Id, writing.Version, writing.Base, sent.Manuscript, Who(author), asRevision: true, cancellationToken);
        var wrong = outcome.Examination!.Problems.Count(problem => !problem.IsWarning);
        return At(writing with { Copy = kept.Copy ?? writing.Copy }, $"Kept. Not complete yet: {(wrong == 1 ? "one thing is" : $"{say.Number(wrong)} things are")} missing or not right.") with
        {
            Problems = [.. outcome.Examination.Problems, .. near],
        };
    }

    private static (int Id, string Name) Who(ClaimsPrincipal author) => (author.AuthorId ?? 0, author.AuthorName);

    private async Task<Saved> StaleAsync(Writing writing, Sent sent, ClaimsPrincipal author, CancellationToken cancellationToken)
    {
        var (who, when) = writing.Copy is { } copy ? (copy.SavedBy, copy.SavedAt) : (writing.Review?.SavedBy ?? "Somebody", writing.Review?.SavedAt ?? clock.GetUtcNow());
        var message = writing.Copy is null && writing.Review is null
            ? "Not saved: this was finished or thrown away elsewhere meanwhile."
            : $"Not saved: {who} saved another version at {say.Moment(when)}.";
        if (sent.Act == Acts.Keep)
        {
            // The writer decides when to look; the page has the text until then.
            return At(writing, message) with { IsStale = true };
        }

        var mine = await desk.SetAsideAsync(writing.Id, writing.Review?.Id, sent.Manuscript, author.AuthorName, cancellationToken);
        return At(writing, $"{message} Both versions are here.", aside.AddressOf(writing, mine, Who(author).Id)) with { IsStale = true, Leaves = true };
    }
}
