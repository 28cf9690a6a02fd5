using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

/// <summary>Apps live on origins of their own, and our pages' content security policy must let people get back to them without script.</summary>
public sealed class OtherOriginJourney(JourneyHost host) : Journey(host)
{
    [Theory]
    [InlineData("Allow", "Token 200, patient 200")]
    [InlineData("Deny", "Not connected: access_denied")]
    public async Task Without_JavaScript_sign_in_and_consent_lead_back_to_an_app_on_another_origin(string decision, string told)
    {
        await using var app = new OtherOriginApp(Host.Address);
        await app.Start();
        var developer = await NewPerson(new() { JavaScriptEnabled = false });
        var address = await developer.Enroll($"Other Origin {decision}");
        app.ClientId = await developer.Register("Server App", app.RedirectUrl, oAuthType: "Authorization Code + Secret", type: "Web");
        app.ClientSecret = await developer.ShowSecret();
        await developer.InitializePatient();

        var page = await NewPerson(new() { JavaScriptEnabled = false });
        await page.GotoAsync(app.AuthorizeUrl);
        await page.SignIn(address, Vendors.Password);
        await page.Button(decision).ClickAsync();

        await page.Arrives("/callback");
        (await page.Locator("body").InnerTextAsync()).ShouldBe(told);
    }
}
