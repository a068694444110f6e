using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web.Tests.Pages.Admin.Reviews;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests.Security;

/// <summary>
/// Reviews that are not published, with words in each of their fields that stand nowhere else: a draft, a scheduled one, one in the bin, one that is
/// only begun, what is written over a published one, and one that a link shows. None of the words comes out anywhere in public.
/// </summary>
public sealed class CanaryTests
{
    private const string Preview = "0123456789abcdef0123456789abcdef";
    private static readonly string[] Kinds = ["draft", "scheduled", "binned", "begun", "rewritten", "linked"];
    private static readonly string[] Fields =
        ["headline", "film", "original", "known", "director", "cast", "theme", "verdict", "excerpt", "body", "heading", "alt", "image", "spoiler", "alias", "byline", "country", "moved"];

    // Names that no address contains: what stands at one is told by its name alone.
    private static readonly Dictionary<string, string> Signs = new() { ["draft"] = "草案", ["scheduled"] = "予定", ["binned"] = "屑籠", ["begun"] = "着手", ["rewritten"] = "改稿", ["linked"] = "共有" };

    private static readonly Dictionary<string, string> KindOf = Kinds
        .SelectMany(kind => Fields.Select(field => Word(kind, field)).Append(Director(kind)).Append(Theme(kind)).Select(word => (kind, word)))
        .ToDictionary(pair => pair.word, pair => pair.kind);

