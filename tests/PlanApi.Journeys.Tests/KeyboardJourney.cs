using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests;

[Collection(nameof(DemoMember))]
public sealed class KeyboardJourney(JourneyHost host) : Journey(host)
{
    [Fact]
    public async Task Signing_in_and_consenting_need_no_pointer_and_the_focus_always_shows()
    {
        var page = await NewPerson();
        await page.GotoAsync("/samples/health-viewer/");
        await page.TabTo("Connect");
        await page.Keyboard.PressAsync("Enter");

        await page.Shows("Member sign-in");
        await page.TabTo("E-mail address");
        await page.Keyboard.TypeAsync(DemoPlan.Member);
        await page.TabTo("Password");
        await page.Keyboard.TypeAsync(DemoPlan.Password);
        await page.Keyboard.PressAsync("Enter");

        await page.Shows("Whose data?");
        await page.TabTo("Maria G.");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.GetByLabel("Leo")).ToBeCheckedAsync();
        await page.TabTo("Continue");
        await page.Keyboard.PressAsync("Enter");

        await page.Shows("Share data with");
        await page.TabTo("Claims and costs");
        await page.Keyboard.PressAsync("Space");
        await page.TabTo("Allow");
        await page.Keyboard.PressAsync("Enter");

        await page.Shows("Your data is up to date");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Claims" })).ToContainTextAsync("You did not share this");
    }
}
