using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>Holds pages to WCAG 2.2 AA by axe, in light and in dark, and to a width of 320 pixels without scrolling sideways (1.4.10, reflow).</summary>
internal static class Accessibility
{
    private static readonly AxeRunOptions Wcag22AA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    // The rules that measure colours; all others see the same page in either scheme.
    private static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    /// <summary>Scans the page as it stands now.</summary>
    /// <returns>What it found, a line each; empty when all is well.</returns>
    public static async Task<IReadOnlyList<string>> Barriers(this IPage page) =>
        [.. await Found(page, ColorScheme.Light, Wcag22AA), .. await Found(page, ColorScheme.Dark, Colours), .. await Sideways(page)];

    private static async Task<IEnumerable<string>> Found(IPage page, ColorScheme scheme, AxeRunOptions rules)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var result = await page.RunAxe(rules);
        result.Passes.ShouldNotBeEmpty();
        return result.Violations.SelectMany(v => v.Nodes.Select(n => $"{new Uri(page.Url).PathAndQuery} ({scheme}): {v.Id}: {v.Help}: {n.Html} {n.Any.FirstOrDefault()?.Message}"));
    }

    private static async Task<IReadOnlyList<string>> Sideways(IPage page)
    {
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, size.Height);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return width > 320 ? [$"{new Uri(page.Url).PathAndQuery}: {width} pixels wide on a screen of 320"] : [];
    }
}
