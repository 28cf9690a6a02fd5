using System.Net;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Tests.OAuth;

public sealed class CodeFlowTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task A_member_lets_a_public_app_read_and_the_token_opens_production_only()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var browser = await host.Member(("patient-1", "self"));

        var reply = await client.Redeem(await client.Code(browser));

        reply.Status.ShouldBe(HttpStatusCode.OK);
        reply["token_type"].ShouldBe("Bearer");
        reply["patient"].ShouldBe("patient-1");
        reply["scope"].ShouldBe(AppClient.Scopes);
        reply["need_patient_banner"].ShouldBe("True");
        int.Parse(reply["expires_in"]).ShouldBeInRange(3500, 3600);
        reply.RefreshToken.ShouldNotBeEmpty();
        reply.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        reply.Response.Headers.Pragma.ToString().ShouldBe("no-cache");

        var claims = Jwt.Claims(reply.AccessToken);
        claims.GetProperty("iss").GetString().ShouldBe(host.PublicUrl);
        claims.GetProperty("aud").GetString().ShouldBe($"{host.PublicUrl}/fhir");
        claims.GetProperty("patient").GetString().ShouldBe("patient-1");
        claims.GetProperty("client_id").GetString().ShouldBe(client.App.ClientId);
        claims.GetProperty("scope").GetString().ShouldBe(AppClient.Scopes);
        claims.GetProperty("fhirUser").GetString().ShouldBe($"{host.PublicUrl}/fhir/Patient/patient-1");
        claims.TryGetProperty("account", out _).ShouldBeFalse();
        Jwt.Header(reply.AccessToken).GetProperty("alg").GetString().ShouldBe("RS256");

        var id = Jwt.Claims(reply.IdToken);
        id.GetProperty("iss").GetString().ShouldBe(host.PublicUrl);
        id.GetProperty("aud").GetString().ShouldBe(client.App.ClientId);
        id.GetProperty("nonce").GetString().ShouldBe("nonce-1");
        id.GetProperty("fhirUser").GetString().ShouldBe($"{host.PublicUrl}/fhir/Patient/patient-1");

        (await Validate(reply.AccessToken, sandbox: true)).ShouldBeNull();
        var valid = (await Validate(reply.AccessToken, sandbox: false)).ShouldNotBeNull();
        (valid.PatientId, valid.ClientId, valid.OrganizationId).ShouldBe(("patient-1", client.App.ClientId, null));
        (await host.Ask<IAccounts, Account?>(a => a.Find(valid.AccountId, default))).ShouldNotBeNull().Realm.ShouldBe(Realm.Member);
    }

    private Task<AccessToken?> Validate(string token, bool sandbox) => host.Ask<IAccessTokens, AccessToken?>(a => a.Validate(token, sandbox, default).AsTask());
}
