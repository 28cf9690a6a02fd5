using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>A device that keeps passkeys, as the browser's own tools pretend it: it is always unlocked.</summary>
internal static class Passkeys
{
    public static async Task PlugInAuthenticator(this IPage page)
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

    /// <summary>Names a passkey and confirms with the password; the next page asks the browser for it.</summary>
    public static async Task AskForPasskey(this IPage page)
    {
        await page.GotoAsync("/sandbox/account/passkeys");
        await page.Field("Name").FillAsync("My laptop");
        await page.Field("Your password").FillAsync(Vendors.Password);
        await page.Button("Continue").ClickAsync();
    }
}
