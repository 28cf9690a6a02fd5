using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Bad authorization requests: what must never be redirected is shown, what may be goes back to the app.</summary>
public sealed class AuthorizeRefusalTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Theory]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "https://app.example/callback/")]
    [InlineData("redirect_uri", "https://app.example/callback?x=1")]
    [InlineData("redirect_uri", "https://app.example.evil.example/callback")]
    [InlineData("redirect_uri", "http://app.example/callback")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", null)]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", "https://evil.example/\"><script>alert(1)</script>")]
    public async Task A_wrong_redirect_or_app_is_shown_and_never_redirected_to(string parameter, string? value)
    {
        var client = PublicApp(sandbox: true);
        var vendor = await host.Vendor();

        var response = await vendor.Browser.Get(client.AuthorizeUrl((parameter, value)));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Location.ShouldBeNull();
        var page = await response.Document();
        page.QuerySelector("h1")!.TextContent.ShouldBe("The app's request cannot be answered");
        page.QuerySelector("script").ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrong_redirect_is_shown_also_to_strangers_by_POST_and_beside_a_right_one(bool sandbox)
    {
        var client = PublicApp(sandbox);
        var browser = host.Browser();
        var wrong = client.AuthorizeUrl(("redirect_uri", "https://evil.example/callback"));
        var form = QueryHelpers.ParseQuery(new Uri(host.PublicUrl + wrong).Query).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()));

        HttpResponseMessage[] replies =
        [
            await browser.Get(wrong),
            await browser.Client.PostAsync(wrong[..wrong.IndexOf('?', StringComparison.Ordinal)], new FormUrlEncodedContent(form)),
            await browser.Get(client.AuthorizeUrl() + "&redirect_uri=https%3A%2F%2Fevil.example%2Fcallback"),
        ];

        replies.ShouldAllBe(r => r.StatusCode == HttpStatusCode.BadRequest && r.Headers.Location == null);
    }

    [Theory]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("aud", null, "invalid_request")]
    [InlineData("aud", "https://other.example/fhir", "invalid_request")]
    [InlineData("scope", "user/Patient.read system/*.read patient/Patient.write nonsense", "invalid_scope")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("launch", "made-up", "invalid_request")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    public async Task Other_mistakes_go_back_to_the_app_with_its_state(string parameter, string? value, string error)
    {
        var client = PublicApp(sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var returned = client.Returned(await member.Browser.Get(client.AuthorizeUrl((parameter, value))));

        (returned["error"], returned["state"], returned["iss"]).ShouldBe((error, "state-1", host.PublicUrl));
        returned.ShouldNotContainKey("code");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_FHIR_base_of_the_other_branch_is_refused(bool sandbox)
    {
        var client = PublicApp(sandbox);
        var other = sandbox ? $"{host.PublicUrl}/fhir" : $"{host.PublicUrl}/sandbox/fhir";

        client.Returned(await host.Browser().Get(client.AuthorizeUrl(("aud", other))))["error"].ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Native_apps_may_use_any_loopback_port_and_others_may_not()
    {
        var native = new AppClient(host, host.Apps.Add("org-1", confidential: false, redirect: "http://127.0.0.1:8000/cb", native: true), sandbox: false);
        var web = new AppClient(host, host.Apps.Add("org-1", confidential: false, redirect: "http://127.0.0.1:8000/cb"), sandbox: false);
        var elsewhere = ("redirect_uri", "http://127.0.0.1:51234/cb");

        (await host.Browser().Get(native.AuthorizeUrl(elsewhere))).Headers.Location!.ToString().ShouldStartWith("/member/sign-in");
        (await host.Browser().Get(native.AuthorizeUrl(("redirect_uri", "http://127.0.0.1:51234/other")))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.Browser().Get(web.AuthorizeUrl(elsewhere))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task People_of_another_organization_may_not_sign_in_for_an_app()
    {
        var client = PublicApp(sandbox: true);
        var stranger = await host.Vendor();
        host.Patients.Add(stranger.OrganizationId!, "made-up-1");

        client.Returned(await stranger.Browser.Get(client.AuthorizeUrl()))["error"].ShouldBe("access_denied");
    }

    [Fact]
    public async Task A_vendors_cookie_opens_nothing_in_production_nor_a_members_in_the_sandbox()
    {
        var vendor = await host.Vendor();
        var member = await host.MemberOf(("patient-1", "self"));

        (await vendor.Browser.Get(PublicApp(sandbox: false).AuthorizeUrl())).Headers.Location!.ToString().ShouldStartWith("/member/sign-in");
        (await member.Browser.Get(PublicApp(sandbox: true).AuthorizeUrl())).Headers.Location!.ToString().ShouldStartWith("/sandbox/oauth/sign-in");
    }

    [Fact]
    public async Task A_suspended_app_authorizes_nothing_in_production_and_goes_on_in_the_sandbox()
    {
        var app = host.Apps.Add("org-1", confidential: false);
        host.Apps.Suspend(app.ClientId);

        (await host.Browser().Get(new AppClient(host, app, sandbox: false).AuthorizeUrl())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.Browser().Get(new AppClient(host, app, sandbox: true).AuthorizeUrl())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Without_a_sign_in_or_a_consent_prompt_none_says_which()
    {
        var client = PublicApp(sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        client.Returned(await host.Browser().Get(client.AuthorizeUrl(("prompt", "none"))))["error"].ShouldBe("login_required");
        client.Returned(await member.Browser.Get(client.AuthorizeUrl(("prompt", "none"))))["error"].ShouldBe("consent_required");
    }

    [Fact]
    public async Task Prompt_login_asks_for_the_sign_in_again()
    {
        var client = PublicApp(sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var location = (await member.Browser.Get(client.AuthorizeUrl(("prompt", "login")))).Headers.Location!.ToString();

        location.ShouldStartWith("/member/sign-in?returnUrl=");
        location.ShouldNotContain("prompt");
        (await member.Browser.Get("/member/apps")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private AppClient PublicApp(bool sandbox) => new(host, host.Apps.Add("org-1", confidential: false), sandbox);
}
