using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.SuspendApp;

public sealed class SuspendAppTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private Task<ApprovedApp?> Live(string clientId) => host.Services.GetRequiredService<IApprovedApps>().FindByClientId(clientId, default);

    [Fact]
    public async Task A_suspended_app_loses_its_tokens_at_once_and_leaves_the_gallery_and_comes_back()
    {
        var name = host.NewName();
        var (_, app) = await host.ApprovedApp(AppForm.Valid(name));
        var reviewer = await host.Reviewer();

        await reviewer.Browser.Submit($"/review/apps/{app.AppId}/suspend", ("criterion", "security-risk"), ("reason", "Its key was published"));

        host.RevokedApps.ShouldContain((app.ClientId, false));
        (await Live(app.ClientId)).ShouldNotBeNull().Suspended.ShouldBeTrue();
        (await InGallery(name)).ShouldBeFalse();
        var card = (await reviewer.Browser.Open("/review/apps")).QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")!.TextContent == name);
        card.TextContent.ShouldContain($"Suspended by {reviewer.Name}");
        card.TextContent.ShouldContain("A security risk to the plan's systems");
        card.TextContent.ShouldContain("Its key was published");

        await reviewer.Browser.Submit($"/review/apps/{app.AppId}/reinstate", ("reason", "Replaced"));

        (await Live(app.ClientId)).ShouldNotBeNull().Suspended.ShouldBeFalse();
        (await InGallery(name)).ShouldBeTrue();
    }

    [Fact]
    public async Task Suspended_by_two_at_once_it_is_suspended_once_and_one_is_told()
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));
        var (one, other) = (await host.Reviewer(), await host.Reviewer());
        var forms = (await one.Browser.Open($"/review/apps/{app.AppId}/suspend"), await other.Browser.Open($"/review/apps/{app.AppId}/suspend"));
        (string, string)[] answers = [("criterion", "security-risk"), ("reason", "Both of us")];

        var replies = await Task.WhenAll(one.Browser.Press(forms.Item1, "main form", answers), other.Browser.Press(forms.Item2, "main form", answers));

        replies.Select(r => r.Headers.Location!.OriginalString).ShouldBe(["/review/apps?done=suspended", "/review/apps?done=unchanged"], ignoreOrder: true);
    }

    [Fact]
    public async Task Reinstated_by_two_presses_it_is_reinstated_once_and_the_vendor_is_told_once()
    {
        var name = host.NewName();
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(name));
        var reviewer = await host.Reviewer();
        await reviewer.Browser.Submit($"/review/apps/{app.AppId}/suspend", ("criterion", "security-risk"), ("reason", "Its key was published"));
        var form = await reviewer.Browser.Open($"/review/apps/{app.AppId}/reinstate");

        var first = await reviewer.Browser.Press(form, "main form", ("reason", "Replaced"));
        var second = await reviewer.Browser.Press(form, "main form", ("reason", "Replaced"));

        first.Headers.Location!.OriginalString.ShouldBe("/review/apps?done=reinstated");
        second.Headers.Location!.OriginalString.ShouldBe("/review/apps?done=unchanged");
        var card = (await reviewer.Browser.Open("/review/apps")).QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")!.TextContent == name);
        card.QuerySelectorAll("details li").Length.ShouldBe(2, "one suspension, one reinstatement");
        await host.Mailbox.Expect(vendor.Email, "is live again");
        // A mail of the second press would be queued before that of what comes after it.
        await reviewer.Browser.Submit($"/review/apps/{app.AppId}/suspend", ("criterion", "security-risk"), ("reason", "Again"));
        await Eventually.Holds(async () => (await host.Mailbox.To(vendor.Email)).Count(m => m.Subject.Contains("is suspended", StringComparison.Ordinal)) == 2, "the second suspension's mail");
        (await host.Mailbox.To(vendor.Email)).Count(m => m.Subject.Contains("is live again", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("suspend", "criterion", "whim", "Choose the criterion that it stands on")]
    [InlineData("suspend", "reason", "", "Give the reason: it reaches the vendor")]
    [InlineData("reinstate", "reason", "  ", "Give the reason: it reaches the vendor")]
    public async Task A_decision_about_a_live_app_needs_its_grounds(string decision, string field, string value, string message)
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));
        (string, string)[] good = decision == "suspend" ? [("criterion", "security-risk"), ("reason", "Because")] : [("reason", "Because")];

        var response = await (await host.Reviewer()).Browser.Submit($"/review/apps/{app.AppId}/{decision}", good.With((field, value)));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldBe(message);
        (await Live(app.ClientId)).ShouldNotBeNull().Suspended.ShouldBeFalse();
    }

    [Fact]
    public async Task A_reason_has_a_longest_length_and_script_in_it_is_shown_as_text()
    {
        const string Script = "\"><script>alert(1)</script>";
        var name = host.NewName();
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(name));
        var reviewer = await host.Reviewer();

        foreach (var (path, answers) in new[] { ("suspend", new[] { ("criterion", "security-risk") }), ("reinstate", []) })
        {
            var endless = await reviewer.Browser.Submit($"/review/apps/{app.AppId}/{path}", [.. answers, ("reason", new string('x', 2001))]);
            (await endless.Document()).ErrorOf("reason").ShouldBe("Use at most 2000 characters");
            (await reviewer.Browser.Submit($"/review/apps/{app.AppId}/{path}", [.. answers, ("reason", Script)])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        var card = (await reviewer.Browser.Open("/review/apps")).QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")!.TextContent == name);
        card.QuerySelectorAll(".typed").Select(r => r.TextContent).ShouldBe([Script, Script]);
        (await host.Mailbox.Expect(vendor.Email, $"{name} is suspended")).Html.ShouldNotContain("<script");
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("reinstate")]
    public async Task An_unknown_app_is_not_found(string decision) =>
        (await (await host.Reviewer()).Browser.Get($"/review/apps/nobody/{decision}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("suspend")]
    [InlineData("reinstate")]
    public async Task A_decision_without_the_antiforgery_token_is_refused(string decision)
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));
        var content = new FormUrlEncodedContent([new("criterion", "security-risk"), new("reason", "Because")]);
        content.Headers.ContentType!.CharSet = "UTF-8";

        (await (await host.Reviewer()).Browser.Client.PostAsync($"/review/apps/{app.AppId}/{decision}", content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<bool> InGallery(string name) =>
        (await host.Browser().Open(ProductionReviewPaths.Gallery)).QuerySelectorAll(".card h2").Any(h => h.TextContent == name);
}
