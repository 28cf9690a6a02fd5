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
}
