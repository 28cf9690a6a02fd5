using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests.Walks;

/// <summary>The sandbox portal of a new developer: empty, then with an application and a synthetic patient.</summary>
internal static class DevelopersPages
{
    public static async Task PagesOfDevelopers(this Walk walk)
    {
        var page = walk.Page;
        var email = await page.Enroll("Barrier Free Health");
        await walk.Open("/sandbox/apps", "/sandbox/my-data", "/sandbox/apps/new");
        await walk.Submit("/sandbox/apps/new", "Save");
        var clientId = await page.Register("Barrier Free", $"{walk.Host.Address}{HealthViewerPages.Path}", $"{walk.Host.Address}/samples/health-viewer/launch.html?client_id={{client id}}");
        var app = new Uri(page.Url).AbsolutePath;
        await walk.Open($"{app}/launch", "/sandbox/my-data/initialize", $"{app}/activity", $"{app}/rehearse", $"{app}/end-access");
        await page.InitializePatient();
        await walk.SandboxConsent(clientId);
        await walk.EndingAndRehearsing(app);
        await walk.Account("/sandbox");
        await walk.Team();
        await walk.Open("/sandbox/apps", app, $"{app}/edit", $"{app}/secret", $"{app}/secret/rotate", $"{app}/delete", $"{app}/launch", $"{app}/request", "/sandbox/my-data");
        await walk.Follow(page.Locator(".card").GetByRole(AriaRole.Link).First);
        await walk.Follow(page.GetByRole(AriaRole.Link, new() { Name = "Remove this patient" }));
        await page.GoBackAsync();
        await walk.Follow(page.Locator("table").GetByRole(AriaRole.Link).First);
        await page.GotoAsync($"{app}/request");
        await page.Button("Check now").ClickAsync();
        await walk.Note();
        await walk.Checked($"{app}/request");
        await walk.Open($"{app}/activity");
        await walk.KeptForm(email);
        await walk.CodeAtSignIn(email);
    }

    private static async Task EndingAndRehearsing(this Walk walk, string app)
    {
        var page = walk.Page;
        await walk.Submit($"{app}/end-access", "End it now");
        await page.GetByLabel("The access tokens that are out").CheckAsync();
        await walk.Press("End it now", "expired");
        await page.GotoAsync($"{app}/rehearse");
        await page.Field("Seconds").FillAsync("soon");
        await walk.Press("Start", "There is a problem");
        await page.Field("Seconds").FillAsync("10");
        await walk.Press("Start", "Stop now");
    }

    private static async Task SandboxConsent(this Walk walk, string clientId)
    {
        await walk.Page.InitializePatient();
        await Eventually.Holds(
            async () =>
            {
                await walk.Page.GotoAsync("/sandbox/my-data");
                return await walk.Page.Locator(".card", new() { HasText = "born" }).CountAsync() == 2;
            },
            "the second patient");
        await walk.Page.StartHealthViewer("Sandbox", clientId);
        await walk.Page.Shows("Whose data?");
        await walk.Note();
        await walk.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await walk.Press("Continue", "Share data with");
        await walk.Page.Button("Allow").ClickAsync();
        await walk.Page.ShowsHealthData();
    }

    private static async Task KeptForm(this Walk walk, string email)
    {
        await walk.Page.GotoAsync("/sandbox/apps/new");
        await walk.Page.Field("Application Name").FillAsync("Half Typed");
        var phone = await walk.NewPerson();
        await phone.GotoAsync("/sandbox/account");
        await phone.SignIn(email, Vendors.Password);
        await phone.Button("Sign out everywhere else").ClickAsync();
        await phone.Shows("You are signed out everywhere else");
        await walk.Page.Button("Save").ClickAsync();
        await walk.Page.SignIn(email, Vendors.Password);
        await walk.Page.Shows("Nothing is lost");
        await walk.Note();
    }

    private static async Task CodeAtSignIn(this Walk walk, string email)
    {
        var page = walk.Page;
        await page.GotoAsync("/sandbox/account/second-factor");
        await page.Field("Code").FillAsync(Phone.Code(await page.Locator("main code").First.InnerTextAsync(), walk.Host.Clock.GetUtcNow()));
        await page.Field("Your password").FillAsync(Vendors.Password);
        await walk.Press("Turn it on", "Recovery codes");
        await walk.Open("/sandbox/account/second-factor");
        await walk.Passkey();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sandbox/sign-in");
        await page.SignIn(email, Vendors.Password);
        await page.Shows("Enter your code");
        await walk.Note();
        await walk.Press("Sign in", "There is a problem");
    }

    private static async Task Passkey(this Walk walk)
    {
        var page = walk.Page;
        await page.PlugInAuthenticator();
        await page.AskForPasskey();
        await page.Shows("You have five minutes");
        await walk.Note();
        await page.Button("Make the passkey").ClickAsync();
        await page.WaitForURLAsync("**/sandbox/account?*");
        await walk.Open("/sandbox/account/passkeys");
        await walk.Follow(page.Link("Remove My laptop"));
        await walk.Press("Remove it", "There is a problem");
        await page.Field("Your password").FillAsync(Vendors.Password);
        await page.Button("Remove it").ClickAsync();
        await page.WaitForURLAsync("**/sandbox/account?*");
    }
}
