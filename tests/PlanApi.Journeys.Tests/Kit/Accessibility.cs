using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>Holds pages to WCAG 2.2 AA by axe, in light and in dark, and to a width of 320 pixels without scrolling sideways (1.4.10, reflow).</summary>
internal static class Accessibility
{
    private static readonly object Wcag22AA = Only("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    // The rules that measure colours; all others see the same page in either scheme.
    private static readonly object Colours = Only("rule", "color-contrast", "link-in-text-block");

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Run in the page itself: axe's own way from .NET opens another page for each scan and brings everything that passed over to here.
    private const string Run = """
        async rules => {
          const found = await axe.run(document, rules);
          return { passes: found.passes.length, violations: found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${v.help}: ${n.html} ${n.any[0]?.message ?? ''}`)) };
        }
        """;

    /// <summary>Scans the page as it stands now.</summary>
    /// <returns>What it found, a line each; empty when all is well.</returns>
    public static async Task<IReadOnlyList<string>> Barriers(this IPage page)
    {
        await page.EvaluateAsync(Axe);
        return [.. await Found(page, ColorScheme.Light, Wcag22AA), .. await Found(page, ColorScheme.Dark, Colours), .. await Sideways(page)];
    }

    private static object Only(string type, params string[] values) => new { runOnly = new { type, values }, resultTypes = new[] { "violations" } };

    private static async Task<IEnumerable<string>> Found(IPage page, ColorScheme scheme, object rules)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var result = await page.EvaluateAsync<Result>(Run, rules);
        result.Passes.ShouldBePositive();
        return result.Violations.Select(v => $"{new Uri(page.Url).PathAndQuery} ({scheme}): {v}");
    }

    private static async Task<IReadOnlyList<string>> Sideways(IPage page)
    {
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, size.Height);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return width > 320 ? [$"{new Uri(page.Url).PathAndQuery}: {width} pixels wide on a screen of 320"] : [];
    }

    private sealed record Result(int Passes, string[] Violations)
    {
        public Result() : this(0, [])
        {
        }
    }
}
