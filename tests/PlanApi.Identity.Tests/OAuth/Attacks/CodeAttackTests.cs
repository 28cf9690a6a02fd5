using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth.Attacks;

/// <summary>Someone got hold of an authorization code, or hopes that an app sends its code to the wrong server.</summary>
public sealed class CodeAttackTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task A_code_is_worth_nothing_with_the_verifier_of_another_code_of_the_same_app()
    {
        var app = host.Apps.Add("org-1", confidential: false);
        var (victim, attacker) = (new AppClient(host, app, sandbox: false), new AppClient(host, app, sandbox: false));
        var member = await host.MemberOf(("patient-1", "self"));
        await attacker.Code(member.Browser);

        (await victim.Redeem(await victim.Code(member.Browser), ("code_verifier", attacker.Verifier))).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task A_challenge_that_was_seen_on_the_way_is_no_verifier()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        (await client.Redeem(await client.Code(member.Browser), ("code_verifier", client.Challenge))).ShouldFail("invalid_grant");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_answer_names_the_server_it_comes_from(bool sandbox)
    {
        var vendor = await host.Vendor();
        host.Patients.Add(vendor.OrganizationId!, "made-up-1");
        var client = new AppClient(host, host.Apps.Add(vendor.OrganizationId!, confidential: false), sandbox);
        var browser = sandbox ? vendor.Browser : (await host.MemberOf(("patient-1", "self"))).Browser;

        (await client.Authorize(browser))["iss"].ShouldBe(client.Base);
        (await client.Authorize(browser, [("aud", "https://other.example/fhir")]))["iss"].ShouldBe(client.Base);
        (await host.CreateClient().GetStringAsync((sandbox ? "/sandbox" : "") + "/.well-known/openid-configuration")).ShouldContain("\"authorization_response_iss_parameter_supported\":true");
    }

    [Fact]
    public async Task Another_confidential_app_cannot_redeem_a_code_in_its_own_name_or_in_the_victims()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var thief = new AppClient(host, host.Apps.Add("org-2", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var code = await client.Code(member.Browser);

        (await thief.Redeem(code, ("code_verifier", client.Verifier))).ShouldFail("invalid_grant");
        (await thief.Redeem(code, ("client_id", client.App.ClientId), ("code_verifier", client.Verifier))).Has("access_token").ShouldBeFalse();
    }
}
