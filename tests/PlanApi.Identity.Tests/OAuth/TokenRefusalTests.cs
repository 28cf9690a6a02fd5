using System.Net;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Bad token requests, and what is used twice or at the wrong door.</summary>
public sealed class TokenRefusalTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Theory]
    [InlineData("code_verifier", null, "invalid_request")]
    [InlineData("code_verifier", "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong", "invalid_grant")]
    [InlineData("redirect_uri", "https://app.example/other", "invalid_grant")]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("code", "made-up", "invalid_grant")]
    [InlineData("code", null, "invalid_request")]
    [InlineData("client_id", "nobody", "invalid_client")]
    [InlineData("client_id", null, "invalid_request")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", "client_credentials", "unsupported_grant_type")]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData("client_secret", "anything", "invalid_client")]
    public async Task A_public_apps_bad_request_gets_its_error_and_no_token(string parameter, string? value, string error)
    {
        var (client, member) = await Connected(confidential: false);
        var code = await client.Code(member.Browser);

        var reply = await client.Redeem(code, (parameter, value));

        (reply["error"], reply.Has("access_token")).ShouldBe((error, false));
        ((int)reply.Status).ShouldBeInRange(400, 401);
    }

    [Fact]
    public async Task A_wrong_secret_or_none_is_refused()
    {
        var (client, member) = await Connected(confidential: true);
        var code = await client.Code(member.Browser);
        var fields = new (string, string?)[] { ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.App.Redirect), ("code_verifier", client.Verifier) };

        (await client.Post("/oauth/token", [.. fields, ("client_secret", "wrong")], basic: false)).ShouldFail("invalid_client");
        (await client.Post("/oauth/token", [.. fields, ("client_secret", null)], basic: false)).ShouldFail("invalid_client");
        (await client.Redeem(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_apps_code_is_refused()
    {
        var (client, member) = await Connected(confidential: false);
        var thief = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);

        (await thief.Redeem(await client.Code(member.Browser), ("code_verifier", client.Verifier))).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task A_code_used_twice_ends_what_came_from_it_and_what_was_refreshed_since()
    {
        var (client, member) = await Connected(confidential: false);
        var code = await client.Code(member.Browser);
        var first = await client.Redeem(code);
        var refreshed = await client.Refresh(first.RefreshToken);
        (await host.Fhir("/fhir/Patient", refreshed.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);

        (await client.Redeem(code)).ShouldFail("invalid_grant");

        foreach (var ended in new[] { first, refreshed })
        {
            (await host.Validate(ended.AccessToken, sandbox: false)).ShouldBeNull();
            (await host.Fhir("/fhir/Patient", ended.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await client.Refresh(refreshed.RefreshToken)).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task A_code_used_twice_ends_its_refresh_token_too()
    {
        var (client, member) = await Connected(confidential: false);
        var code = await client.Code(member.Browser);
        var first = await client.Redeem(code);

        (await client.Redeem(code)).ShouldFail("invalid_grant");

        (await client.Refresh(first.RefreshToken)).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task A_confidential_app_that_began_with_PKCE_must_end_with_it_and_cannot_add_it_later()
    {
        var (client, member) = await Connected(confidential: true);
        var (withChallenge, another) = (await client.Code(member.Browser), await client.Code(member.Browser));
        var without = await client.Code(member.Browser, [("code_challenge", null), ("code_challenge_method", null)]);

        (await client.Redeem(withChallenge, ("code_verifier", null))).Has("access_token").ShouldBeFalse();
        (await client.Redeem(another, ("code_verifier", new string('x', 43)))).ShouldFail("invalid_grant");
        (await client.Redeem(without)).Has("access_token").ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_used_many_times_at_once_is_redeemed_at_most_once_and_then_ends()
    {
        var (client, member) = await Connected(confidential: false);
        var code = await client.Code(member.Browser);

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Redeem(code)));

        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var reply in replies.Where(r => r.Status == HttpStatusCode.OK))
        {
            (await host.Validate(reply.AccessToken, sandbox: false)).ShouldBeNull();
            (await client.Refresh(reply.RefreshToken)).ShouldFail("invalid_grant");
        }
    }

    [Fact]
    public async Task A_code_expires()
    {
        var (client, member) = await Connected(confidential: false);
        var code = await client.Code(member.Browser);

        host.Clock.Advance(TimeSpan.FromMinutes(3));

        (await client.Redeem(code)).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task Refresh_tokens_rotate_and_a_second_use_ends_the_launch_but_not_the_grant()
    {
        var (client, member) = await Connected(confidential: false);
        var phone = await client.Redeem(await client.Code(member.Browser));
        var tablet = await client.Redeem(await client.Code(member.Browser));
        var refreshed = await client.Refresh(phone.RefreshToken);

        refreshed.Status.ShouldBe(HttpStatusCode.OK);
        refreshed.RefreshToken.ShouldNotBe(phone.RefreshToken);
        (refreshed["patient"], refreshed["scope"]).ShouldBe((phone["patient"], phone["scope"]));
        (await client.Refresh(phone.RefreshToken)).ShouldFail("invalid_grant");

        (await client.Refresh(refreshed.RefreshToken)).ShouldFail("invalid_grant");
        (await host.Validate(refreshed.AccessToken, sandbox: false)).ShouldBeNull();
        (await host.Validate(tablet.AccessToken, sandbox: false)).ShouldNotBeNull();
        (await client.Refresh(tablet.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_token_used_many_times_at_once_is_redeemed_at_most_once_and_then_ends()
    {
        var (client, member) = await Connected(confidential: false);
        var first = await client.Redeem(await client.Code(member.Browser));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Refresh(first.RefreshToken)));

        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var reply in replies.Where(r => r.Status == HttpStatusCode.OK))
        {
            (await host.Validate(reply.AccessToken, sandbox: false)).ShouldBeNull();
            (await client.Refresh(reply.RefreshToken)).ShouldFail("invalid_grant");
        }
    }

    [Fact]
    public async Task A_refresh_may_ask_for_less_in_either_grammar_and_never_for_more()
    {
        var (client, member) = await Connected(confidential: false);
        var first = await client.Redeem(await client.Code(member.Browser));

        var less = await client.Refresh(first.RefreshToken, ("scope", "patient/*.rs patient/Observation.read"));
        less["scope"].ShouldBe("patient/Coverage.rs patient/Patient.rs");
        Jwt.Claims(less.AccessToken).GetProperty("scope").GetString().ShouldBe("patient/Coverage.rs patient/Patient.rs");

        var nothing = await client.Refresh(less.RefreshToken, ("scope", "patient/Observation.read"));
        nothing.ShouldFail("invalid_scope");
        (await client.Refresh(less.RefreshToken))["scope"].ShouldBe(first["scope"]);
    }

    [Fact]
    public async Task A_wildcard_is_narrowed_to_what_the_app_declared()
    {
        var app = host.Apps.Add("org-1", confidential: false, scopes: "openid patient/Coverage.read patient/Patient.r");
        var client = new AppClient(host, app, sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var reply = await client.Redeem(await client.Code(member.Browser, [("scope", "patient/*.cruds user/*.read offline_access")]));

        reply["scope"].ShouldBe("patient/Coverage.rs patient/Patient.r");
        (reply.Has("refresh_token"), reply.Has("id_token")).ShouldBe((false, false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Codes_and_tokens_of_one_branch_mean_nothing_to_the_other(bool sandbox)
    {
        var vendor = await host.Vendor();
        host.Patients.Add(vendor.OrganizationId!, "made-up-1");
        var member = await host.MemberOf(("patient-1", "self"));
        var app = host.Apps.Add(vendor.OrganizationId!, confidential: true);
        var client = new AppClient(host, app, sandbox);
        var browser = sandbox ? vendor.Browser : member.Browser;
        var other = new AppClient(host, app, !sandbox);

        (await other.Redeem(await client.Code(browser), ("code_verifier", client.Verifier))).ShouldFail("invalid_grant");
        var tokens = await client.Redeem(await client.Code(browser));

        (await other.Refresh(tokens.RefreshToken)).ShouldFail("invalid_grant");
        (await other.UserInfo(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await other.Introspect(tokens.AccessToken))["active"].ShouldBe("False");
        (await other.Introspect(tokens.RefreshToken))["active"].ShouldBe("False");
        await other.Revoke(tokens.RefreshToken);
        await other.Revoke(tokens.AccessToken);
        (await client.Introspect(tokens.AccessToken))["active"].ShouldBe("True");
        (await host.Validate(tokens.AccessToken, !sandbox)).ShouldBeNull();
        (await host.Validate(tokens.AccessToken, sandbox)).ShouldNotBeNull();
        (await host.Fhir(sandbox ? "/fhir/Patient" : "/sandbox/fhir/Patient", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Refresh(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_app_learns_nothing_about_a_token_and_cannot_revoke_it()
    {
        var (client, member) = await Connected(confidential: true);
        var tokens = await client.Redeem(await client.Code(member.Browser));
        var stranger = new AppClient(host, host.Apps.Add("org-2", confidential: true), sandbox: false);

        var told = await stranger.Introspect(tokens.AccessToken);
        await stranger.Revoke(tokens.AccessToken);
        await stranger.Revoke(tokens.RefreshToken);

        (told["active"], told.Has("patient")).ShouldBe(("False", false));
        (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldNotBeNull();
        (await stranger.Refresh(tokens.RefreshToken)).ShouldFail("invalid_grant");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    public async Task What_is_no_token_of_ours_opens_nothing(string token) => (await host.Validate(token, sandbox: false)).ShouldBeNull();

    [Fact]
    public async Task A_token_whose_content_or_signature_was_changed_opens_nothing()
    {
        var (client, member) = await Connected(confidential: false);
        var token = (await client.Redeem(await client.Code(member.Browser))).AccessToken;
        var parts = token.Split('.');
        var payload = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("patient-1", "patient-2");

        (await host.Validate($"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(payload))}.{parts[2]}", sandbox: false)).ShouldBeNull();
        (await host.Validate($"{parts[0]}.{parts[1]}.{new string(parts[2].Reverse().ToArray())}", sandbox: false)).ShouldBeNull();
        (await host.Validate(token, sandbox: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_identity_token_is_no_access_token()
    {
        var (client, member) = await Connected(confidential: false);
        var tokens = await client.Redeem(await client.Code(member.Browser));

        (await host.Validate(tokens.IdToken, sandbox: false)).ShouldBeNull();
    }

    private async Task<(AppClient Client, Person Member)> Connected(bool confidential) =>
        (new AppClient(host, host.Apps.Add("org-1", confidential), sandbox: false), await host.MemberOf(("patient-1", "self")));
}
