using System.Net;

namespace PlanApi.Identity.Tests.OAuth.ClientKeys;

/// <summary>Apps that prove themselves with a private key (SMART App Launch 2.2, client-confidential-asymmetric).</summary>
public sealed class AssertionTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Theory]
    [InlineData("RS384", true)]
    [InlineData("RS384", false)]
    [InlineData("ES384", true)]
    [InlineData("ES384", false)]
    public async Task An_app_with_a_private_key_is_let_in_at_every_door_with_PKCE_or_without(string algorithm, bool pkce)
    {
        using var key = algorithm is "RS384" ? SigningKey.Rsa() : SigningKey.Ec();
        var client = new AppClient(host, host.Apps.AddSigning(SigningKey.SetOf(key)), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var code = await client.Code(member.Browser, pkce ? [] : [("code_challenge", null), ("code_challenge_method", null)]);

        var tokens = await client.Redeem(code, [.. Asserting.Fields(key.Assertion(client)), ("code_verifier", pkce ? client.Verifier : null)]);
        var refreshed = await client.Refresh(tokens.RefreshToken, Asserting.Fields(key.Assertion(client)));
        var introspected = await client.Post("/oauth/introspect", [("token", refreshed.AccessToken), .. Asserting.Fields(key.Assertion(client))]);
        var revoked = await client.Post("/oauth/revoke", [("token", refreshed.RefreshToken), .. Asserting.Fields(key.Assertion(client))]);

        (tokens.Status, tokens["patient"]).ShouldBe((HttpStatusCode.OK, "patient-1"));
        (refreshed.Status, introspected["active"], revoked.Status).ShouldBe((HttpStatusCode.OK, "True", HttpStatusCode.OK));
        (await host.Validate(refreshed.AccessToken, sandbox: false)).ShouldBeNull();
    }

    [Theory]
    [InlineData("aud", "issuer", true)]
    [InlineData("typ", "client-authentication+jwt", true)]
    [InlineData("typ", null, true)]
    [InlineData("client_id", null, true)]
    [InlineData("aud", "https://other.example/oauth/token", false)]
    [InlineData("aud", "sandbox", false)]
    [InlineData("aud", null, false)]
    [InlineData("iss", "client-9", false)]
    [InlineData("iss", null, false)]
    [InlineData("sub", "client-9", false)]
    [InlineData("sub", null, false)]
    [InlineData("jti", null, false)]
    [InlineData("exp", null, false)]
    [InlineData("exp", "-30", true)]
    [InlineData("exp", "-90", false)]
    [InlineData("exp", "600", false)]
    [InlineData("kid", null, false)]
    [InlineData("kid", "another", false)]
    [InlineData("jku", "https://evil.example/jwks", false)]
    [InlineData("alg", "RS256", false)]
    [InlineData("alg", "HS384", false)]
    [InlineData("alg", "none", false)]
    [InlineData("typ", "at+jwt", false)]
    [InlineData("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer", false)]
    [InlineData("client_assertion_type", null, false)]
    [InlineData("client_assertion", "garbage", false)]
    public async Task An_assertion_counts_only_as_the_specification_has_it(string name, string? value, bool accepted)
    {
        using var key = SigningKey.Rsa();
        var (client, tokens) = await Connected(key);
        object? changed = (name, value) switch
        {
            ("aud", "issuer") => client.Base,
            ("aud", "sandbox") => $"{client.Base}/sandbox/oauth/token",
            ("exp", { } seconds) => client.Now.ToUnixTimeSeconds() + int.Parse(seconds),
            _ => value,
        };
        var inForm = name.StartsWith("client_", StringComparison.Ordinal);

        var reply = await client.Refresh(tokens.RefreshToken, [.. Asserting.Fields(inForm ? key.Assertion(client) : key.Assertion(client, (name, changed))), .. inForm ? [(name, value)] : Array.Empty<(string, string?)>()]);

        reply.Has("access_token").ShouldBe(accepted, reply.Body.ToString());
        if (!accepted)
        {
            reply.ShouldFail(name is "client_assertion_type" && value is null ? "invalid_request" : "invalid_client");
        }
    }

    [Fact]
    public async Task An_assertion_counts_once_also_when_it_is_sent_many_times_at_once()
    {
        using var key = SigningKey.Ec();
        var (client, tokens) = await Connected(key);
        var assertion = Asserting.Fields(key.Assertion(client));

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.Post("/oauth/introspect", [("token", tokens.AccessToken), .. assertion])));
        var later = await client.Refresh(tokens.RefreshToken, assertion);

        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        later.ShouldFail("invalid_client");
        (await client.Refresh(tokens.RefreshToken, Asserting.Fields(key.Assertion(client)))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_apps_key_signs_nothing_for_this_app()
    {
        using var key = SigningKey.Ec();
        using var others = SigningKey.Ec();
        var (client, tokens) = await Connected(key);
        host.Apps.AddSigning(SigningKey.SetOf(others));

        (await client.Refresh(tokens.RefreshToken, Asserting.Fields(others.Assertion(client)))).ShouldFail("invalid_client");
    }

    [Fact]
    public async Task Each_app_proves_itself_in_its_own_way_and_in_one_only()
    {
        using var key = SigningKey.Ec();
        var (signing, tokens) = await Connected(key);
        var secret = host.Apps.SecretOf(signing.App.ClientId);
        var confidential = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var publicApp = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);

        (await signing.Refresh(tokens.RefreshToken, ("client_secret", secret))).ShouldFail("invalid_client");
        (await signing.Refresh(tokens.RefreshToken)).ShouldFail("invalid_client");
        (await signing.Refresh(tokens.RefreshToken, [.. Asserting.Fields(key.Assertion(signing)), ("client_secret", secret)])).Has("access_token").ShouldBeFalse();
        (await confidential.Post("/oauth/introspect", [("token", "x"), ("client_secret", null), .. Asserting.Fields(key.Assertion(confidential))], basic: false)).ShouldFail("invalid_client");
        (await publicApp.Refresh("x", Asserting.Fields(key.Assertion(publicApp)))).ShouldFail("invalid_client");
        (await signing.Refresh(tokens.RefreshToken, Asserting.Fields(key.Assertion(signing)))).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(AppClient Client, OAuthReply Tokens)> Connected(SigningKey key)
    {
        var client = new AppClient(host, host.Apps.AddSigning(SigningKey.SetOf(key)), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var tokens = await client.Redeem(await client.Code(member.Browser), Asserting.Fields(key.Assertion(client)));
        tokens.Status.ShouldBe(HttpStatusCode.OK, tokens.Body.ToString());
        return (client, tokens);
    }
}
