using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>A person who uses no pointer.</summary>
internal static class Keyboard
{
    /// <summary>Presses Tab until the control with this name has the focus, and sees that the focus shows.</summary>
    public static async Task TabTo(this IPage page, string name)
    {
        const int enough = 60;
        for (var i = 0; i < enough; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await FocusedName(page) is { } focused && focused.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldNotBe("none", $"the focus on '{name}' does not show");
                return;
            }
        }

        throw new ShouldAssertException($"Tab never reached '{name}' on {page.Url}");
    }

    private static Task<string?> FocusedName(IPage page) => page.EvaluateAsync<string?>(
        "(e => e?.labels?.[0]?.innerText ?? e?.getAttribute('aria-label') ?? e?.innerText)(document.activeElement)");
}
