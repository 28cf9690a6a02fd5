using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests.Walks;

/// <summary>What nobody has to sign in for: the front pages, the documentation, and the ways in.</summary>
internal static class EveryonesPages
{
    public static async Task PagesOfEveryone(this Walk walk)
    {
        await walk.Open("/", "/apps", "/apps?q=no+such+application", $"/apps/{DemoPlan.HealthViewerClientId}", "/apps/how-to-choose", "/apps/criteria", "/terms", "/dev/mailbox");
        await walk.Miss("/no/such/page");
        await walk.Open("/docs", "/docs/authorization", "/docs/apis/patient-access", "/docs/apis/patient-access/Observation", "/docs/errors", "/docs/changes");
        await walk.Open("/samples/health-viewer/", "/samples/health-viewer/launch.html");
        foreach (var portal in new[] { "/sandbox", "/member", "/review" })
        {
            await walk.Open($"{portal}/sign-in", $"{portal}/reset-password", $"{portal}/reset-password/sent", $"{portal}/reset-password/no-such-link", $"{portal}/reset-password/done", $"{portal}/goodbye");
        }

        await walk.Open("/member/sign-in/plan/failed");
        await walk.Submit("/member/sign-in", "Sign in");
        await walk.Enrollment();
        await walk.Activation();
        await walk.Invitation();
        await walk.Colleague();
    }

    private static async Task Enrollment(this Walk walk)
    {
        await walk.Open("/enroll", "/enroll/sent", "/enroll/new-link", "/enroll/new-link/sent");
        await walk.Miss("/enroll/confirm/no-such-link");
        await walk.Submit("/enroll", "Submit");
        await walk.Open(await walk.Host.LinkFor(Kit.People.NewAddress("walker")));
        await walk.Press("Set password and sign in", "There is a problem");
    }

    private static async Task Activation(this Walk walk)
    {
        await walk.Submit("/member/enroll", "Continue");
        await walk.Submit("/member/enroll/letter", "Continue");
        await walk.Page.GotoAsync("/member/enroll");
        await walk.Page.Field("Member number").FillAsync("1");
        await walk.Page.Field("Date of birth").FillAsync("1984-09-30");
        await walk.Page.Field("ZIP code").FillAsync("12207");
        await walk.Press("Continue", "Enter the code");
        await walk.Press("Activate and sign in", "There is a problem");
    }

    private static async Task Invitation(this Walk walk)
    {
        var address = Kit.People.NewAddress("staff");
        (await walk.Host.Run("invite-staff", address)).Code.ShouldBe(0);
        await walk.Open("/review/invitation/no-such-link", (await walk.Host.Mailbox.Expect(address, "invited")).LinkPath);
    }

    private static async Task Colleague(this Walk walk)
    {
        var address = Kit.People.NewAddress("joining");
        var vendor = await walk.Host.EnrolledVendor();
        await vendor.Browser.Submit("/sandbox/team/invite", ("email", address), ("password", Person.Password));
        await walk.Open((await walk.Host.Mailbox.Expect(address, "Join")).LinkPath);
        await walk.Press("Join and sign in", "There is a problem");
    }
}
