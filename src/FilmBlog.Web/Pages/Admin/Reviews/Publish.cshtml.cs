using System.Globalization;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Pages.Admin.Write;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Pages.Admin.Reviews;

/// <summary>The last look before readers see a review, and when they are to see it.</summary>
public sealed class PublishModel(FilmBlogContext db, Publication publication, PublishingCheck check, SiteClock site) : ReviewPage(db, site.Time)
{
    private readonly FilmBlogContext db = db;

    /// <summary>The text that would be published.</summary>
    public Proof Proof { get; private set; } = null!;

    /// <summary>What could be better.</summary>
    public IReadOnlyList<Advice> Advice { get; private set; } = [];

    /// <summary>The address that it has or will have; null: not before it is complete.</summary>
    public Slug? Slug { get; private set; }

    /// <summary>The form.</summary>
    public InputModel Input { get; private set; } = new();

    /// <summary>A time that needs an answer: the clocks skip it, or it comes twice.</summary>
    public LocalTime? Asked { get; private set; }

    /// <summary>The site's zone, in words.</summary>
    public string Zone => site.Describe(Now);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute] int? id, [FromRoute] Guid? copy, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(id, copy, cancellationToken) is { } refused)
        {
            return refused;
        }

        Input.At = site.Field(Review.PublishedAt ?? site.Tomorrow(Now));
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Publishes it.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] int? id, [FromRoute] Guid? copy, InputModel input, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(id, copy, cancellationToken) is { } refused)
        {
            return refused;
        }

        Input = input;
        if (!Proof.Examination.IsComplete)
        {
            ModelState.AddModelError("", "It cannot be published as it is: see below.");
            return await ShowAsync(cancellationToken);
        }

        DateTimeOffset? at = null;
        if (input.When != "changes" && (at = input.When == "now" ? Now : Instant(input)) is null)
        {
            return await ShowAsync(cancellationToken);
        }

        var outcome = await publication.PublishAsync(Review, Proof, at, input.Tells, (AuthorId, AuthorName, User.IsOwner), Now, cancellationToken);
        if (outcome.Review is not { } published)
        {
            ModelState.AddModelError("", "It was not published: somebody changed it while you looked. Look at both texts in the editor first.");
            return await ShowAsync(cancellationToken);
        }

        return Done($"/admin/reviews/{published.Id}/publish", Said(published, at) + FilmWords.After(outcome.Film));
    }

    private async Task<IActionResult?> PrepareAsync(int? id, Guid? copy, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, copy, cancellationToken))
        {
            // Sent again after it was published: the review says so.
            return copy is { } begun && await db.Reviews.BegunAs(begun).Select(r => (int?)r.Id).SingleOrDefaultAsync(cancellationToken) is { } became
                ? LocalRedirect($"/admin/reviews/{became}/publish")
                : NotFound();
        }

        if (Review.State == ReviewState.Binned)
        {
            return LocalRedirect($"{Review.Path}/bin");
        }

        Proof = await publication.ProofOfAsync(Review, User.SightAt(Now), cancellationToken);
        return null;
    }

    // What the author means by the time; null: it has to be asked.
    private DateTimeOffset? Instant(InputModel input)
    {
        if (LocalTime.Read(input.At, site.Zone) is not { } time)
        {
            ModelState.AddModelError("At", "Write a date and a time, such as 2026-12-03 09:00.");
            return null;
        }

        if (time.IsClear || time.Instants.FirstOrDefault(i => site.Machine(i) == input.Meant) is { Ticks: > 0 })
        {
            return time.IsClear ? time.Instants[0] : time.Instants.First(i => site.Machine(i) == input.Meant);
        }

        Asked = time;
        ModelState.AddModelError("Meant", time.IsSkipped
            ? "The clocks go forward then: there is no such time on that day."
            : "The clocks go back then: that time comes twice on that day.");
        return null;
    }

    private string Said(Review published, DateTimeOffset? at) => (at, published.StateAt(Now)) switch
    {
        (null, ReviewState.Scheduled) => $"The changes to “{published.Title}” are saved: readers see it from {site.Say(published.PublishedAt!.Value, Now)} on.",
        (null, _) => $"The changes to “{published.Title}” are published.",
        (_, ReviewState.Scheduled) => $"“{published.Title}” is scheduled for {site.Say(at!.Value, Now)}: readers see it from then on.",
        _ when at < Now => $"“{published.Title}” is published, dated back to {site.Say(at.Value, Now)}: it stands among the reviews of that day.",
        _ => $"“{published.Title}” is published: readers see it now.",
    };

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Entitle(Review.State switch
        {
            ReviewState.Published => $"Publish {Review.Title} anew",
            ReviewState.Scheduled => $"Schedule {Review.Title} anew",
            _ => $"Publish {Review.Title}",
        });
        Advice = await check.AdviseAsync(Proof.Examination, site.Base, Now, cancellationToken);
        Slug = await publication.SlugOfAsync(Review, Proof.Examination.Document, cancellationToken);
        return Page();
    }

    /// <summary>The form.</summary>
    public sealed class InputModel
    {
        /// <summary><c>now</c>, <c>later</c> at a time, or <c>changes</c> alone.</summary>
        public string? When { get; set; }

        /// <summary>The time on the site's clock.</summary>
        public string? At { get; set; }

        /// <summary>Which instant is meant where a time is not one.</summary>
        public string? Meant { get; set; }

        /// <summary>Whether readers are told that it was revised.</summary>
        public bool Tells { get; set; }
    }
}
