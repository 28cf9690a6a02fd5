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
        await page.Field("Description").FillAsync("Shows members what their plan paid, and for what.");
        await page.Button("Save").ClickAsync();
        await page.InitializePatient();
        await Take(page, "/sandbox/my-data", "my-data");
    }

    /// <summary>The demo vendor changes an approved app, so that the reviewer has two sets of details to compare.</summary>
    private async Task Reviewer()
    {
        const string app = "Care Compass";
        var reviewer = await NewPerson(new() { ViewportSize = Wide });
        await reviewer.GotoAsync("/review/requests");
        await reviewer.SignIn(DemoPlan.Reviewer);
        await reviewer.Link(app).ClickAsync();
        await reviewer.Button("Approve").ClickAsync();
        await reviewer.Shows("Nothing waits");

        var vendor = await NewPerson(new() { ViewportSize = Wide });
        await vendor.GotoAsync("/sandbox/apps");
        await vendor.SignIn(DemoPlan.Vendor);
        await vendor.Link($"Edit {app}").ClickAsync();
        await vendor.Field("Security Policy URL").FillAsync("https://compass.demo.example/security");
        await vendor.Button("Send Request").ClickAsync();
        await vendor.Button("Send Request").ClickAsync();
        await vendor.Shows("The plan's reviewers decide");

        await reviewer.GotoAsync("/review/requests");
        await reviewer.Link(app).First.ClickAsync();
        await reviewer.Button("Approve").WaitForAsync();
        await Take(reviewer, "review", wholePage: true);
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
        await Take(page, "/member/data/claims", "claims");
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
