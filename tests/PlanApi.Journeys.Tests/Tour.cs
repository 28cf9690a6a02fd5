using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

/// <summary>Walks the README's tour and takes its pictures; <c>docs/make-screenshots</c> runs it, and no other run does.</summary>
public sealed class Tour(JourneyHost host) : Journey(host)
{
    private static readonly ViewportSize Wide = new() { Width = 1280, Height = 860 };
    private static readonly ViewportSize Narrow = new() { Width = 390, Height = 844 };

    [Fact(Explicit = true)]
    public async Task Take_the_pictures()
    {
        var anyone = await NewPerson(new() { ViewportSize = Wide });
        await Take(anyone, "/", "home");
        await Take(anyone, "/apps", "gallery");
        await Take(anyone, "/enroll", "enrollment");

        await Developer();
        await Reviewer();
        await Member();
    }

    private async Task Developer()
    {
        var page = await NewPerson(new() { ViewportSize = Wide });
        await page.Enroll("Bright Care Apps");
        await page.GotoAsync("/sandbox/apps/new");
        await page.Field("Application Name").FillAsync("Claims at a Glance");
        await page.Field("Redirect URL").FillAsync("https://claims.brightcare.example/callback");
        await page.Field("Launch URL").FillAsync("https://claims.brightcare.example/launch");
        await Take(page, "application");
        await page.InitializePatient();
        await Take(page, "/sandbox/my-data", "my-data");
    }

    private async Task Reviewer()
    {
        var page = await NewPerson(new() { ViewportSize = Wide });
        await page.GotoAsync("/review/requests");
        await page.SignIn(DemoPlan.Reviewer);
        await page.Locator("main table").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Button("Approve").WaitForAsync();
        await Take(page, "review", wholePage: true);
    }

    private async Task Member()
    {
        var page = await NewPerson(new() { ViewportSize = Wide });
        await page.StartHealthViewer("Production");
        await page.SignIn(DemoPlan.Member);
        await page.GetByLabel("Maria").CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Button("Allow").WaitForAsync();
        await Take(page, "consent");
        await TakeNarrow(page, "consent-narrow");
        await page.Button("Allow").ClickAsync();
        await page.ShowsHealthData();
        await Take(page, "health-viewer");
        await TakeNarrow(page, "health-viewer-narrow");
        await Take(page, "/member/apps", "connected-apps");
        await Take(page, "/member/activity", "activity");
    }

    private static async Task Take(IPage page, string path, string name)
    {
        await page.GotoAsync(path);
        await Take(page, name);
    }

    private static async Task TakeNarrow(IPage page, string name)
    {
        await page.SetViewportSizeAsync(Narrow.Width, Narrow.Height);
        await Take(page, name);
        await page.SetViewportSizeAsync(Wide.Width, Wide.Height);
    }

    private static async Task Take(IPage page, string name, bool wholePage = false)
    {
        await page.EvaluateAsync("document.activeElement?.blur(); window.scrollTo(0, 0)");
        var folder = Environment.GetEnvironmentVariable("PLANAPI_SCREENSHOTS") ?? throw new InvalidOperationException("Run docs/make-screenshots, which says where the pictures go.");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = wholePage, Animations = ScreenshotAnimations.Disabled });
    }
}
