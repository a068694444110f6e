using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>What axe finds on a page, in both schemes and on screens of several widths.</summary>
internal static class Accessibility
{
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private static readonly object Rules = new { runOnly = new { type = "tag", values = Tags }, resultTypes = Violations };

    // What a scheme can break; the rest is the same in both.
    private static readonly object RulesOfColour = new { runOnly = new { type = "rule", values = new[] { "color-contrast", "link-in-text-block" } }, resultTypes = Violations };

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Of the nodes that break nothing, only one a rule is told in full.
    private static string[] Violations => ["violations"];

    /// <summary>Which rules a page breaks, and on which of the screens it is wider than they are.</summary>
    /// <param name="page">A page that is open; its window keeps the last width and the dark scheme.</param>
    /// <param name="widths">Of the screens, in pixels.</param>
    public static async Task<IReadOnlyList<string>> BrokenAsync(this IPage page, params int[] widths)
    {
        var broken = new List<string>();
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width)
            {
                broken.Add($"{page.Url}: {wide} pixels on a screen of {width}");
            }

            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                broken.AddRange((await page.BrokenRulesAsync(scheme == ColorScheme.Light ? Rules : RulesOfColour)).Select(rule => $"{page.Url} {width} {scheme}: {rule}"));
            }
        }

        return broken;
    }

    /// <summary>Which rules a page breaks as it is shown now.</summary>
    public static Task<string[]> BrokenRulesAsync(this IPage page) => page.BrokenRulesAsync(Rules);

    // The library's own way opens another window for each run. There are no frames here that would have to be put together.
    private static async Task<string[]> BrokenRulesAsync(this IPage page, object rules)
    {
        if (await page.EvaluateAsync<bool>("() => window.axe === undefined"))
        {
            await page.EvaluateAsync(Axe);
        }

        return await page.EvaluateAsync<string[]>(
            """
            async rules => {
              const { testEngine, violations, passes } = await axe.run(document, rules);
              if (testEngine.name !== "axe-core" || violations.length + passes.length === 0) throw new Error("axe ran no rule");
              return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}: ${rule.help}`));
            }
            """,
            rules);
    }
}
