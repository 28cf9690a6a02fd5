using System.Net;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Where an app may have the browser sent back to (RFC 6749, 3.1.2; RFC 8252, 7).</summary>
public sealed class RedirectTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task An_app_with_several_redirects_uses_any_and_redeems_the_code_with_the_one_it_used()
    {
        const string second = "https://app.example/second?tab=1";
        var app = host.Apps.Add("org-1", confidential: false, moreRedirects: second);
        var client = new AppClient(host, app with { Redirect = second }, sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var code = await client.Code(member.Browser);
        var another = await client.Code(member.Browser);

        (await client.Redeem(code)).Status.ShouldBe(HttpStatusCode.OK);
        (await client.Redeem(another, ("redirect_uri", app.Redirect))).ShouldFail("invalid_grant");
    }

    [Theory]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:51234/cb", true)]
    [InlineData("http://127.0.0.1:8000/cb", "http://127.0.0.1:51234/cb", true)]
    [InlineData("http://[::1]/cb", "http://[::1]:51234/cb", true)]
    [InlineData("http://localhost/cb", "http://localhost:51234/cb", true)]
    [InlineData("com.example.app:/cb", "com.example.app:/cb", true)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:51234/other", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:51234/cb?x=1", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:51234/CB", false)]
    [InlineData("http://127.0.0.1/cb", "http://[::1]:51234/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://localhost:51234/cb", false)]
    [InlineData("http://127.0.0.1/cb", "https://127.0.0.1:51234/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1.evil.example:51234/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:51234@evil.example/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://evil.example/cb", false)]
    [InlineData("https://127.0.0.1/cb", "https://127.0.0.1:51234/cb", false)]
    [InlineData("https://app.example/cb", "https://app.example:51234/cb", false)]
    [InlineData("com.example.app:/cb", "com.example.app:/other", false)]
    [InlineData("com.example.app:/cb", "com.example.apps:/cb", false)]
    public async Task A_native_apps_redirect_may_differ_in_its_loopback_port_and_in_nothing_else(string registered, string asked, bool accepted)
    {
        var app = host.Apps.Add("org-1", confidential: false, redirect: registered, native: true);
        var client = new AppClient(host, app with { Redirect = asked }, sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        if (accepted)
        {
            (await client.Redeem(await client.Code(member.Browser))).Status.ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            var refused = await member.Browser.Get(client.AuthorizeUrl());
            (refused.StatusCode, refused.Headers.Location).ShouldBe((HttpStatusCode.BadRequest, null));
        }
    }
}
