using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Recommendations;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog recommendations [SLUG] [--json]</c>.</summary>
internal static class RecommendationsCommand
{
    private const int BatchSize = 500;

    // Names in their own letters: the output is for people and programs, not for a page.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Command Create(IReadOnlyList<string> settings)
    {
        var wanted = new Argument<string?>("SLUG") { Description = "One review; without it, all that readers see.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("recommendations", "What each review recommends, and why.") { wanted, json };
        command.SetAction((parsed, cancellationToken) => CommandLine.WithSiteAsync(settings, async (services, _) =>
        {
            await services.GetRequiredService<ReviewCatalogue>().RefreshAsync(cancellationToken);
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            var visible = db.Reviews.Published(services.GetRequiredService<TimeProvider>().GetUtcNow());
            if (parsed.GetValue(wanted) is { } text)
            {
                if (!Slug.TryParse(text, out var slug) || await visible.FirstOrDefaultAsync(r => r.Slug == slug, cancellationToken) is not { } review)
                {
                    await Console.Error.WriteLineAsync($"There is no published review \"{text}\".");
                    return 1;
                }

                visible = visible.Where(r => r.Id == review.Id);
            }

            await PrintAsync(db, visible, services.GetRequiredService<Recommender>(), parsed.GetValue(json), cancellationToken);
            return 0;
        }));
        return command;
    }

    private static async Task PrintAsync(FilmBlogContext db, IQueryable<Review> reviews, Recommender recommender, bool json, CancellationToken cancellationToken)
    {
        var names = new Names(
            await db.Directors.ToDictionaryAsync(d => d.Id, d => d.Name, cancellationToken),
            await db.Themes.ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken));
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (var batch in (await reviews.OrderBy(r => r.Id).Select(r => new { r.Id, r.Slug }).ToListAsync(cancellationToken)).Chunk(BatchSize))
        {
            var lists = new List<(Slug Slug, IReadOnlyList<Recommendation> Related)>(batch.Length);
            foreach (var review in batch)
            {
                lists.Add((review.Slug, await recommender.ForAsync(review.Id, cancellationToken)));
            }

            var ids = lists.SelectMany(l => l.Related).Select(r => r.ReviewId).Distinct().ToList();
            var slugs = await db.Reviews.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Slug.Value, cancellationToken);
            foreach (var (slug, related) in lists)
            {
                var list = new RecommendationList(slug.Value, [.. related.Select(r => names.Row(r, slugs[r.ReviewId]))]);
                await output.WriteLineAsync(json ? JsonSerializer.Serialize(list, Json) : list.ToString());
            }
        }
    }

    private sealed record Names(IReadOnlyDictionary<int, string> Directors, IReadOnlyDictionary<int, string> Themes)
    {
        public RecommendationRow Row(Recommendation row, string slug) =>
            new(slug, Math.Round(row.Score, 4), [.. row.Directors.Select(id => Directors[id])], [.. row.Themes.Select(id => Themes[id])], row.Pinned);
    }

    private sealed record RecommendationList(string Slug, IReadOnlyList<RecommendationRow> Related)
    {
        public override string ToString() => string.Join(Environment.NewLine, Related.Select(r => "  " + r).Prepend(Slug));
    }

    private sealed record RecommendationRow(string Slug, double Score, IReadOnlyList<string> Directors, IReadOnlyList<string> Themes, bool Pinned)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Score,7:0.00}  {Slug}  ({string.Join(", ", Directors.Concat(Themes))}){(Pinned ? "  pinned" : "")}");
    }
}
