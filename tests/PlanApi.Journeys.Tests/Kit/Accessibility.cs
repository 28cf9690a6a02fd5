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

    /// <summary>Scans the page as it stands now. Axe measures colours, so each scheme is scanned by itself.</summary>
    /// <returns>What it found, a line each; empty when all is well.</returns>
    public static async Task<IReadOnlyList<string>> Barriers(this IPage page)
    {
        var found = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var result = await page.RunAxe(Wcag22AA);
            result.Passes.ShouldNotBeEmpty();
            found.AddRange(result.Violations.SelectMany(v => v.Nodes.Select(n => $"{new Uri(page.Url).PathAndQuery} ({scheme}): {v.Id}: {v.Help}: {n.Html} {n.Any.FirstOrDefault()?.Message}")));
        }

        return [.. found, .. await Sideways(page)];
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
