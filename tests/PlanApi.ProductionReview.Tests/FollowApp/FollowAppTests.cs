using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.FollowApp;

public sealed class FollowAppTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task While_a_request_is_pending_saving_the_form_updates_it()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        await vendor.SendRequest(id);
        var path = (await reviewer.OpenRequest(name)).Location.PathName;

        await vendor.Edit(id, ("description", "Changed meanwhile"));

        await Eventually.Holds(
            async () => (await reviewer.Browser.Open(path)).DocumentElement.TextContent.Contains("Changed meanwhile", StringComparison.Ordinal), "the request to follow the form");
        (await vendor.Browser.Open(ProductionReviewPaths.Request(id))).DocumentElement.TextContent.ShouldContain("Changed meanwhile");
    }

    [Fact]
    public async Task After_approval_a_save_changes_the_sandbox_only_until_the_next_approval()
    {
        var name = host.NewName();
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(name));

        await vendor.Edit(app.AppId, ("description", "For the sandbox"));
        (await Card(name)).ShouldNotContain("For the sandbox");

        await vendor.SendRequest(app.AppId);
        (await Card(name)).ShouldNotContain("For the sandbox");

        await (await host.Reviewer()).Approve(name);
        (await Card(name)).ShouldContain("For the sandbox");
    }

    [Fact]
    public async Task Deleting_the_app_withdraws_its_request()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        await vendor.SendRequest(id);

        await vendor.Browser.Submit($"{AppRegistryPaths.App(id)}/delete");

        await Eventually.Holds(
            async () => (await reviewer.Browser.Open(ProductionReviewPaths.Queue)).QuerySelectorAll("a").All(a => a.TextContent != name), "the request to leave the queue");
    }

    [Fact]
    public async Task A_live_app_outlives_its_sandbox_copy_and_the_vendor_is_warned_before()
    {
        var name = host.NewName();
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(name));

        (await vendor.Browser.Open($"{AppRegistryPaths.App(app.AppId)}/delete")).QuerySelectorAll("main li").ShouldContain(l => l.TextContent.StartsWith("Members keep using it", StringComparison.Ordinal));
        await vendor.Browser.Submit($"{AppRegistryPaths.App(app.AppId)}/delete");

        (await Card(name)).ShouldContain("Pill Box Ltd.");
        await Eventually.Holds(() => Task.FromResult(host.RevokedApps.Contains((app.ClientId, true))), "the sandbox tokens to end");
        host.RevokedApps.ShouldNotContain((app.ClientId, false));
    }

    private async Task<string> Card(string name) =>
        (await host.Browser().Open(ProductionReviewPaths.Gallery)).QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")!.TextContent == name).TextContent;
}
