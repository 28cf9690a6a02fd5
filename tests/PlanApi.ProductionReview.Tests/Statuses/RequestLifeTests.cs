using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.Statuses;

/// <summary>An app from draft to live and on, with every status and every mail.</summary>
public sealed class RequestLifeTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private const string Name = "Life Line";

    [Fact]
    public async Task An_app_goes_through_every_status_and_everyone_is_told()
    {
        var (vendor, reviewer) = (await host.Vendor(), await host.Reviewer());
        var id = await vendor.Register(AppForm.Valid(Name));
        await ShouldBe(vendor, id, "Draft");

        await vendor.SendRequest(id);
        await ShouldBe(vendor, id, "In review");
        (await host.Mailbox.Expect(vendor.Email, "has arrived")).Masked(vendor, id).ShouldMatchGolden("RequestReceived.txt");
        var waiting = await host.Mailbox.Expect(reviewer.Email, $"New production request: {Name}");
        waiting.Masked(reviewer, waiting.LinkPath.Split('/')[^1]).ShouldMatchGolden("NewRequest.txt");
        (await reviewer.Browser.Open(waiting.LinkPath)).QuerySelector("h1")!.TextContent.ShouldBe(Name);

        await reviewer.Reject(Name, "The terms of service do not open.\n\nMend the address.");
        await ShouldBe(vendor, id, "Rejected", "The terms of service do not open.\n\nMend the address.");
        (await host.Mailbox.Expect(vendor.Email, "was turned down")).Masked(vendor, id).ShouldMatchGolden("Rejected.txt");

        await vendor.Edit(id, ("termsOfServiceUrl", "https://pillbox.example/legal"));
        await ShouldBe(vendor, id, "Rejected", "The terms of service do not open.\n\nMend the address.");
        await vendor.SendRequest(id);
        await ShouldBe(vendor, id, "In review");

        await reviewer.Approve(Name);
        await ShouldBe(vendor, id, "Approved");
        (await host.Mailbox.Expect(vendor.Email, "is approved")).Masked(vendor, id, await ClientIdOf(vendor, id)).ShouldMatchGolden("Approved.txt");

        await vendor.Edit(id, ("description", "Other words"));
        await ShouldBe(vendor, id, "Approved, unpublished changes");
        await vendor.Edit(id, ("description", "Keeps track of medicines.\n\nFor everyone."));
        await Eventually.Holds(async () => await StatusOf(vendor, id) == "Approved", "the copy to be what is live again");

        await vendor.Edit(id, ("description", "Better words"));
        await vendor.SendRequest(id);
        await ShouldBe(vendor, id, "Approved, changes in review");
        await reviewer.Reject(Name, "The words promise a cure");
        await ShouldBe(vendor, id, "Approved, changes rejected", "The words promise a cure");

        await Suspend(reviewer, id, "Its key was published");
        await ShouldBe(vendor, id, "Suspended", "Its key was published");
        (await host.Mailbox.Expect(vendor.Email, "is suspended")).Masked(vendor, id).ShouldMatchGolden("Suspended.txt");

        (await reviewer.Browser.Submit($"/review/apps/{id}/reinstate", ("reason", "The key was replaced"))).Headers.Location!.OriginalString.ShouldBe("/review/apps?done=reinstated");
        await ShouldBe(vendor, id, "Approved, changes rejected", "The words promise a cure");
        (await host.Mailbox.Expect(vendor.Email, "is live again")).Masked(vendor, id).ShouldMatchGolden("Reinstated.txt");
    }

    [Fact]
    public async Task Approving_a_request_of_a_suspended_app_does_not_lift_the_suspension()
    {
        var name = host.NewName();
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(name));
        var reviewer = await host.Reviewer();
        await Suspend(reviewer, app.AppId, "Its key was published");
        await vendor.Edit(app.AppId, ("description", "Mended"));
        await vendor.SendRequest(app.AppId);

        await reviewer.Approve(name);

        await ShouldBe(vendor, app.AppId, "Suspended", "Its key was published");
        (await host.Browser().Open(ProductionReviewPaths.Gallery)).QuerySelectorAll(".card h2").ShouldNotContain(h => h.TextContent == name);
    }

    private static async Task Suspend(Person reviewer, string appId, string reason) =>
        (await reviewer.Browser.Submit($"/review/apps/{appId}/suspend", ("criterion", "security-risk"), ("reason", reason)))
            .Headers.Location!.OriginalString.ShouldBe("/review/apps?done=suspended");

    private static async Task ShouldBe(Person vendor, string appId, string status, string? reason = null)
    {
        var page = await vendor.Browser.Open(AppRegistryPaths.App(appId));
        page.QuerySelector(".status")!.TextContent.ShouldBe(status);
        page.QuerySelector(".warning .typed")?.TextContent.ShouldBe(reason);
        (page.QuerySelector(".warning .typed") is null).ShouldBe(reason is null);
        (await vendor.Browser.Open(AppRegistryPaths.List)).QuerySelector(".cards .status")!.TextContent.ShouldBe(status);
        (await vendor.Browser.Open(AppRegistryPaths.Edit(appId))).QuerySelector(".status")!.TextContent.ShouldBe(status);
    }

    private static async Task<string> StatusOf(Person vendor, string appId) => (await vendor.Browser.Open(AppRegistryPaths.App(appId))).QuerySelector(".status")!.TextContent;

    private static async Task<string> ClientIdOf(Person vendor, string appId) => (await vendor.Browser.Open(AppRegistryPaths.Edit(appId))).QuerySelector("#clientId")!.GetAttribute("value")!;
}
