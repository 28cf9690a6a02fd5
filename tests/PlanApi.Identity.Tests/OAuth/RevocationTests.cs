using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Tokens that stop before their time, and those that stop by themselves.</summary>
public sealed class RevocationTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task Revoking_a_grant_stops_its_tokens_at_once_and_leaves_the_grants_of_others()
    {
        var (client, member, tokens) = await Connected();
        var other = await host.MemberOf(("patient-1", "self"));
        var others = await client.Redeem(await client.Code(other.Browser));

        await host.Ask<IGrants, bool>(async g => { await g.RevokeForPatient(false, "patient-1", member.AccountId, default); return true; });

        (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldBeNull();
        (await client.Refresh(tokens.RefreshToken)).ShouldFail("invalid_grant");
        (await client.UserInfo(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Introspect(tokens.AccessToken))["active"].ShouldBe("False");
        (await host.Validate(others.AccessToken, sandbox: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_of_a_grant_that_was_revoked_meanwhile_is_refused()
    {
        var (client, member, _) = await Connected();
        var code = await client.Code(member.Browser);

        await host.Ask<IGrants, bool>(async g => { await g.RevokeForPatient(false, "patient-1", member.AccountId, default); return true; });

        (await client.Redeem(code)).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task Revoking_an_app_stops_its_tokens_and_not_those_of_the_other_branch()
    {
        var (client, member, tokens) = await Connected();

        await host.Ask<IRevocations, bool>(async r => { await r.RevokeApp(client.App.ClientId, sandbox: true, default); return true; });
        (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldNotBeNull();
        await host.Ask<IRevocations, bool>(async r => { await r.RevokeApp(client.App.ClientId, sandbox: false, default); return true; });

        (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldBeNull();
        (await client.Refresh(tokens.RefreshToken)).ShouldFail("invalid_grant");
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        (await host.Validate((await client.Redeem(await client.Code(member.Browser))).AccessToken, sandbox: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Stopping_an_account_stops_its_tokens_at_every_door()
    {
        var (client, member, tokens) = await Connected();
        (await client.UserInfo(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);

        await host.Ask<IRevocations, bool>(async r => { await r.RevokeAccount(member.AccountId, default); return true; });

        (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldBeNull();
        (await client.UserInfo(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Introspect(tokens.AccessToken))["active"].ShouldBe("False");
    }

    [Fact]
    public async Task An_app_can_revoke_its_access_token_alone_or_with_its_refresh_token_everything_of_the_launch()
    {
        var (client, _, tokens) = await Connected();

        (await client.Revoke(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldBeNull();
        var refreshed = await client.Refresh(tokens.RefreshToken);
        (await host.Validate(refreshed.AccessToken, sandbox: false)).ShouldNotBeNull();

        (await client.Revoke(refreshed.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Validate(refreshed.AccessToken, sandbox: false)).ShouldBeNull();
        (await client.Refresh(refreshed.RefreshToken)).ShouldFail("invalid_grant");
        (await client.Revoke("made-up")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_access_token_expires_after_an_hour_and_can_be_refreshed()
    {
        var (client, _, tokens) = await Connected();
        (await host.Fhir("/fhir/Patient", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);

        host.Clock.Advance(TimeSpan.FromMinutes(61));

        (await host.Fhir("/fhir/Patient", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldBeNull();
        (await client.Introspect(tokens.AccessToken))["active"].ShouldBe("False");
        (await host.Validate((await client.Refresh(tokens.RefreshToken)).AccessToken, sandbox: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_token_is_checked_without_asking_the_store()
    {
        var (_, _, tokens) = await Connected();
        var check = host.Services.GetRequiredService<IAccessTokens>();
        (await check.Validate(tokens.AccessToken.AsMemory(), sandbox: false, default)).ShouldNotBeNull();

        // What needs no store is there at once. The feed may be older than five seconds for a moment on a busy machine: then the store is asked.
        await Eventually.Holds(async () =>
        {
            var answer = check.Validate(tokens.AccessToken.AsMemory(), sandbox: false, default);
            var atOnce = answer.IsCompleted;
            return (await answer) is not null && atOnce;
        }, "an answer at once", seconds: 10);
    }

    [Fact]
    public async Task Once_gives_one_access_token_no_refresh_and_is_asked_again()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var reply = await client.Redeem(await client.Code(member.Browser, answers: [("duration", "Once")]));

        reply.Has("refresh_token").ShouldBeFalse();
        (await member.Browser.Get(client.AuthorizeUrl())).Headers.Location!.ToString().ShouldStartWith("/oauth/consent/");
    }

    [Fact]
    public async Task No_token_outlives_its_grant()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var tokens = await client.Redeem(await client.Code(member.Browser, answers: [("duration", "NinetyDays")]));

        host.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(20));
        var last = await client.Refresh(tokens.RefreshToken);

        int.Parse(last["expires_in"]).ShouldBeInRange(60, 1200);
        host.Clock.Advance(TimeSpan.FromMinutes(21));
        (await client.Refresh(last.RefreshToken)).ShouldFail("invalid_grant");
        (await host.Validate(last.AccessToken, sandbox: false)).ShouldBeNull();
    }

    [Fact]
    public async Task Online_access_ends_with_the_sign_in()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var tokens = await client.Redeem(await client.Code(member.Browser, [("scope", "online_access patient/Patient.read")]));

        host.Clock.Advance(TimeSpan.FromHours(11));
        var refreshed = await client.Refresh(tokens.RefreshToken);
        refreshed.Status.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromMinutes(61));

        (await client.Refresh(refreshed.RefreshToken)).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task Signing_out_ends_online_access_and_leaves_offline_access()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var other = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var online = await client.Redeem(await client.Code(member.Browser, [("scope", "online_access patient/Patient.read")]));
        var offline = await other.Redeem(await other.Code(member.Browser));

        await member.Browser.Press(await member.Browser.Open("/member/apps"), "form.sign-out");

        (await client.Refresh(online.RefreshToken)).ShouldFail("invalid_grant");
        (await other.Refresh(offline.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(AppClient Client, Person Member, OAuthReply Tokens)> Connected()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        return (client, member, await client.Redeem(await client.Code(member.Browser)));
    }
}
