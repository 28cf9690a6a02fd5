using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests.Walks;

/// <summary>The team of a vendor organization: alone, with an invitation on its way, and with a colleague.</summary>
internal static class TeamPages
{
    public static async Task Team(this Walk walk)
    {
        var page = walk.Page;
        await walk.Open("/sandbox/team", "/sandbox/team/organization");
        await walk.Submit("/sandbox/team/invite", "Send invitation");
        await walk.Invite(Kit.People.NewAddress("waiting"));
        await walk.Note();
        var colleague = Kit.People.NewAddress("colleague");
        await walk.Invite(colleague);
        (await walk.Host.Browser().Submit((await walk.Host.Mailbox.Expect(colleague, "Join")).LinkPath, ("name", "Cora Colleague"), ("password", Vendors.Password), ("repeat", Vendors.Password)))
            .StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
        await walk.Open("/sandbox/team");
        await walk.Follow(page.GetByRole(AriaRole.Link, new() { Name = "Remove Cora Colleague" }));
        await walk.Press("Remove from the team", "There is a problem");
    }

    private static async Task Invite(this Walk walk, string address)
    {
        await walk.Page.GotoAsync("/sandbox/team/invite");
        await walk.Page.Field("Work e-mail of your colleague").FillAsync(address);
        await walk.Page.Field("Your password").FillAsync(Vendors.Password);
        await walk.Page.Button("Send invitation").ClickAsync();
        await walk.Page.Shows(address);
    }
}
