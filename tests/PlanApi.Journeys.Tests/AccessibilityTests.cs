using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;
using Microsoft.Playwright;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests;

/// <summary>Every main page, also empty and in error, holds WCAG 2.2 AA as far as axe can tell, in light and in dark, and fits a phone.</summary>
[Collection(nameof(DemoMember))]
public sealed class AccessibilityTests(JourneyHost host) : Journey(host)
{
    private readonly List<string> _barriers = [];
    private IPage _page = null!;

    public override async ValueTask InitializeAsync() => _page = await NewPerson(new() { BypassCSP = true });

    [Fact]
    public async Task Pages_for_everyone()
    {
        await Scan("/", "/apps", "/apps/how-to-choose", "/member/goodbye", "/member/sign-in/plan/failed", "/enroll", "/enroll/terms", "/sandbox/sign-in", "/member/sign-in", "/review/sign-in", "/member/reset-password", "/dev/mailbox", "/no/such/page", "/docs", "/docs/authorization", "/docs/apis/patient-access", "/docs/apis/patient-access/Observation", "/docs/errors", "/docs/changes",
            "/samples/health-viewer/", "/samples/health-viewer/launch.html");
        await Submit("/enroll", "Submit");
        await Submit("/member/sign-in", "Sign in");
        await Submit("/member/enroll", "Continue");
        await _page.Field("Member number").FillAsync("1");
        await _page.Field("Date of birth").FillAsync("1984-09-30");
        await _page.Field("ZIP code").FillAsync("12207");
        await _page.Button("Continue").ClickAsync();
        await _page.Shows("Enter the code");
        await Note();
        await _page.Button("Activate and sign in").ClickAsync();
        await _page.Shows("There is a problem");
        await Note();

        _barriers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_for_developers_empty_and_filled()
    {
        await _page.Enroll("Barrier Free Health");
        await Scan("/sandbox/apps", "/sandbox/my-data", "/sandbox/apps/new");
        await Submit("/sandbox/apps/new", "Save");
        await _page.Register("Barrier Free", $"{Host.Address}{HealthViewerPages.Path}", $"{Host.Address}/samples/health-viewer/launch.html?client_id={{client id}}");
        var app = new Uri(_page.Url).AbsolutePath;
        await Scan($"{app}/launch", "/sandbox/initialize-patient", $"{app}/activity", $"{app}/rehearse", $"{app}/end-access");
        await Submit($"{app}/end-access", "End it now");
        await _page.GetByLabel("The access tokens that are out").CheckAsync();
        await _page.Button("End it now").ClickAsync();
        await _page.Shows("0 access tokens expired");
        await Note();
        await _page.GotoAsync($"{app}/rehearse");
        await _page.Field("Seconds").FillAsync("soon");
        await _page.Button("Start").ClickAsync();
        await _page.Shows("There is a problem");
        await Note();
        await _page.Field("Seconds").FillAsync("10");
        await _page.Button("Start").ClickAsync();
        await _page.Shows("Stop now");
        await Note();
        await _page.InitializePatient();
        await ScanAccount("/sandbox");
        await Scan("/sandbox/apps", app, $"{app}/edit", $"{app}/secret", $"{app}/secret/rotate", $"{app}/delete", $"{app}/request", "/sandbox/my-data");
        await Follow(_page.Locator(".card").GetByRole(AriaRole.Link).First);
        await Follow(_page.Locator("table").GetByRole(AriaRole.Link).First);
        await _page.GotoAsync($"{app}/request");
        await _page.Button("Check now").ClickAsync();
        await Note();
        await Checked($"{app}/request");

        _barriers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_for_reviewers()
    {
        await _page.GotoAsync("/review/requests");
        await _page.SignIn(DemoPlan.Reviewer);
        await _page.Shows("Production requests");
        await Scan("/review/requests", "/review/reports", "/review/apps");
        await Follow(_page.Locator("main table, main .cards").First.GetByRole(AriaRole.Link).First);
        await Submit("/review/reasons", "Keep it");
        await _page.Field("Reason").FillAsync("The privacy policy does not open.");
        await _page.Button("Keep it").ClickAsync();
        await Scan("/review/reasons", "/review/requests?show=changes");
        await _page.GotoAsync("/review/requests");
        await Follow(_page.Locator("main table, main .cards").First.GetByRole(AriaRole.Link).First);
        await _page.Button("Add note").ClickAsync();
        await _page.Shows("Write the note");
        await Note();
        await _page.Field("Note").FillAsync("Looks well kept.");
        await _page.Button("Add note").ClickAsync();
        await _page.Shows("Looks well kept.");
        await _page.Button("Claim").ClickAsync();
        await _page.Shows("You claimed it");
        await Checked(new Uri(_page.Url).AbsolutePath);
        await _page.Button("Release").ClickAsync();
        await _page.Shows("Nobody has claimed it");
        await Follow(_page.Link("Try this app"));
        await ScanAccount("/review");
        await Submit("/review/members", "Find the member");
        await _page.Field("Member number").FillAsync(DemoPlan.MemberNumber);
        await _page.Button("Find the member").ClickAsync();
        await _page.Shows("What staff did");
        await Note();
        var member = new Uri(_page.Url).AbsolutePath;
        await Submit($"{member}/send-reset-link", "Send the link");
        await Submit($"{member}/add-link", "Add the link");

        _barriers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_for_members_and_the_sample_app_with_data()
    {
        await _page.StartHealthViewer("Production");
        await _page.SignIn(DemoPlan.Member);
        await _page.Shows("Whose data?");
        await Note();
        await _page.GetByLabel("Maria").CheckAsync();
        await _page.Button("Continue").ClickAsync();
        await _page.Shows("Share data with");
        await Note();
        await _page.Button("Allow").ClickAsync();
        await _page.ShowsHealthData();
        await Note();
        await Scan("/member", "/member/apps", "/member/activity", "/member/activity?from=2020-01-01&to=2020-01-02", "/member/activity?from=yesterday");
        await _page.GotoAsync("/member/apps");
        await Follow(_page.Locator(".card").GetByRole(AriaRole.Link).First);
        await ScanRecord();
        await ScanAccount("/member");
        await _page.GotoAsync("/language/es?returnUrl=/member");
        await _page.Shows("Le damos la bienvenida");
        await Scan("/member", "/member/apps", "/member/activity", "/member/data", "/member/data/claims", "/member/account", "/apps/how-to-choose");
        await _page.GotoAsync("/language/en");

        _barriers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_for_members_without_data()
    {
        await _page.GotoAsync("/member");
        await _page.SignIn(DemoPlan.MemberWithoutRecord);
        await _page.Shows("No health record is linked");
        await Scan("/member", "/member/apps", "/member/activity", "/member/data");

        _barriers.ShouldBeEmpty();
    }

    /// <summary>The record's own pages, the one of its other parts filled, with texts to open and empty, and the record of a person who has less.</summary>
    private async Task ScanRecord()
    {
        await Scan("/member/data", "/member/data/results", "/member/data/documents", "/member/data/claims");
        await Follow(_page.Locator("main table").GetByRole(AriaRole.Link).First);
        await Scan($"/member/data?person={DemoPlan.ChildPatientId}", $"/member/data/devices?person={DemoPlan.ChildPatientId}");
    }

    private async Task ScanAccount(string portal)
    {
        await Scan($"{portal}/account", $"{portal}/account/email/sent", $"{portal}/account/email/no-such-link");
        await Submit($"{portal}/account/email", "Send the link");
        await Submit($"{portal}/account/password", "Change the password");
        await Submit($"{portal}/account/second-factor", "Turn it on");
        await Submit($"{portal}/account/delete", "Delete my account");
    }

    private async Task Scan(params string[] paths)
    {
        foreach (var path in paths)
        {
            await _page.GotoAsync(path);
            await Note();
        }
    }

    /// <summary>Has the app checked, and waits until the page tells what was found.</summary>
    private async Task Checked(string path)
    {
        await _page.GotoAsync(path);
        if (await _page.Button("Check now").IsVisibleAsync())
        {
            await _page.Button("Check now").ClickAsync();
        }

        await Eventually.Holds(
            async () =>
            {
                await _page.GotoAsync(path);
                return await _page.Button("Check again").IsVisibleAsync();
            },
            "the pre-flight");
        await Note();
    }

    /// <summary>Sends the page's form empty, for the page with its errors.</summary>
    private async Task Submit(string path, string button)
    {
        await _page.GotoAsync(path);
        await _page.Button(button).ClickAsync();
        await _page.Shows("There is a problem");
        await Note();
    }

    private async Task Follow(ILocator link)
    {
        var before = _page.Url;
        await link.ClickAsync();
        await _page.WaitForURLAsync(url => url != before);
        await Note();
    }

    private async Task Note() => _barriers.AddRange(await _page.Barriers());
}
