using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

/// <summary>A vendor whose session is ended from another browser in the middle of a form.</summary>
public sealed class InterruptedFormJourney(JourneyHost host) : Journey(host)
{
    [Fact]
    public async Task Signed_out_elsewhere_while_typing_the_vendor_signs_in_and_sends_what_was_typed()
    {
        var page = await NewPerson();
        var email = await page.Enroll("Interrupted Health");
        await page.GotoAsync("/sandbox/apps/new");
        await page.Field("Application Name").FillAsync("Half Typed");
        await page.Field("Description").FillAsync("A long text that nobody types twice.");

        var phone = await NewPerson();
        await phone.GotoAsync("/sandbox/account");
        await phone.SignIn(email, Vendors.Password);
        await phone.Button("Sign out everywhere else").ClickAsync();
        await phone.Shows("You are signed out everywhere else");

        await page.Button("Save").ClickAsync();
        await page.SignIn(email, Vendors.Password);
        await page.Shows("Nothing is lost");
        await page.Locator("summary").ClickAsync();
        await page.Shows("A long text that nobody types twice.");
        await page.Button("Send it again").ClickAsync();

        await page.Shows("The application is saved");
        await page.Shows("Half Typed");
        await page.Link("Edit").First.ClickAsync();
        (await page.Field("Description").InputValueAsync()).ShouldBe("A long text that nobody types twice.");
    }
}
