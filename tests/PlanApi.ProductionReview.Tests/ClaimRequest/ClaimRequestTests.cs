using System.Net;
using AngleSharp.Html.Dom;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.ClaimRequest;

public sealed class ClaimRequestTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task A_claim_is_told_to_the_others_in_the_queue_and_on_the_page_and_can_be_given_back()
    {
        var (_, name, path) = await Waiting();
        var (mine, other) = (await host.Reviewer(), await host.Reviewer());
        (await InQueue(mine, name)).ShouldBe("Nobody");

        (await mine.Browser.Press(await mine.Browser.Open(path), "#claim-form")).Headers.Location!.ToString().ShouldBe(path);

        (await InQueue(mine, name)).ShouldBe("You");
        (await InQueue(other, name)).ShouldBe(mine.Name);
        var page = await mine.Browser.Open(path);
        page.QuerySelector("#approve-form").ShouldNotBeNull();
        var others = await other.Browser.Open(path);
        others.QuerySelector("#claimed")!.TextContent.ShouldContain($"{mine.Name} claimed this request");
        others.QuerySelectorAll("#approve-form, #reject-form").ShouldBeEmpty();

        (await mine.Browser.Press(page, "#release-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await InQueue(other, name)).ShouldBe("Nobody");
        (await other.Browser.Open(path)).QuerySelector("#approve-form").ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_takes_it_over_once_asked_and_then_decides()
    {
        var (vendor, name, path) = await Waiting();
        var (first, second) = (await host.Reviewer(), await host.Reviewer());
        var look = await first.Browser.Open(path);
        await first.Browser.Press(look, "#claim-form");
        var asks = await second.Browser.Open((await second.Browser.Open(path)).QuerySelector("#claimed a")!.GetAttribute("href")!);
        asks.QuerySelector("main")!.TextContent.ShouldContain($"{first.Name} claimed this request");

        (await second.Browser.Press(asks, "main form")).Headers.Location!.ToString().ShouldBe(path);

        (await InQueue(first, name)).ShouldBe(second.Name);
        var refused = await first.Browser.Press(look, "#approve-form");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Document()).QuerySelector(".error-summary")!.TextContent.ShouldContain($"{second.Name} looks after this request");
        (await StatusOf(vendor, name)).ShouldBe("In review");
        await second.Approve(name);
        (await StatusOf(vendor, name)).ShouldBe("Approved");
    }

    [Fact]
    public async Task Of_two_who_claim_at_once_one_is_told()
    {
        var (_, name, path) = await Waiting();
        var people = new[] { await host.Reviewer(), await host.Reviewer(), await host.Reviewer() };
        var looks = await Task.WhenAll(people.Select(p => p.Browser.Open(path)));

        var answers = await Task.WhenAll(people.Zip(looks, (p, look) => p.Browser.Press(look, "#claim-form")));

        answers.Count(a => a.StatusCode == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.UnprocessableEntity).ShouldBe(2);
        var winner = Array.FindIndex(answers, a => a.StatusCode == HttpStatusCode.SeeOther);
        (await InQueue(people[(winner + 1) % 3], name)).ShouldBe(people[winner].Name);
        (await people[winner].Browser.Press(looks[winner], "#claim-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Who_agreed_to_take_over_from_one_does_not_take_it_from_another()
    {
        var (_, name, path) = await Waiting();
        var (first, second, third) = (await host.Reviewer(), await host.Reviewer(), await host.Reviewer());
        await first.Browser.Press(await first.Browser.Open(path), "#claim-form");
        var (asksSecond, asksThird) = (await second.Browser.Open($"{path}/claim"), await third.Browser.Open($"{path}/claim"));
        await second.Browser.Press(asksSecond, "main form");

        (await third.Browser.Press(asksThird, "main form")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await InQueue(first, name)).ShouldBe(second.Name);
    }

    [Fact]
    public async Task Only_who_has_it_gives_it_back_and_what_is_decided_is_claimed_no_more()
    {
        var (_, name, path) = await Waiting();
        var (mine, other) = (await host.Reviewer(), await host.Reviewer());
        var free = await other.Browser.Open(path);
        await mine.Browser.Press(await mine.Browser.Open(path), "#claim-form");
        var page = await mine.Browser.Open(path);

        free.QuerySelector("#claim-form")!.SetAttribute("action", $"{path}/release");
        await other.Browser.Press(free, "#claim-form");

        (await InQueue(other, name)).ShouldBe(mine.Name);
        await mine.Approve(name);
        page.QuerySelector("#release-form")!.SetAttribute("action", $"{path}/claim");
        (await other.Browser.Get($"{path}/claim")).Headers.Location!.ToString().ShouldBe(path);
        (await mine.Browser.Open(path)).QuerySelectorAll("#claim-form, #release-form, #claimed").ShouldBeEmpty();
        (await other.Browser.Get("/review/requests/nothing/claim")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(Person Vendor, string Name, string Path)> Waiting()
    {
        var (vendor, name) = (await host.Vendor(), host.NewName());
        await vendor.SendRequest(await vendor.Register(AppForm.Valid(name)));
        return (vendor, name, (await (await host.Reviewer()).OpenRequest(name)).Location.PathName);
    }

    private static async Task<string> InQueue(Person reviewer, string name) => Row(await reviewer.Browser.Open(ProductionReviewPaths.Queue), name).QuerySelector("td:last-child")!.TextContent;

    private static IHtmlTableRowElement Row(IHtmlDocument queue, string name) =>
        queue.QuerySelectorAll("[aria-label^='Waiting'] tbody tr").OfType<IHtmlTableRowElement>().Single(r => r.QuerySelector("th")!.TextContent == name);

    private static async Task<string> StatusOf(Person vendor, string name)
    {
        var list = await vendor.Browser.Open(AppRegistryPaths.List);
        var link = list.QuerySelectorAll("main a").First(a => a.TextContent.Contains(name, StringComparison.Ordinal)).GetAttribute("href")!;
        return (await vendor.Browser.Open(link)).QuerySelector(".status")!.TextContent;
    }
}
