using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests.Walks;

/// <summary>The staff's portal: the queue, a request, what is live.</summary>
internal static class ReviewersPages
{
    private const string LiveApp = "Walked Through";

    public static async Task PagesOfReviewers(this Walk walk)
    {
        var page = walk.Page;
        await page.GotoAsync("/review/requests");
        await page.SignIn(DemoPlan.Reviewer);
        await page.Shows("Production requests");
        await walk.Open("/review/requests", "/review/reports", "/review/apps");
        await walk.Reasons();
        await walk.Request();
        await walk.LiveApplication();
        await walk.Account("/review");
        await walk.Members();
        await walk.Staff();
    }

    private static async Task Staff(this Walk walk)
    {
        await walk.Submit("/review/staff", "Invite");
        await walk.Page.Field("E-mail address").FillAsync(Kit.People.NewAddress("invited"));
        await walk.Page.Field("Role").SelectOptionAsync("Reviewer");
        await walk.Press("Invite", "The invitation is on its way");
        await walk.Follow(walk.Page.Link("Rita Reviewer").Last);
        var colleague = await walk.Host.Reviewer();
        await walk.Open($"/review/staff/{colleague.AccountId}");
        await walk.Submit($"/review/staff/{colleague.AccountId}/end-account", "End it");
    }

    private static async Task Members(this Walk walk)
    {
        await walk.Submit("/review/members", "Find the member");
        await walk.Page.Field("Member number").FillAsync(DemoPlan.MemberNumber);
        await walk.Press("Find the member", "What staff did");
        var member = new Uri(walk.Page.Url).AbsolutePath;
        await walk.Submit($"{member}/send-reset-link", "Send the link");
        await walk.Submit($"{member}/add-link", "Add the link");
        await walk.Letter();
        await walk.Page.GotoAsync(member);
        await walk.Follow(walk.Page.GetByRole(AriaRole.Link, new() { Name = "End the link" }).First);
    }

    private static async Task Letter(this Walk walk)
    {
        await walk.Page.GotoAsync("/review/members");
        await walk.Page.Field("Member number").FillAsync(DemoPlan.NewcomerNumber);
        await walk.Press("Find the member", "The member has no account");
        await walk.Follow(walk.Page.Link("Post an activation code"));
        await walk.Page.Field("Reason").FillAsync("Called; the address on record is out of date.");
        await walk.Press("Make the letter", "Print this page now");
    }

    private static async Task Reasons(this Walk walk)
    {
        await walk.Submit("/review/reasons", "Keep it");
        await walk.Page.Field("Reason").FillAsync("The privacy policy does not open.");
        await walk.Page.Button("Keep it").ClickAsync();
        await walk.Open("/review/reasons", "/review/requests?show=changes");
    }

    private static async Task Request(this Walk walk)
    {
        var page = walk.Page;
        await page.GotoAsync("/review/requests");
        await walk.Follow(page.Locator("main table, main .cards").First.GetByRole(AriaRole.Link).First);
        await walk.Press("Add note", "Write the note");
        await page.Field("Note").FillAsync("Looks well kept.");
        await walk.Press("Add note", "Looks well kept.");
        await page.Button("Claim").ClickAsync();
        await page.Shows("You claimed it");
        await walk.Checked(new Uri(page.Url).AbsolutePath);
        await page.Button("Release").ClickAsync();
        await page.Shows("Nobody has claimed it");
        var request = new Uri(page.Url).AbsolutePath;
        await walk.Follow(page.Link("Try this app"));

        var colleague = await walk.Host.Reviewer();
        await colleague.Browser.Press(await colleague.Browser.Open(request), $"form[action$='/claim']");
        await walk.Open(request, $"{request}/claim");
        await colleague.Browser.Press(await colleague.Browser.Open(request), $"form[action$='/release']");
    }

    /// <summary>An app of its own: whoever suspends another's ends what it is used for.</summary>
    private static async Task LiveApplication(this Walk walk)
    {
        await walk.Host.ApprovedApp(AppForm.Valid(LiveApp));
        await walk.Page.GotoAsync("/review/apps");
        await walk.Follow(walk.Page.Link($"Suspend {LiveApp}"));
        await walk.Press("Suspend", "There is a problem");
        await walk.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await walk.Page.Field("Reason").FillAsync("It asks for more than it says.");
        await walk.Press("Suspend", LiveApp);
        await walk.Follow(walk.Page.Link($"Reinstate {LiveApp}"));
    }
}
