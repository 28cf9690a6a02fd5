using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests.Walks;

/// <summary>The member's portal, the consent that leads there, and the sample app it lets in.</summary>
internal static class MembersPages
{
    public static async Task PagesOfMembersWithData(this Walk walk)
    {
        var page = walk.Page;
        await page.StartHealthViewer("Production");
        await page.SignIn(DemoPlan.Member);
        await page.Shows("Whose data?");
        await walk.Note();
        await page.GetByLabel("Maria").CheckAsync();
        await walk.Press("Continue", "Share data with");
        await page.Button("Allow").ClickAsync();
        await page.ShowsHealthData();
        await walk.Note();
        await walk.Open("/member", "/member/apps", "/member/activity", "/member/activity?from=2020-01-01&to=2020-01-02", "/member/activity?from=yesterday");
        await page.GotoAsync("/member/apps");
        await walk.Follow(page.Locator(".card").GetByRole(AriaRole.Link).First);
        await walk.Open($"/apps/{DemoPlan.HealthViewerClientId}/launch");
        await walk.Record();
        await walk.Account("/member");
        await walk.InSpanish();
    }

    public static async Task PagesOfMembersWithoutData(this Walk walk)
    {
        await walk.Page.GotoAsync("/member");
        await walk.Page.SignIn(DemoPlan.MemberWithoutRecord);
        await walk.Page.Shows("No health record is linked");
        await walk.Open("/member", "/member/apps", "/member/activity", "/member/data", $"/apps/{DemoPlan.HealthViewerClientId}/launch");
    }

    /// <summary>The record's own pages, the one of its other parts filled, with texts to open and empty, and the record of a person who has less.</summary>
    private static async Task Record(this Walk walk)
    {
        await walk.Open("/member/data", "/member/data/results", "/member/data/documents", "/member/data/claims");
        await walk.Follow(walk.Page.Locator("main table").GetByRole(AriaRole.Link).First);
        await walk.Open($"/member/data?person={DemoPlan.ChildPatientId}", $"/member/data/devices?person={DemoPlan.ChildPatientId}");
    }

    private static async Task InSpanish(this Walk walk)
    {
        await walk.Page.GotoAsync("/language/es?returnUrl=/member");
        await walk.Page.Shows("Le damos la bienvenida");
        await walk.Open("/member", "/member/apps", "/member/activity", "/member/data", "/member/data/claims", "/member/account", "/apps/how-to-choose");
        await walk.Page.GotoAsync("/language/en");
    }
}
