using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.ReviewRequest;

public sealed class QueueTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task The_queue_is_empty_at_first_then_oldest_first_with_age_and_then_tells_what_was_decided()
    {
        var (vendor, reviewer) = (await host.Vendor(), await host.Reviewer());
        (await reviewer.Browser.Open(ProductionReviewPaths.Queue)).QuerySelector(".empty h2")!.TextContent.ShouldBe("Nothing waits");

        await vendor.SendRequest(await vendor.Register(AppForm.Valid("Zebra")));
        host.Clock.Advance(TimeSpan.FromDays(2));
        reviewer = await host.Reviewer();
        vendor = await host.Vendor();
        await vendor.SendRequest(await vendor.Register(AppForm.Valid("Ant")));

        var queue = await reviewer.Browser.Open(ProductionReviewPaths.Queue);
        queue.QuerySelectorAll("tbody th").Select(c => c.TextContent).ShouldBe(["Zebra", "Ant"]);
        queue.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td")[1].TextContent.Split(" (")[0].Trim()).ShouldBe(["2 days", "less than a minute"]);

        await reviewer.Approve("Zebra");
        await reviewer.Reject("Ant", "Not there yet");
        queue = await reviewer.Browser.Open(ProductionReviewPaths.Queue);
        queue.QuerySelectorAll("[aria-label='Decided lately'] tbody tr").Select(r => (r.QuerySelector("th")!.TextContent, r.QuerySelector(".status")!.TextContent))
            .ShouldBe([("Ant", "Rejected"), ("Zebra", "Approved")]);
    }

    [Fact]
    public async Task It_is_filtered_by_kind_and_claim()
    {
        await using var own = await Own();
        var (vendor, reviewer) = (await own.Vendor(), await own.Reviewer());
        var live = await own.ApprovedApp(AppForm.Valid("Live"));
        await live.Vendor.Edit(live.App.AppId, ("description", "Other words"));
        await live.Vendor.SendRequest(live.App.AppId);
        await vendor.SendRequest(await vendor.Register(AppForm.Valid("New")));
        await reviewer.Browser.Press(await reviewer.OpenRequest("New"), "#claim-form");

        foreach (var (show, names) in new[] { ("all", "Live New"), ("nonsense", "Live New"), ("new", "New"), ("changes", "Live"), ("mine", "New"), ("unclaimed", "Live") })
        {
            var queue = await reviewer.Browser.Open($"{ProductionReviewPaths.Queue}?show={show}");
            queue.QuerySelectorAll("[aria-label^='Waiting'] tbody th").Select(c => c.TextContent).ShouldBe(names.Split(' '), show);
            queue.QuerySelectorAll(".tabs [aria-current]").Length.ShouldBe(1);
        }

        (await (await own.Reviewer()).Browser.Open($"{ProductionReviewPaths.Queue}?show=mine")).QuerySelector(".empty h2")!.TextContent.ShouldBe("None of these waits");
    }

    [Fact]
    public async Task It_tells_how_long_decisions_took_in_the_last_ninety_days()
    {
        await using var own = await Own();
        (await (await own.Reviewer()).Browser.Open(ProductionReviewPaths.Queue)).QuerySelector("#times").ShouldBeNull();
        foreach (var hours in new[] { 1, 2, 3, 50 })
        {
            var (vendor, name) = (await own.Vendor(), own.NewName());
            await vendor.SendRequest(await vendor.Register(AppForm.Valid(name)));
            own.Clock.Advance(TimeSpan.FromHours(hours));
            await (await own.Reviewer()).Reject(name, "Not yet");
        }

        (await Times()).ShouldBe(["4 in the last 90 days", "2 hours", "2 days", "2 days"]);

        own.Clock.Advance(TimeSpan.FromDays(91));
        (await Times()).ShouldBeEmpty();

        async Task<IEnumerable<string>> Times() =>
            (await (await own.Reviewer()).Browser.Open(ProductionReviewPaths.Queue)).QuerySelectorAll("#times ~ dl dd").Select(d => d.TextContent);
    }

    /// <summary>A host whose queue holds nothing else.</summary>
    private static async Task<ReviewHost> Own()
    {
        var own = new ReviewHost();
        await own.InitializeAsync();
        return own;
    }
}
