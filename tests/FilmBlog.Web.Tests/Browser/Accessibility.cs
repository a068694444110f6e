using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>What axe finds on a page, in both schemes and on screens of several widths.</summary>
internal static class Accessibility
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    // What a scheme can break; the rest is the same in both.
    private static readonly AxeRunOptions RulesOfColour = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] },
    };

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
                var found = await page.RunAxe(scheme == ColorScheme.Light ? Rules : RulesOfColour);
                broken.AddRange(found.Violations.SelectMany(v => v.Nodes.Select(n => $"{page.Url} {width} {scheme}: {v.Id}: {n.Html}: {v.Help}")));
            }
        }

        return broken;
    }
}
