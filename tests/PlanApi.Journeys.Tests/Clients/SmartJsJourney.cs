using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.TestKit;
using AppType = PlanApi.AppRegistry.Contracts.ApplicationType;

namespace PlanApi.Journeys.Tests.Clients;

/// <summary>A browser app that speaks SMART by somebody else's library works at first try.</summary>
[Collection(nameof(DemoMember))]
public sealed class SmartJsJourney(JourneyHost host) : Journey(host)
{
    private const string ReadAll = "Read: patient true, user Patient true, coverages true";
    private const string Refreshed = "Refresh: access token changed true, refresh token rotated true, patient kept true";
    private const string Member = "Maria G. Alvarez";

    [Fact]
    public async Task Launched_from_the_developers_portal_it_reads_and_refreshes()
    {
        var page = await NewPerson();
        await using var app = new SmartJsApp();
        await app.Start();
        await page.Enroll("SMART JS Health");
        await page.Register("SMART JS", app.RedirectUrl, app.LaunchUrl);
        await page.InitializePatient();

        await page.GotoAsync("/sandbox/apps");
        await page.GetByRole(AriaRole.Link, new() { Name = "Launch App" }).ClickAsync();
        await page.Button("Launch App").ClickAsync();
        await page.Button("Allow").ClickAsync();

        await page.Shows("Connected");
        await page.Button("Read").ClickAsync();
        await page.Shows($"1. {ReadAll}");
        await page.Button("Refresh").ClickAsync();
        await page.Shows($"2. {Refreshed}");
        await page.Button("Read").ClickAsync();
        await page.Shows($"3. {ReadAll}");
    }

    [Fact]
    public async Task Started_by_a_member_it_reads_and_refreshes_until_the_member_revokes_it()
    {
        var page = await NewPerson();
        await using var app = new SmartJsApp();
        await app.Start();
        var (_, approved) = await Host.ApprovedApp(AppForm.Valid("SMART JS").With(
            ("redirectUrls", app.RedirectUrl), ("launchUrl", ""), ("applicationType", nameof(AppType.Native)),
            ("scopes", "launch/patient"), ("scopes", "openid"), ("scopes", "fhirUser"), ("scopes", "offline_access"), ("scopes", "patient/Patient.read"), ("scopes", "patient/Coverage.read")));

        await page.GotoAsync(app.StartUrl($"{Host.Address}/fhir", approved.ClientId));
        await page.SignIn(DemoPlan.Member);
        await page.GetByLabel(Member).CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Button("Allow").ClickAsync();
        await page.Shows("Connected");
        await page.Button("Read").ClickAsync();
        await page.Shows($"1. {ReadAll}");
        await page.Button("Refresh").ClickAsync();
        await page.Shows($"2. {Refreshed}");

        var portal = await page.Context.NewPageAsync();
        await portal.GotoAsync("/member/apps");
        await portal.Link($"Revoke access of SMART JS to data of {Member}").ClickAsync();
        await portal.Button("Revoke access").ClickAsync();
        await portal.Shows("Access is revoked");

        await page.Button("Read").ClickAsync();
        await page.Shows("3. Read failed");
        await page.Button("Refresh").ClickAsync();
        await page.Shows("4. Refresh failed");
    }
}
