using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

/// <summary>Journeys of the one demo member: a newer consent for the same app and person replaces the older, so they take turns.</summary>
[CollectionDefinition(nameof(DemoMember))]
public sealed class DemoMember;

[Collection(nameof(DemoMember))]
public sealed class MemberJourney(JourneyHost host) : Journey(host)
{
    private const string App = "Health Viewer";
    private const string Member = "Maria G. Alvarez";

    [Fact]
    public async Task A_member_launches_an_app_from_the_gallery_sees_what_it_reads_and_revokes_it()
    {
        var page = await NewPerson();
        await page.GotoAsync("/");
        await page.Link("App gallery").ClickAsync();
        await page.Link($"Launch {App}").ClickAsync();
        await page.SignIn(DemoPlan.Member);
        await page.GetByLabel(Member).CheckAsync();
        await page.Button("Launch").ClickAsync();
        await page.Shows($"Share data with {App}?");
        await page.Shows(Member);
        await page.Button("Allow").ClickAsync();
        await page.ShowsHealthData(Member);

        var portal = await page.Context.NewPageAsync();
        await portal.GotoAsync("/member");
        await portal.Link("Activity").First.ClickAsync();
        await WaitFor(portal, "Claims and costs");
        (await Download(portal, "Download as a file for spreadsheets (CSV)")).ShouldContain($",{App},{Member},Claims and costs,");
        await portal.Link("Connected apps").First.ClickAsync();
        await portal.Shows("Insurance coverage");
        await portal.Link($"Revoke access of {App} to data of {Member}").ClickAsync();
        await portal.Button("Revoke access").ClickAsync();
        await portal.Shows("Access is revoked");

        await page.Button("Reload data").ClickAsync();
        await page.Shows("Access was revoked");
        await page.ShowsNo("Date of birth");
        await page.Button("Refresh access").ClickAsync();
        await page.Shows("Access was revoked");

        await page.Button("Connect again").ClickAsync();
        await page.GetByLabel(Member).CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Button("Allow").ClickAsync();
        await page.ShowsHealthData(Member);
        await portal.ReadMail(DemoPlan.Member, $"{App} is connected to your health data");
    }

    [Fact]
    public async Task A_member_reads_the_own_record_and_takes_it_along()
    {
        var page = await NewPerson();
        await page.GotoAsync("/member");
        await page.SignIn(DemoPlan.Member);
        await page.Link("My data").First.ClickAsync();
        await page.Shows($"Record of {Member}");
        await page.Link("Claims and costs").ClickAsync();
        await page.Shows("Your share");
        await page.Locator("main table").GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Shows("What was billed");
        await page.Link("My data").First.ClickAsync();

        (await Download(page, "Download the record")).ShouldContain("\"type\":\"collection\"");

        await page.GetByRole(AriaRole.Link, new() { Name = "Leo" }).ClickAsync();
        await page.Shows("You see this record as");
        await page.Link("Vaccines").ClickAsync();
        await page.Shows("Record of Leo");
    }

    [Fact]
    public async Task A_member_starts_in_the_app_and_gets_a_fresh_token_when_asked()
    {
        var page = await NewPerson();
        await page.StartHealthViewer("Production");
        await page.SignIn(DemoPlan.Member);
        await page.GetByLabel(Member).CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Button("Allow").ClickAsync();
        await page.ShowsHealthData(Member);

        await page.Button("Refresh access").ClickAsync();
        await page.Shows("Access was refreshed");
        await page.Button("Reload data").ClickAsync();

        await page.ShowsHealthData(Member);
    }

    [Fact]
    public async Task Denying_gives_the_app_nothing_and_it_says_so()
    {
        var page = await NewPerson();
        await page.StartHealthViewer("Production");
        await page.SignIn(DemoPlan.Member);
        await page.GetByLabel(Member).CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Button("Deny").ClickAsync();

        await page.Shows("You did not allow access");
    }

    [Fact]
    public async Task A_member_without_a_record_is_told_so_in_the_gallery_and_on_the_way_from_the_app()
    {
        var page = await NewPerson();
        await page.GotoAsync("/apps");
        await page.Link($"Launch {App}").ClickAsync();
        await page.SignIn(DemoPlan.MemberWithoutRecord);
        await page.Shows("not linked to a health record");

        await page.StartHealthViewer("Production");

        await page.Shows("No patient record is linked to your account");
    }

    private static async Task<string> Download(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Link(link).ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    /// <summary>The activity page is a moment behind: it says so, and a person reloads it.</summary>
    private static async Task WaitFor(IPage page, string words)
    {
        for (var tries = 0; !(await page.Locator("main").InnerTextAsync()).Contains(words, StringComparison.OrdinalIgnoreCase); tries++)
        {
            tries.ShouldBeLessThan(100, $"'{words}' never showed on {page.Url}");
            await Task.Delay(100);
            await page.ReloadAsync();
        }
    }
}
