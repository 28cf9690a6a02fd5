using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests.Clients;

/// <summary>A confidential client that somebody else wrote works at first try, from discovery to revocation.</summary>
public sealed class OpenIdClientJourney(JourneyHost host) : Journey(host)
{
    /// <summary>What the app tells, a line for each step; see <c>openid-client/app.mjs</c>.</summary>
    private static readonly string[] Told =
    [
        "id_token of true, fhirUser true",
        "scope launch/patient openid fhirUser offline_access patient/Patient.rs",
        "patient read 200",
        "userinfo fhirUser true",
        "introspection active true, patient true, client true",
        "refreshed true, rotated true, patient true",
        "patient read 200",
        "after revocation: refresh invalid_grant, introspection active false, patient read 401",
    ];

    [Fact]
    public async Task It_discovers_signs_a_person_in_refreshes_introspects_and_revokes()
    {
        var developer = await NewPerson();
        await NodePackages.Need();
        await using var app = new OpenIdClientApp();
        await developer.Enroll("OpenID Client Health");
        var clientId = await developer.Register("OpenID Client", app.RedirectUrl, oAuthType: "Authorization Code + Secret", type: "Web");
        await app.Start($"{Host.Address}/sandbox", $"{Host.Address}/sandbox/fhir", clientId, await developer.ShowSecret());
        await developer.InitializePatient();

        await developer.GotoAsync(app.StartUrl("basic"));
        await developer.Button("Allow").ClickAsync();
        await Tells(developer);

        // The permission stands, and the app has proved who it is: nobody is asked again.
        await developer.GotoAsync(app.StartUrl("post"));
        await Tells(developer);
    }

    private static async Task Tells(IPage page)
    {
        await page.Arrives("/callback");
        (await page.Locator("body").InnerTextAsync()).Split('\n').ShouldBe(Told);
    }
}
