using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>What a developer does in the sandbox portal, page by page.</summary>
internal static class Vendors
{
    public const string Password = "correct horse battery staple";

    /// <summary>From the enrollment form, over the mail, to the empty list of applications, signed in.</summary>
    /// <returns>The developer's address.</returns>
    public static async Task<string> Enroll(this IPage page, string organization)
    {
        await page.GotoAsync("/enroll");
        return await page.FillInEnrollment(organization);
    }

    /// <summary>The same, from the form that is shown.</summary>
    public static async Task<string> FillInEnrollment(this IPage page, string organization)
    {
        var address = People.NewAddress("developer");
        await page.Field("First name").FillAsync("Dana");
        await page.Field("Last name").FillAsync("Developer");
        await page.Field("Work e-mail").FillAsync(address);
        await page.Field("Organization legal name").FillAsync(organization);
        await page.Field("Organization website").FillAsync("https://journeys.example");
        await page.Field("Country").SelectOptionAsync("United States");
        await page.Field("What is the app for?").FillAsync("Helps members understand their claims.");
        await page.GetByLabel("I accept the terms of use").CheckAsync();
        await page.Button("Submit").ClickAsync();
        await page.Shows("Check your e-mail");

        var mail = await page.ReadMail(address, "password");
        await mail.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Field("Password").FillAsync(Password);
        await page.Field("Password again").FillAsync(Password);
        await page.Button("Set password and sign in").ClickAsync();
        await page.Shows("No applications yet");
        return address;
    }

    /// <summary>Fills in "New Application" and saves it; what is not given stays as the form suggests.</summary>
    /// <returns>The client id.</returns>
    public static async Task<string> Register(this IPage page, string name, string redirectUrl, string launchUrl = "", string oAuthType = "Authorization Code + PKCE", string type = "Browser")
    {
        await page.GotoAsync("/sandbox/apps");
        await page.Link("New Application").ClickAsync();
        var clientId = await page.Field("Client ID").InputValueAsync();
        await page.Field("Application Name").FillAsync(name);
        await page.GetByLabel(oAuthType, new() { Exact = true }).CheckAsync();
        await page.Field("Redirect URL").FillAsync(redirectUrl);
        await page.Field("Launch URL").FillAsync(launchUrl.Replace("{client id}", clientId, StringComparison.Ordinal));
        await page.Field("Description").FillAsync("Shows a member's coverage and claims.");
        await page.GetByLabel(type, new() { Exact = true }).CheckAsync();
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.Heading(name)).ToBeVisibleAsync();
        return clientId;
    }

    /// <summary>From the app's page: asks to see its secret.</summary>
    public static async Task<string> ShowSecret(this IPage page)
    {
        await page.Link("Show secret").ClickAsync();
        await page.Field("Your password").FillAsync(Password);
        await page.Button("Show secret").ClickAsync();
        return await page.Locator("#secret").InnerTextAsync();
    }

    /// <summary>Makes a synthetic patient and waits, as the page says, until it is there.</summary>
    public static async Task InitializePatient(this IPage page, string scenario = "Typical adult")
    {
        await page.GotoAsync("/sandbox/apps");
        await page.Link("Initialize Patient").ClickAsync();
        await page.GetByLabel(scenario).CheckAsync();
        await page.Button("Initialize Patient").ClickAsync();
        await Assertions.Expect(page.Locator("main").GetByText(new Regex("born", RegexOptions.None, TimeSpan.FromSeconds(1))).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
