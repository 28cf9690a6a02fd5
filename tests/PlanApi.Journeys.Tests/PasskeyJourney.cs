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
        await PlugIn(page);
        await page.GotoAsync("/sandbox/account/passkeys");
        await page.Field("Name").FillAsync("My laptop");
        await page.Field("Your password").FillAsync(Vendors.Password);
        await page.Button("Continue").ClickAsync();
        await page.Shows("You have five minutes");
        (await page.Barriers()).ShouldBeEmpty();
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
        (await page.Barriers()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_the_page_says_what_passkeys_need()
    {
        var page = await NewPerson(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.Enroll("Scriptless Health");
        await page.GotoAsync("/sandbox/account/passkeys");
        await page.Field("Name").FillAsync("My laptop");
        await page.Field("Your password").FillAsync(Vendors.Password);
        await page.Button("Continue").ClickAsync();

        await page.Shows("Passkeys need a current browser");
        (await page.Button("Make the passkey").IsVisibleAsync()).ShouldBeFalse();
    }

    private static async Task PlugIn(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
            },
        });
    }
}
