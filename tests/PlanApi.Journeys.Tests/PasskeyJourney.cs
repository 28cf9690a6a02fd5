using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

/// <summary>A vendor adds a passkey with the browser's own WebAuthn, on a virtual authenticator, and signs in with it.</summary>
public sealed class PasskeyJourney(JourneyHost host) : Journey(host)
{
    [Fact]
    public async Task A_passkey_is_made_in_the_browser_and_completes_the_next_sign_in()
    {
        var page = await NewPerson();
        var email = await page.Enroll("Passkey Health");
        await page.PlugInAuthenticator();
        await page.AskForPasskey();
        await page.Shows("You have five minutes");
        await page.Button("Make the passkey").ClickAsync();
        await page.Shows("Keep your recovery codes");

        await page.Button("Sign out").ClickAsync();
        await page.GotoAsync("/sandbox/sign-in");
        await page.SignIn(email, Vendors.Password);
        await page.Shows("Use your passkey");
        (await page.Barriers()).ShouldBeEmpty();
        await page.Button("Use a passkey").ClickAsync();

        await page.WaitForURLAsync("**/sandbox/apps");
        await page.GotoAsync("/sandbox/account/passkeys");
        await page.Shows("My laptop");
    }

    [Fact]
    public async Task Without_script_the_page_says_what_passkeys_need()
    {
        var page = await NewPerson(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.Enroll("Scriptless Health");
        await page.AskForPasskey();

        await page.Shows("Passkeys need a current browser");
        (await page.Button("Make the passkey").IsVisibleAsync()).ShouldBeFalse();
    }
}
