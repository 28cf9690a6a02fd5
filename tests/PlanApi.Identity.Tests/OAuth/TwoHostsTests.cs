using System.Net;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Tests.OAuth.ClientKeys;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Two hosts behind a load balancer, on one store.</summary>
public sealed class TwoHostsTests(OAuthHost one) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task Both_take_each_others_codes_and_tokens_and_a_revocation_reaches_the_other_within_five_seconds()
    {
        await using var two = new AnotherHost(one);
        await two.InitializeAsync();
        var app = one.Apps.Add("org-1", confidential: false);
        var member = await one.MemberOf(("patient-1", "self"));
        var atOne = new AppClient(one, app, sandbox: false);
        var code = await atOne.Code(member.Browser);

        var tokens = await new AppClient(two, app, sandbox: false).Redeem(code, ("code_verifier", atOne.Verifier));

        tokens.Status.ShouldBe(HttpStatusCode.OK);
        (await one.Validate(tokens.AccessToken, sandbox: false)).ShouldNotBeNull();
        (await two.Validate(tokens.AccessToken, sandbox: false)).ShouldNotBeNull();

        await one.Ask<IGrants, bool>(async g => { await g.RevokeForPatient(false, "patient-1", member.AccountId, default); return true; });

        (await one.Validate(tokens.AccessToken, sandbox: false)).ShouldBeNull();
        await Eventually.Holds(async () => await two.Validate(tokens.AccessToken, sandbox: false) is null, "the revocation at the other host", seconds: 5);
        (await new AppClient(two, app, sandbox: false).Refresh(tokens.RefreshToken)).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task An_assertion_that_one_took_is_refused_at_the_other()
    {
        await using var two = new AnotherHost(one);
        await two.InitializeAsync();
        using var key = SigningKey.Ec();
        var app = one.Apps.AddSigning(SigningKey.SetOf(key));
        var (atOne, atTwo) = (new AppClient(one, app, sandbox: false), new AppClient(two, app, sandbox: false));
        var assertion = Asserting.Fields(key.Assertion(atOne));

        (await atOne.Post("/oauth/introspect", [("token", "x"), .. assertion])).Status.ShouldBe(HttpStatusCode.OK);

        (await atTwo.Post("/oauth/introspect", [("token", "x"), .. assertion])).ShouldFail("invalid_client");
    }
}
