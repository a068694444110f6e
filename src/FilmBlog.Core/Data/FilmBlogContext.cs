using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FilmBlog.Core.Data;

/// <summary>
/// The blog's data. What differs between databases is a member of the sealed context of each; all other code asks for this class.
/// </summary>
public abstract class FilmBlogContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>All reviews, drafts too: what readers see begins with <see cref="ReviewQueries"/>.</summary>
    public DbSet<Review> Reviews => Set<Review>();

    /// <summary>The essays of the reviews.</summary>
    public DbSet<ReviewBody> ReviewBodies => Set<ReviewBody>();

    /// <summary>Films.</summary>
    public DbSet<Film> Films => Set<Film>();

    /// <summary>Directors.</summary>
    public DbSet<Director> Directors => Set<Director>();

    /// <summary>Which director directed which film.</summary>
    public DbSet<FilmDirector> FilmDirectors => Set<FilmDirector>();

    /// <summary>Themes.</summary>
    public DbSet<Theme> Themes => Set<Theme>();

    /// <summary>Which review carries which theme.</summary>
    public DbSet<ReviewTheme> ReviewThemes => Set<ReviewTheme>();

    /// <summary>Pages about the site.</summary>
    public DbSet<SitePage> SitePages => Set<SitePage>();

    /// <summary>Images.</summary>
    public DbSet<Image> Images => Set<Image>();

    /// <summary>Which text shows which image.</summary>
    public DbSet<ImageUse> ImageUses => Set<ImageUse>();

    /// <summary>Old addresses.</summary>
    public DbSet<Redirect> Redirects => Set<Redirect>();

    /// <summary>Former texts.</summary>
    public DbSet<Revision> Revisions => Set<Revision>();

    /// <summary>The latest change to each review.</summary>
    public DbSet<ReviewChange> ReviewChanges => Set<ReviewChange>();

    /// <summary>What the site remembers about itself.</summary>
    public DbSet<Setting> Settings => Set<Setting>();

    /// <summary>Who may come to the desk.</summary>
    public DbSet<Author> Authors => Set<Author>();

    /// <summary>Sign-ins that last.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>What authors are writing.</summary>
    public DbSet<WorkingCopy> WorkingCopies => Set<WorkingCopy>();

    /// <summary>Links that show a review before readers see it.</summary>
    public DbSet<PreviewLink> PreviewLinks => Set<PreviewLink>();

    /// <summary>Runs of imports that changed something.</summary>
    public DbSet<Import> Imports => Set<Import>();

    /// <summary>Links that the author keeps.</summary>
    public DbSet<SiteLink> SiteLinks => Set<SiteLink>();

    /// <summary>Addresses to announce to search engines.</summary>
    public DbSet<Announcement> Announcements => Set<Announcement>();

    /// <summary>Addresses that were asked for and are not there.</summary>
    public DbSet<Miss> Misses => Set<Miss>();

    /// <summary>Who changed what, and when.</summary>
    public DbSet<AuditEntry> AuditTrail => Set<AuditEntry>();

    /// <summary>
    /// The migrations that the database has had; none where it is new. EF's own answer begins by building a model of the table in which they
    /// stand, which takes longer than all else that a start asks of the database.
    /// </summary>
    public abstract Task<IReadOnlyList<string>> AppliedMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Takes away what a migration left behind that was killed. Only for who has claimed the data.</summary>
    public abstract Task ForgetAbandonedMigrationAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Looked for once: EF would compare every entity with what it was again at each step.
        if (!ChangeTracker.HasChanges())
        {
            return 0;
        }

        var detecting = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            // The number is read and written in the transaction of the change itself, so that a reader who sees one sees the other.
            await using var writing = await BeginWritingAsync(cancellationToken);
            var known = await TouchedReviewsAsync(cancellationToken);
            if (ChangeTracker.Entries().Any(IsShownBesideReviews))
            {
                known.Add(ReviewChange.OfTheSite);
            }

            var added = ChangeTracker.Entries<Review>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
            var saved = await SaveAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (known.Count + added.Count > 0)
            {
                await NumberChangesAsync([.. known, .. added.Select(review => review.Id)], cancellationToken);
            }

            await writing.CommitAsync();
            return saved;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detecting;
        }
    }

    /// <summary>
    /// Numbers reviews anew that were changed by a command for many rows, of which no entity here knows. Call it in the transaction of the
    /// change.
    /// </summary>
    public async Task NumberChangesAsync(IReadOnlyCollection<int> reviewIds, CancellationToken cancellationToken)
    {
        var number = 1 + (await ReviewChanges.MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0);
        await NumberChangesAsync(reviewIds, number, cancellationToken);
        if (reviewIds.Where(id => id != ReviewChange.OfTheSite).ToList() is { Count: > 0 } found)
        {
            await KeepSearchAsync(found, cancellationToken);
        }
    }

    /// <summary>
    /// Deletes revisions that were saved before an instant, except the last of each day (in UTC) of each text: the last that was in force and
    /// the last that was only kept, since a text that stood for months has the day on which it was saved. What an import overwrote stays for
    /// as long as the import can be taken back. At most so many; how many it were.
    /// </summary>
    public abstract Task<int> ThinRevisionsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Reviews that fit a search, drafts too: what readers see is for the caller to say. Titles count for most, then people, themes, the essay
    /// without its spoilers. Where more fit than anybody would look through, they are not ranked.
    /// </summary>
    public abstract Task<SearchHits> SearchAsync(SearchTerms terms, CancellationToken cancellationToken);

    /// <summary>
    /// Reviews, drafts too, of which a title, a director or a theme is written about as a text is that has typing errors: folded words. The likest
    /// first, at most so many.
    /// </summary>
    public abstract Task<IReadOnlyList<NamedReview>> SearchNearAsync(string words, int most, CancellationToken cancellationToken);

    /// <summary>Whether searches find what they must. Where not: <see cref="MakeSearchAsync"/>.</summary>
    public abstract Task<bool> IsSearchReadyAsync(CancellationToken cancellationToken);

    /// <summary>Takes away what of the search hinders a migration. Only for who has claimed the data, and makes it anew afterwards.</summary>
    public abstract Task DetachSearchAsync(CancellationToken cancellationToken);

    /// <summary>Makes what searches look through, from all reviews. Only for who has claimed the data.</summary>
    public abstract Task MakeSearchAsync(CancellationToken cancellationToken);

    /// <summary>Text as searches compare it: see <see cref="Folding.Plain"/>. Only in queries.</summary>
    public static string? Folded(string? text) => throw new InvalidOperationException("The database folds text: use this in a query.");

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving is asynchronous: call SaveChangesAsync.");

    /// <summary>
    /// Waits for one's turn and begins to write. Nothing can be written otherwise: <see cref="SaveChangesAsync(bool, CancellationToken)"/> does so
    /// by itself, commands for many rows want it or <see cref="WriteAsync"/>. Throws <see cref="DatabaseBusyException"/> when others write for too long.
    /// </summary>
    public abstract Task<Writing> BeginWritingAsync(CancellationToken cancellationToken);

    /// <summary>Runs one command that writes, in a turn of its own where there is none.</summary>
    public async Task<int> WriteAsync(Func<Task<int>> command, CancellationToken cancellationToken)
    {
        await using var writing = await BeginWritingAsync(cancellationToken);
        var rows = await command();
        await writing.CommitAsync();
        return rows;
    }

    /// <summary>Takes a turn of writing without a transaction, for migrations and the like, until the result is disposed.</summary>
    public abstract Task<IAsyncDisposable> BeginMaintenanceAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins a view of the data that stays as it is, whatever others write meanwhile, until the result is disposed. It keeps nobody from
    /// writing. Nothing is to be saved within it.
    /// </summary>
    public abstract Task<IAsyncDisposable> BeginReadingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a copy of the data as they are at this moment into a new file, while others read and write, and opens it. The copy belongs to
    /// the caller alone.
    /// </summary>
    public abstract Task<FilmBlogContext> CopyToAsync(string path, CancellationToken cancellationToken);

    /// <summary>Lets searches find these reviews by what they say now. Those that are no more are forgotten already.</summary>
    private protected abstract Task KeepSearchAsync(IReadOnlyCollection<int> reviewIds, CancellationToken cancellationToken);

    /// <summary>Saves what is tracked, within a transaction; a database that knows a faster way for many new rows takes it.</summary>
    private protected virtual Task<int> SaveAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken) =>
        base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

    /// <summary>Makes a number that of the latest change to each of these reviews.</summary>
    private protected abstract Task NumberChangesAsync(IReadOnlyCollection<int> reviewIds, long number, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FilmBlogContext).Assembly);
        modelBuilder.HasDbFunction(() => Folded(null)).HasName("folded");
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Slug>().HaveConversion<SlugConverter>().HaveMaxLength(Slug.MaxLength);
        configurationBuilder.Properties<Rating>().HaveConversion<RatingConverter>();
        configurationBuilder.Properties<PartialDate>().HaveConversion<PartialDateConverter>().HaveMaxLength(10);
    }

    // An introduction is owned by its hub, the text of a page by the page.
    private static bool IsShownBesideReviews(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && entry.Entity is Prose or SitePage or SiteLink or Image or Setting { IsShown: true };

    private async Task<HashSet<int>> TouchedReviewsAsync(CancellationToken cancellationToken)
    {
        var reviews = new HashSet<int>();
        var films = new HashSet<int>();
        var directors = new List<int>();
        var themes = new List<int>();
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            switch (entry.Entity)
            {
                case Review { Id: > 0 } review when entry.State != EntityState.Added:
                    reviews.Add(review.Id);
                    break;
                case ReviewBody { ReviewId: > 0 } body when entry.State == EntityState.Modified:
                    reviews.Add(body.ReviewId);
                    break;
                case ReviewTheme { ReviewId: > 0 } theme:
                    reviews.Add(theme.ReviewId);
                    break;
                case Film { Id: > 0 } film when entry.State != EntityState.Added:
                    films.Add(film.Id);
                    break;
                case FilmDirector { FilmId: > 0 } credit:
                    films.Add(credit.FilmId);
                    break;
                // Its name stands in the reviews; an introduction does not, and is an entity of its own.
                case Director { Id: > 0 } director when entry.State != EntityState.Added:
                    directors.Add(director.Id);
                    break;
                case Theme { Id: > 0 } theme when entry.State != EntityState.Added:
                    themes.Add(theme.Id);
                    break;
            }
        }

        // A whole collection as one parameter: a change to all films of a large blog has more of them than a command may have parameters.
        if (directors.Count > 0)
        {
            films.UnionWith(await FilmDirectors.Where(d => EF.Parameter(directors).Contains(d.DirectorId)).Select(d => d.FilmId)
                .ToListAsync(cancellationToken));
        }

        if (themes.Count > 0)
        {
            reviews.UnionWith(await ReviewThemes.Where(t => EF.Parameter(themes).Contains(t.ThemeId)).Select(t => t.ReviewId)
                .ToListAsync(cancellationToken));
        }

        if (films.Count > 0)
        {
            reviews.UnionWith(await Reviews.Where(r => EF.Parameter(films).Contains(r.FilmId)).Select(r => r.Id)
                .ToListAsync(cancellationToken));
        }

        return reviews;
    }
}
