using System.Net;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.KeptReasons;

public sealed class KeptReasonsTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private const string Reasons = "/review/reasons";

    [Fact]
    public async Task A_kept_reason_is_chosen_on_a_request_alone_or_with_more_words_and_reaches_the_vendor()
    {
        var (vendor, reviewer) = (await host.Vendor(), await host.Reviewer());
        var text = $"The privacy policy does not open. {new string('x', 100)}";
        (await reviewer.Browser.Submit(Reasons, ("reason", text))).Headers.Location!.ToString().ShouldBe(Reasons);
        (await reviewer.Browser.Open(Reasons)).QuerySelectorAll(".card .typed").ShouldContain(p => p.TextContent == text);

        foreach (var (typed, told) in new[] { ("", text), (" Mend the link.\r\nThen ask again. ", $"{text}\n\nMend the link.\nThen ask again.") })
        {
            var name = host.NewName();
            var id = await vendor.Register(AppForm.Valid(name));
            await vendor.SendRequest(id);
            var page = await reviewer.OpenRequest(name);
            var option = page.QuerySelectorAll("#kept option").Single(o => o.TextContent == $"{text[..80]}…");

            (await reviewer.Browser.Press(page, "#reject-form", ("criterion", "facts-missing"), ("kept", option.GetAttribute("value")!), ("reason", typed)))
                .StatusCode.ShouldBe(HttpStatusCode.SeeOther);

            (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector(".warning .typed")!.TextContent.ShouldBe(told);
        }
    }

    [Fact]
    public async Task One_that_was_removed_meanwhile_decides_nothing_and_what_was_typed_stays()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        await vendor.SendRequest(await vendor.Register(AppForm.Valid(name)));
        await reviewer.Browser.Submit(Reasons, ("reason", "Soon gone"));
        var page = await reviewer.OpenRequest(name);
        var id = page.QuerySelectorAll("#kept option").Single(o => o.TextContent == "Soon gone").GetAttribute("value")!;
        (await reviewer.Browser.Press(await reviewer.Browser.Open(Reasons), $"form[action='{Reasons}/{id}/remove']")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var response = await reviewer.Browser.Press(page, "#reject-form", ("criterion", "facts-missing"), ("kept", id), ("reason", "And more"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await response.Document();
        again.QuerySelector(".error-summary")!.TextContent.ShouldContain("no longer kept");
        again.QuerySelector("#reason")!.TextContent.ShouldBe("And more");
        (await reviewer.Browser.Open(Reasons)).DocumentElement.TextContent.ShouldNotContain("Soon gone");
    }

    [Fact]
    public async Task The_same_words_are_kept_once_and_none_are_refused()
    {
        var reviewer = await host.Reviewer();
        await reviewer.Browser.Submit(Reasons, ("reason", "Twice"));
        await reviewer.Browser.Submit(Reasons, ("reason", " Twice "));

        (await reviewer.Browser.Open(Reasons)).QuerySelectorAll(".card .typed").Count(p => p.TextContent == "Twice").ShouldBe(1);
        var nothing = await reviewer.Browser.Submit(Reasons, ("reason", " "));
        nothing.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await nothing.Document()).ErrorOf("reason").ShouldBe("Give the reason: it reaches the vendor");
    }
}
