using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.SendRequest;

public sealed class SendRequestTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private static string Path(string appId) => ProductionReviewPaths.Request(appId);

    [Fact]
    public async Task The_page_shows_what_production_would_use_before_anything_is_sent()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()));

        var page = await vendor.Browser.Open(Path(id));

        page.QuerySelector("table caption")!.TextContent.ShouldBe("What production would use");
        var rows = page.QuerySelectorAll("tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim(), r => r.QuerySelector("td")!.TextContent.Trim());
        rows["Redirect URL"].ShouldBe("https://pillbox.example/callback (opens in a new window)");
        rows["Scopes"].ShouldContain("patient/Coverage.read: Health plans and dates of coverage");
        page.QuerySelector("#left-out")!.TextContent.ShouldContain("http://localhost:5173/");
        page.QuerySelector("#missing").ShouldBeNull();
        page.QuerySelector("#recommended").ShouldBeNull();
        page.QuerySelector("#send-form button")!.TextContent.ShouldBe("Send Request");
    }

    [Fact]
    public async Task What_production_needs_blocks_and_policies_only_warn()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()).With(
            ("redirectUrls", "http://127.0.0.1:3000/cb"), ("organizationName", ""), ("description", ""), ("privacyPolicyUrl", ""), ("termsOfServiceUrl", ""), ("launchUrl", "http://localhost/launch")));

        var page = await vendor.Browser.Open(Path(id));

        page.QuerySelectorAll("#missing li").Select(l => l.TextContent).ShouldBe(
            ["A redirect URL that does not lead to the developer's own machine", "The organization's name", "A description"]);
        page.QuerySelectorAll("#recommended li").Length.ShouldBe(3);
        page.QuerySelector("#send-form button").ShouldBeNull();
        var forced = await vendor.Browser.Press(page, "#send-form");
        forced.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await forced.Document()).QuerySelector(".error-summary")!.TextContent.ShouldContain("cannot be sent yet");
    }

    [Fact]
    public async Task Without_policies_a_request_can_be_sent()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()).With(("privacyPolicyUrl", ""), ("securityPolicyUrl", ""), ("termsOfServiceUrl", ""), ("launchUrl", "")));

        await vendor.SendRequest(id);
    }

    [Fact]
    public async Task A_native_app_keeps_its_loopback_redirect()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()).With(
            ("applicationType", nameof(ApplicationType.Native)), ("redirectUrls", "http://127.0.0.1/callback\ncom.example.pills:/callback")));

        var page = await vendor.Browser.Open(Path(id));

        page.QuerySelector("#missing").ShouldBeNull();
        page.QuerySelector("#left-out").ShouldBeNull();
    }

    [Theory]
    [InlineData("https://pillbox.example/jwks", null)]
    [InlineData("http://localhost:5173/jwks", "A JWK Set, or the URL of one that does not lead to the developer's own machine")]
    public async Task An_app_with_a_private_key_needs_keys_that_production_can_reach(string jwksUrl, string? missing)
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()).With(("oAuthType", nameof(ClientOAuthType.AuthorizationCodePrivateKey)), ("jwksUrl", jwksUrl)));

        var page = await vendor.Browser.Open(Path(id));

        page.QuerySelector("#missing li")?.TextContent.ShouldBe(missing);
        (page.QuerySelector("#send-form button") is null).ShouldBe(missing is not null);
    }

    [Fact]
    public async Task What_is_approved_for_an_app_with_a_private_key_says_where_its_keys_are()
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()).With(("oAuthType", nameof(ClientOAuthType.AuthorizationCodePrivateKey)), ("jwksUrl", "https://pillbox.example/jwks")));

        var approved = (await host.Services.GetRequiredService<IApprovedApps>().FindByClientId(app.ClientId, default)).ShouldNotBeNull();

        (approved.Confidential, approved.HasPrivateKey, approved.JwksUrl, approved.Jwks).ShouldBe((true, true, "https://pillbox.example/jwks", ""));
    }

    [Fact]
    public async Task A_second_press_sends_no_second_request()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        var page = await vendor.Browser.Open(Path(id));

        var presses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => vendor.Browser.Press(page, "#send-form")));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
        (await reviewer.OpenRequest(name)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_page_older_than_the_last_save_sends_nothing_and_shows_what_is_new()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()));
        var page = await vendor.Browser.Open(Path(id));
        await vendor.Edit(id, ("description", "Newer words"));

        var response = await vendor.Browser.Press(page, "#send-form");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await response.Document();
        again.DocumentElement.TextContent.ShouldContain("Newer words");
        (await vendor.Browser.Press(again, "#send-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("-1")]
    public async Task A_revision_that_was_tampered_with_sends_nothing(string revision)
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid(host.NewName()));

        (await vendor.Browser.Press(await vendor.Browser.Open(Path(id)), "#send-form", ("revision", revision))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_withdrawn_request_leaves_the_queue_and_can_be_sent_again()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        await vendor.SendRequest(id);

        var response = await vendor.Browser.Press(await vendor.Browser.Open(Path(id)), "#withdraw-form");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await reviewer.Browser.Open(ProductionReviewPaths.Queue)).QuerySelectorAll("a").ShouldNotContain(a => a.TextContent == name);
        await vendor.SendRequest(id);
        await reviewer.OpenRequest(name);
    }

    [Fact]
    public async Task Withdrawn_by_two_presses_it_is_withdrawn_once_and_both_lead_on()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        await vendor.SendRequest(id);
        var seen = (await reviewer.OpenRequest(name)).Location.PathName;
        var page = await vendor.Browser.Open(Path(id));

        var presses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => vendor.Browser.Press(page, "#withdraw-form")));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther && p.Headers.Location!.OriginalString == Path(id));
        (await reviewer.Browser.Open(seen)).QuerySelector("#approve-form").ShouldBeNull();
        (await vendor.Browser.Open(Path(id))).QuerySelector("#send-form button")!.TextContent.ShouldBe("Send Request");
    }

    [Fact]
    public async Task Withdrawing_once_more_does_not_undo_a_decision_made_since()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        await vendor.SendRequest(id);
        var page = await vendor.Browser.Open(Path(id));
        await reviewer.Approve(name);

        (await vendor.Browser.Press(page, "#withdraw-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector(".status")!.TextContent.ShouldBe("Approved");
    }

    [Fact]
    public async Task Sending_what_is_live_already_is_refused()
    {
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));

        var page = await vendor.Browser.Open(Path(app.AppId));

        page.DocumentElement.TextContent.ShouldContain("there is nothing to send");
        page.QuerySelector("main form").ShouldBeNull();
    }
}
