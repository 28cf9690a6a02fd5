using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>The sample app's pages, as its user sees them.</summary>
internal static class HealthViewerPages
{
    public const string Path = "/samples/health-viewer/index.html";

    public static async Task StartHealthViewer(this IPage page, string where, string? clientId = null)
    {
        await page.GotoAsync("/samples/health-viewer/");
        await page.GetByLabel(where).CheckAsync();
        if (clientId is not null)
        {
            await page.Field("Client ID").FillAsync(clientId);
        }

        await page.Button("Connect").ClickAsync();
    }

    /// <summary>The app shows a person, an active coverage, and claims with amounts.</summary>
    public static async Task ShowsHealthData(this IPage page, string? person = null)
    {
        await page.Arrives(Path);
        await page.Shows("Your data is up to date");
        if (person is not null)
        {
            await Assertions.Expect(page.Heading(person)).ToBeVisibleAsync();
        }

        await page.Shows("Date of birth");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Coverage" })).ToContainTextAsync("Active");
        await page.Locator("summary").First.ClickAsync();
        await Assertions.Expect(page.Locator("details[open]")).ToContainTextAsync("Plan paid");
    }
}
