using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

public sealed class ProductionRequestJourney(JourneyHost host) : Journey(host)
{
    private const string App = "Care Calendar";
    private const string Reason = "The privacy policy does not say who gets the data.";

    [Fact]
    public async Task A_request_is_rejected_with_a_reason_mended_sent_again_approved_and_listed()
    {
        var vendor = await NewPerson();
        var address = await vendor.Enroll("Calendar Health");
        await vendor.Register(App, "https://calendar.journeys.example/callback");
        var appPage = vendor.Url;
        await SendRequest(vendor);

        var reviewer = await NewPerson();
        await reviewer.ReadMail(DemoPlan.Reviewer, App);
        await reviewer.GotoAsync("/review/requests");
        await reviewer.SignIn(DemoPlan.Reviewer);
        await reviewer.Link(App).ClickAsync();
        await reviewer.GetByLabel("Facts missing").CheckAsync();
        await reviewer.Field("Reason").FillAsync(Reason);
        await reviewer.Button("Reject").ClickAsync();
        await reviewer.Shows("Decided lately");

        await Assertions.Expect(await vendor.ReadMail(address, "was turned down")).ToContainTextAsync(Reason);
        await vendor.GotoAsync(appPage);
        await vendor.Shows("Rejected");
        await vendor.Shows(Reason);
        await vendor.Link("Edit").ClickAsync();
        await vendor.Field("Privacy Policy URL").FillAsync("https://calendar.journeys.example/privacy");
        await SendRequest(vendor);

        await reviewer.GotoAsync("/review/requests");
        await reviewer.GetByRole(AriaRole.Region, new() { Name = "Waiting" }).GetByRole(AriaRole.Link, new() { Name = App }).ClickAsync();
        await reviewer.Shows("https://calendar.journeys.example/privacy");
        await reviewer.Shows(Reason);
        await reviewer.Button("Approve").ClickAsync();

        await vendor.ReadMail(address, $"{App} is approved");
        await vendor.GotoAsync(appPage);
        await Assertions.Expect(vendor.GetByRole(AriaRole.Region, new() { Name = "App Status" })).ToContainTextAsync("Approved");
        var anyone = await NewPerson();
        await anyone.GotoAsync("/");
        await anyone.Link("App gallery").ClickAsync();
        await Assertions.Expect(anyone.Heading(App)).ToBeVisibleAsync();
    }

    /// <summary>From the app's page or its form: "Send Request", and the confirmation that these details go to production.</summary>
    private static async Task SendRequest(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Send Request" }).Or(page.Button("Send Request")).ClickAsync();
        await page.Shows("These details will be used in production");
        await page.Button("Send Request").ClickAsync();
        await page.Shows("The plan's reviewers decide; you get an e-mail.");
    }
}