    [Fact]
    public async Task Nothing_that_is_not_published_comes_out_anywhere()
    {
        await using var site = await PlantedAsync();
        using var owner = await DeskVisitor.SignedInAsync(site);
        using var stranger = DeskVisitor.Stranger(site);
        var addresses = await AddressesAsync(site);

        // Pages made anew, and pages that are kept.
        await AssertSilentAsync(stranger, addresses);
        await AssertSilentAsync(stranger, addresses);
        // Whoever may see them looks at them; the next reader still does not.
        foreach (var address in addresses)
        {
            using var answer = await owner.GetAsync(address);
        }

        Assert.Contains(Word("draft", "headline"), (await owner.OpenAsync("/admin/reviews")).Source, StringComparison.Ordinal);
        Assert.Contains(Word("linked", "body"), (await stranger.OpenAsync($"/preview/{Preview}")).Source, StringComparison.Ordinal);
        await AssertSilentAsync(stranger, addresses);

        // The test sees what is there: the scheduled one comes out when its time has come.
        site.Clock.AdjustTime(new DateTimeOffset(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
        await site.ChangeAsync(_ => Task.CompletedTask);
        var told = await LeaksAsync(stranger, addresses);
        Assert.Contains(told, leak => leak.StartsWith("/atom.xml tells", StringComparison.Ordinal) && leak.Contains("scheduled", StringComparison.Ordinal));
        Assert.DoesNotContain(told, leak => Kinds.Any(kind => kind != "scheduled" && leak.EndsWith($"of the {kind} one", StringComparison.Ordinal)));
    }

    private static async Task AssertSilentAsync(DeskVisitor stranger, List<string> addresses) => Assert.Empty(await LeaksAsync(stranger, addresses));

    // From the addresses that somebody may guess on to all that they lead to.
    private static async Task<List<string>> LeaksAsync(DeskVisitor stranger, List<string> addresses)
    {
        var leaks = new List<string>();
        var waiting = new Queue<string>(addresses);
        var given = addresses.ToFrozenSet();
        var seen = new HashSet<string>(addresses);
        while (waiting.TryDequeue(out var address))
        {
            using var answer = await stranger.GetAsync(address);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var all = Uri.UnescapeDataString(WebUtility.HtmlDecode($"{answer.Headers} {answer.Content.Headers} {body}")).ToLowerInvariant();
            var asked = Uri.UnescapeDataString(address).ToLowerInvariant();
            leaks.AddRange(KindOf.Where(word => all.Contains(word.Key, StringComparison.Ordinal) && !asked.Contains(word.Key, StringComparison.Ordinal))
                .Select(word => $"{address} tells {word.Key}, of the {word.Value} one"));
            if (answer.StatusCode == HttpStatusCode.OK && address.Contains("canary-", StringComparison.Ordinal))
            {
                leaks.Add($"{address} is there, of the {Kinds.Single(kind => address.Contains($"canary-{kind}", StringComparison.Ordinal))} one");
            }

            if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                var page = await HtmlPage.ReadAsync(answer);
                // Searches lead to narrower ones without end; those that a given search leads to are asked, and no further ones.
                var isFound = IsSearch(address) && !given.Contains(address);
                foreach (var next in page.Addresses.Where(a => a.StartsWith('/') && a.Count(c => c is '&' or '?') <= 1 && !(isFound && IsSearch(a))).Select(a => a.Split('#')[0]))
                {
                    if (seen.Add(next))
                    {
                        waiting.Enqueue(next);
                    }
                }
            }
        }

        Assert.True(seen.Count > 200, $"{seen.Count} addresses are too few to say anything.");
        return leaks;
    }

    private static bool IsSearch(string address) => address.StartsWith("/search", StringComparison.Ordinal);

    // Each address that is public by name, for each thing that somebody may guess; and everything that one can ask the search.
    private static async Task<List<string>> AddressesAsync(TestSite site)
    {
        // Directors and themes by the addresses that they have, and those that they had.
        var signs = Signs.Keys.SelectMany(kind => new[] { Director(kind), Theme(kind) }).ToList();
        var directors = await site.ReadAsync(db => db.Directors.Where(d => signs.Contains(d.Name)).Select(d => new { d.Slug, Old = d.Redirects.Select(r => r.Path) }).AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
        var themes = await site.ReadAsync(db => db.Themes.Where(t => signs.Contains(t.Name)).Select(t => new { t.Slug, Old = t.Redirects.Select(r => r.Path) }).AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((4, 4), (directors.Count, themes.Count));
        string[] pages = [.. directors.Select(d => $"/directors/{d.Slug}"), .. themes.Select(t => $"/themes/{t.Slug}"), .. directors.Concat(themes).SelectMany(h => h.Old)];
        var slugs = Kinds.Where(kind => kind != "rewritten").Select(kind => $"canary-{kind}").Append("known-film").ToList();
        var patterns = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'));
        List<string> addresses =
        [
            .. pages.SelectMany(page => new[] { page, page.ToUpperInvariant(), $"{page}/atom.xml", $"{page}/rss.xml", $"{page}/feed.json", $"/cards{page}.png" }),
            .. directors.Select(d => $"/reviews?director={d.Slug}"), .. themes.Select(t => $"/reviews?theme={t.Slug}"),
            .. directors.SelectMany(d => d.Old).Select(old => $"/reviews?director={old.Split('/')[^1]}"), .. themes.SelectMany(t => t.Old).Select(old => $"/reviews?theme={old.Split('/')[^1]}"),
            .. signs.SelectMany(sign => new[] { $"/search?q={sign}", $"/search?q={sign[..^1]}", $"/search/suggest?q={sign[..^1]}", $"/search?q=director:{sign[..^1]}", $"/search?q=theme:{sign[..^1]}" }),
        ];
        foreach (var pattern in patterns.Where(p => !p.Contains("fingerprint", StringComparison.Ordinal) && !p.Contains("**", StringComparison.Ordinal)))
        {
            var plain = Regex.Replace(pattern, @"\{(\w+)[^}]*\}", "{$1}");
            IEnumerable<string> made = plain.Contains("{slug}", StringComparison.Ordinal)
                ? pattern.Contains("directors", StringComparison.Ordinal) ? Kinds.Select(kind => plain.Replace("{slug}", Word(kind, "director"), StringComparison.Ordinal))
                : pattern.Contains("themes", StringComparison.Ordinal) ? Kinds.Select(kind => plain.Replace("{slug}", Word(kind, "theme"), StringComparison.Ordinal))
                : slugs.Where(slug => slug != "known-film").Select(slug => plain.Replace("{slug}", slug, StringComparison.Ordinal))
                : [plain.Replace("{year}", "1913", StringComparison.Ordinal).Replace("{decade}", "1910s", StringComparison.Ordinal).Replace("{name}", "reviews-1", StringComparison.Ordinal)
                    .Replace("{code}", "404", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)];
            addresses.AddRange(made);
        }

        addresses.AddRange(Kinds.SelectMany(kind => new[] { $"/old/{Word(kind, "alias")}", $"/reviews/canry-{kind}x", $"/directors/{Word(kind, "director")}x" }));
        foreach (var kind in Kinds)
        {
            foreach (var word in Fields.Select(field => Word(kind, field)))
            {
                addresses.AddRange([$"/search?q={word}", $"/search?q={word[..^1]}", $"/search/suggest?q={word[..^2]}", $"/search/atom.xml?q={word[..^1]}"]);
            }

            addresses.AddRange(
                [$"/search?q=director:{Word(kind, "director")[..^1]}", $"/search?q=theme:{Word(kind, "theme")[..^1]}", $"/search?q=-{Word(kind, "body")}", $"/reviews?theme={Word(kind, "theme")}", $"/reviews?director={Word(kind, "director")}"]);
        }

        addresses.AddRange(["/search?q=year:1913", "/search?q=rating:>=0.5", "/search?q=canary", "/reviews?decade=1910s", "/reviews?sort=title", "/reviews?rating=1", "/random", "/random", "/random", "/nowhere"]);
        return [.. addresses.Distinct()];
    }

    private static async Task<TestSite> PlantedAsync()
    {
        var site = await TestSite.StartAsync();
        foreach (var kind in Kinds)
        {
            site.Write($"images/{Word(kind, "image")}.png", Pictures.Png(16 + Array.IndexOf(Kinds, kind), 9));
        }

        var known = new Story("Known film") { Slug = "known-film", Directors = ["Ada Ash"], Themes = ["weather"], Rating = 4, Pinned = [.. Kinds.Select(kind => $"canary-{kind}").Where(s => s != "canary-rewritten")] };
        await site.ImportAsync([
            .. Stories.Many(30), known,
            Planted("draft") with { Published = null }, Planted("linked") with { Published = null }, Planted("scheduled") with { Published = "2026-12-01T09:00:00Z" }, Planted("binned") with { Published = null },
        ]);
        await site.ChangeAsync(async db =>
        {
            var slug = Slug.Parse("canary-binned");
            (await db.Reviews.SingleAsync(r => r.Slug == slug, TestContext.Current.CancellationToken)).Bin(TestSite.Now);
        });
        // What a draft alone carries was moved, so that an old address would tell where to.
        await site.ChangeAsync(async db =>
        {
            foreach (var kind in Signs.Keys)
            {
                var (director, theme) = (Director(kind), Theme(kind));
                (await db.Directors.Include(d => d.Redirects).SingleOrDefaultAsync(d => d.Name == director, TestContext.Current.CancellationToken))?.Move(Slug.Parse($"{Word(kind, "moved")}-one"));
                (await db.Themes.Include(t => t.Redirects).SingleOrDefaultAsync(t => t.Name == theme, TestContext.Current.CancellationToken))?.Move(Slug.Parse($"{Word(kind, "moved")}-two"));
            }
        });
        await site.LeaveCopyAsync(Manuscript.Read(Planted("begun").ToString()));
        await site.LeaveCopyAsync(Manuscript.Read((Planted("rewritten") with { Slug = "known-film" }).ToString()), "known-film");
        var linked = await site.IdAsync("canary-linked");
        await site.ChangeAsync(db =>
        {
            db.PreviewLinks.Add(new PreviewLink(Preview, linked, null, TestSite.Now, "ada"));
            return Task.CompletedTask;
        });
        return site;
    }

    // Something of it stands beside published ones: their director and theme, so that lists and tables would have it.
    private static Story Planted(string kind) => new(Word(kind, "film"))
    {
        Slug = $"canary-{kind}",
        Headline = Word(kind, "headline"),
        OriginalTitle = Word(kind, "original"),
        AlsoKnownAs = [Word(kind, "known")],
        Year = 1913,
        Directors = ["Ada Ash", Word(kind, "director"), Director(kind)],
        Themes = ["weather", Word(kind, "theme"), Theme(kind)],
        Cast = [Word(kind, "cast")],
        Countries = [Word(kind, "country")],
        ImdbRating = 9.9m,
        Rating = 5,
        Verdict = Word(kind, "verdict"),
        Excerpt = Word(kind, "excerpt"),
        Aliases = [$"/old/{Word(kind, "alias")}"],
        Author = Word(kind, "byline"),
        Cover = $"../images/{Word(kind, "image")}.png",
        CoverAlt = Word(kind, "alt"),
        Body = $"{Word(kind, "body")} is here.\n\n## {Word(kind, "heading")}\n\n![{Word(kind, "alt")}](../images/{Word(kind, "image")}.png)\n\n||{Word(kind, "spoiler")}||\n",
    };

    private static string Director(string kind) => Signs[kind] + "監督";

    private static string Theme(string kind) => Signs[kind] + "主題";

    private static string Word(string kind, string field) => $"{kind}zq{field}qz";
}
