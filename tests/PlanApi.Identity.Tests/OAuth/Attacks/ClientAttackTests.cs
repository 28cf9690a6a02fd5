using System.Net;

namespace PlanApi.Identity.Tests.OAuth.Attacks;

/// <summary>Someone tries client ids and secrets, and listens to what is answered and how long it takes.</summary>
public sealed class ClientAttackTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Theory]
    [InlineData("/oauth/token", true)]
    [InlineData("/oauth/token", false)]
    [InlineData("/oauth/introspect", true)]
    [InlineData("/oauth/revoke", true)]
    [InlineData("/sandbox/oauth/token", true)]
    public async Task An_unknown_client_and_a_wrong_secret_are_told_the_same_after_the_same_work(string path, bool basic)
    {
        var sandbox = path.StartsWith("/sandbox", StringComparison.Ordinal);
        var known = host.Apps.Add("org-1", confidential: true) with { Secret = "wrong" };
        var unknown = new TestApp($"nobody-{Guid.CreateVersion7():n}", "wrong", known.Redirect);
        var suspended = host.Apps.Add("org-1", confidential: true) with { Secret = "wrong" };
        host.Apps.Suspend(suspended.ClientId);
        var publicApp = host.Apps.Add("org-1", confidential: false) with { Secret = "wrong" };

        var (wrong, strange, stopped, secretless) = (await Try(known), await Try(unknown), await Try(suspended), await Try(publicApp));

        wrong.Status.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.Body.ShouldContain("invalid_client");
        strange.ShouldBe(wrong);
        stopped.ShouldBe(wrong);
        secretless.ShouldBe(wrong);
        (host.Apps.Verified(unknown.ClientId), host.Apps.Verified(known.ClientId)).ShouldBe((1, 1));

        async Task<(HttpStatusCode Status, string Body)> Try(TestApp app)
        {
            var reply = await new AppClient(host, app, sandbox).Post(path.Replace("/sandbox", "", StringComparison.Ordinal), [("grant_type", "refresh_token"), ("refresh_token", "x"), ("token", "x")], basic);
            return (reply.Status, reply.Body.ToString());
        }
    }

    [Fact]
    public async Task An_unknown_client_and_a_wrong_redirect_are_shown_the_same_page()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);

        var unknown = await (await host.Browser().Get(client.AuthorizeUrl(("client_id", "nobody")))).Content.ReadAsStringAsync();
        var wrong = await (await host.Browser().Get(client.AuthorizeUrl(("redirect_uri", "https://evil.example/")))).Content.ReadAsStringAsync();

        unknown.ShouldBe(wrong);
        unknown.ShouldContain("The app is not known here");
    }

    [Theory]
    [InlineData("/oauth/token"), InlineData("/oauth/introspect"), InlineData("/oauth/introspect/"), InlineData("/OAuth/Introspect"), InlineData("/oauth/revoke"), InlineData("/sandbox/oauth/introspect")]
    public async Task Secrets_are_taken_by_POST_alone_where_tries_are_counted(string path)
    {
        var app = host.Apps.Add("org-1", confidential: true);
        var address = $"{path}?token=x&client_id={app.ClientId}&client_secret={app.Secret}&grant_type=refresh_token&refresh_token=x";

        var byAddress = await host.CreateClient().GetAsync(address);
        var mixed = await host.CreateClient().PostAsync(address, new FormUrlEncodedContent([new("token", "x")]));

        (byAddress.StatusCode, byAddress.Content.Headers.Allow.Single()).ShouldBe((HttpStatusCode.MethodNotAllowed, "POST"));
        mixed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        host.Apps.Verified(app.ClientId).ShouldBe(0);
    }

    [Fact]
    public async Task An_access_token_in_an_address_opens_nothing()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var tokens = await client.Redeem(await client.Code(member.Browser));

        (await host.CreateClient().GetAsync($"/oauth/userinfo?access_token={tokens.AccessToken}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.CreateClient().GetAsync($"/fhir/Patient?access_token={tokens.AccessToken}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Two_ways_to_prove_oneself_at_once_are_refused()
    {
        var app = host.Apps.Add("org-1", confidential: true);
        var client = new AppClient(host, app, sandbox: false);

        (await client.Post("/oauth/introspect", [("token", "x"), ("client_secret", app.Secret)])).Has("active").ShouldBeFalse();
        (await client.Post("/oauth/introspect", [("token", "x"), ("client_secret", "another")])).Has("active").ShouldBeFalse();
    }
}
