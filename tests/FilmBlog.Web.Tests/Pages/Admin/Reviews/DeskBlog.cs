using System.Text.RegularExpressions;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Pages.Admin.Reviews;

/// <summary>What tests of the desk ask of the database, and what an editor would leave there.</summary>
internal static partial class DeskBlog
{
    /// <summary>A manuscript that can be published.</summary>
    public static readonly Manuscript Finished = new()
    {
        FilmTitle = "Stalker",
        Year = "1979",
        Directors = ["Andrei Tarkovsky"],
        Themes = ["faith", "the zone"],
        ImdbRating = "8.0",
        Excerpt = "Three men walk.",
        Body = "It rains.",
    };

    public static async Task<T> ReadAsync<T>(this TestSite site, Func<FilmBlogContext, Task<T>> read)
    {
        T result = default!;
        await site.ChangeAsync(async db => result = await read(db));
        return result;
    }

    public static Task<int> IdAsync(this TestSite site, string slug)
    {
        var wanted = Slug.Parse(slug);
        return site.ReadAsync(db => db.Reviews.Where(r => r.Slug == wanted).Select(r => r.Id).SingleAsync(TestContext.Current.CancellationToken));
    }

    public static Task<Review> ReviewAsync(this TestSite site, string slug)
    {
        var wanted = Slug.Parse(slug);
        return site.ReadAsync(db => db.Reviews.AsNoTracking().Include(r => r.Themes).ThenInclude(t => t.Theme).Include(r => r.Redirects).Include(r => r.Revisions)
            .SingleAsync(r => r.Slug == wanted, TestContext.Current.CancellationToken));
    }

    /// <summary>Leaves a working copy, of a review or of one that is begun.</summary>
    public static async Task<Guid> LeaveCopyAsync(this TestSite site, Manuscript manuscript, string? slug = null, string email = "ada@example.org", AuthorRole role = AuthorRole.Owner)
    {
        var author = await DeskVisitor.AddAuthorAsync(site, role, email);
        var id = Guid.NewGuid();
        await site.ChangeAsync(async db =>
        {
            int? review = null;
            if (slug is not null)
            {
                var wanted = Slug.Parse(slug);
                review = await db.Reviews.Where(r => r.Slug == wanted).Select(r => r.Id).SingleAsync(TestContext.Current.CancellationToken);
            }

            var number = await db.ReviewChanges.Where(c => c.ReviewId == review).Select(c => c.Number).SingleOrDefaultAsync(TestContext.Current.CancellationToken);
            var copy = new WorkingCopy(id, review, number, author.Id);
            copy.Write(manuscript.Write(), manuscript.Name, site.Clock.GetUtcNow(), author.Name);
            db.WorkingCopies.Add(copy);
        });
        return id;
    }

    /// <summary>How SQLite answers a query; its parameters do not matter.</summary>
    public static Task<IReadOnlyList<string>> PlanAsync(this TestSite site, string query) => site.ReadAsync<IReadOnlyList<string>>(async db =>
    {
        var plan = new List<string>();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + query;
        foreach (var name in Parameters().Matches(query).Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, 1);
            command.Parameters.Add(parameter);
        }

        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            plan.Add(rows.GetString(3));
        }

        return plan;
    });

    /// <summary>Imports the first story anew, as somebody has changed it since.</summary>
    public static Task ImportAgainAsync(this TestSite site, Story story)
    {
        site.Write("reviews/0000.md", story.ToString());
        return site.ImportFolderAsync();
    }

    /// <summary>The words of the page's main part.</summary>
    public static string Words(this HtmlPage page) => HtmlPage.Text(page.Main);

    [GeneratedRegex("@\\w+")]
    private static partial Regex Parameters();
}
