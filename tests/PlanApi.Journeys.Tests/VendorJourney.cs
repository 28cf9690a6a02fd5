using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

/// <summary>A developer who comes for the first time, with nothing but what the pages say.</summary>
public sealed class VendorJourney(JourneyHost host) : Journey(host)
{
    [Fact]
    public async Task From_the_start_page_to_a_synthetic_patients_claims_in_the_developers_own_app()
    {
        var page = await NewPerson();
        await page.GotoAsync("/");
        await page.Link("Vendor Enrollment to Sandbox").First.ClickAsync();
        await page.FillInEnrollment("First Light Health");
        var (redirect, launch) = await SampleAddresses(page);
        var clientId = await page.Register("Claims at a Glance", redirect, launch);

        await page.InitializePatient();
        await ReadsMyData(page);

        await page.GotoAsync("/sandbox/apps");
        await page.GetByRole(AriaRole.Link, new() { Name = "Launch App" }).ClickAsync();
        await LaunchesAndConsents(page, clientId);

        await page.GotoAsync("/sandbox/apps");
        await page.Link("Claims at a Glance").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Launch App" }).ClickAsync();
        await LaunchesAndConsents(page, clientId);
    }

    [Fact]
    public async Task A_developer_starts_the_app_by_itself_and_signs_in_on_the_way()
    {
        var developer = await NewPerson();
        var address = await developer.Enroll("Standalone Health");
        var clientId = await developer.Register("Standalone", (await SampleAddresses(developer)).Redirect);
        await developer.InitializePatient();

        var page = await NewPerson();
        await page.StartHealthViewer("Sandbox", clientId);
        await page.SignIn(address, Vendors.Password);
        await page.Button("Allow").ClickAsync();

        await page.ShowsHealthData();
        await page.Shows("Sandbox");
    }

    /// <summary>What the sample app tells developers to register; the form leads there.</summary>
    private static async Task<(string Redirect, string Launch)> SampleAddresses(IPage page)
    {
        await page.Link("New Application").ClickAsync();
        await page.Link("Health Viewer").ClickAsync();
        await Assertions.Expect(page.Locator("#launch-url")).Not.ToBeEmptyAsync();
        return (await page.Locator("#redirect-url").InnerTextAsync(), await page.Locator("#launch-url").InnerTextAsync());
    }

    private static async Task ReadsMyData(IPage page)
    {
        await page.Link("My Data").First.ClickAsync();
        await page.GetByRole(AriaRole.Article).Or(page.Locator(".card")).First.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Shows("ExplanationOfBenefit");
        await page.GetByRole(AriaRole.Region, new() { Name = "Coverage" }).GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).ClickAsync();
        await page.Shows("\"resourceType\": \"Coverage\"");
    }

    private static async Task LaunchesAndConsents(IPage page, string clientId)
    {
        await page.Button("Launch App").ClickAsync();
        await page.Field("Client ID").FillAsync(clientId);
        await page.Button("Continue").ClickAsync();
        await page.Shows("Share data with Claims at a Glance?");
        await page.Button("Allow").ClickAsync();
        await page.ShowsHealthData();
    }
}
