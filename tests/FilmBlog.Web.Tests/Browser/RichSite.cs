using FilmBlog.Web.Tests.Support;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>One browser and one site, with everything that a page can show, for all tests with a browser.</summary>
public sealed class RichSite : IAsyncLifetime
{
    /// <summary>The collection of the tests that share it.</summary>
    public const string Collection = "browser";

    private TestSite site = null!;

    /// <summary>Where the site is.</summary>
    public string Address => site.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>A browser window; skips the test where there is no Chromium.</summary>
    public async Task<IPage> OpenAsync(string address, Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Address, ViewportSize = new ViewportSize { Width = 1280, Height = 900 }, ReducedMotion = ReducedMotion.Reduce };
        change?.Invoke(options);
        var context = await Chromium.OpenAsync(options);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        site = await TestSite.StartAsync(new SetUp { Content = Repository.Content, OnPort = true });
        site.Write("images/window.png", Pictures.Png(1200, 700));
        await site.ImportAsync([.. Stories.Many(70), Everything, Plain, LongTitle]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Chromium.CloseAsync();
        await site.DisposeAsync();
    }

    private static Story Everything => new("The Window")
    {
        Slug = "everything",
        Headline = "Rain, seen from inside",
        OriginalTitle = "پنجره",
        AlsoKnownAs = ["Panjereh", "Das Fenster"],
        Languages = ["fa"],
        Countries = ["Iran", "France"],
        Cast = ["Ida Ibsen", "Olaf Orr"],
        Imdb = "tt0000002",
        ImdbRating = 7.1m,
        Rating = 3.5m,
        Themes = ["memory", "rain"],
        Verdict = "Open it.",
        Excerpt = "A room, a window, a year.",
        Spoilers = true,
        Watched = "2026-09",
        Cover = "../images/window.png",
        CoverAlt = "A grey window",
        Body = """
            A paragraph with *stress*, **weight**, `code`, a [link](/reviews/zerkalo) and a note.[^1] She ||leaves him|| in the end, and ||the dog stays||.

            ## A heading

            ![A grey window](../images/window.png "The window, in the rain")

            > Words of somebody else.

            ### A smaller heading

            | Scene | Minutes | What is said in it, at some length |
            |---|--:|---|
            | The kitchen | 12 | Nothing at all, for as long as it takes to boil an egg |
            | The stairs | 3 | Too much |

            - one
            - two

            1. first
            2. second

            ```
            a line of code that is longer than a small screen is wide, so that it has to be scrolled or broken somewhere
            ```

            ::: spoiler How it ends
            The window is closed. [Somebody](/reviews/stalker) knocks.
            :::

            ---

            AnExtraordinarilyLongWordThatNoScreenOfThreeHundredAndTwentyPixelsCanHoldInOneLineWithoutBreakingIt.

            [^1]: A note with a [link](/about).
            """,
    };

    private static Story Plain => new("Nothing But a Title") { Slug = "plain", Directors = ["Nobody Known"] };

    private static Story LongTitle => new(string.Join(' ', Enumerable.Repeat("Donaudampfschifffahrtsgesellschaftskapitänswitwe", 5)))
    {
        Slug = "long-title",
        Directors = ["A. Very-Long-Hyphenated-Name von und zu Irgendwo", "Bo Berg", "Cy Coe", "Di Dorn", "Ed Eck"],
        Themes = ["a theme with a rather long name that goes on for a while", "rain"],
        ImdbRating = 8m,
    };
}

/// <summary>Lets the tests of a browser run one after another, with one <see cref="RichSite"/>.</summary>
[CollectionDefinition(RichSite.Collection)]
public sealed class BrowserTests : ICollectionFixture<RichSite>;
