using System.Net;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

public sealed class CodeFlowTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task A_member_lets_a_public_app_read_and_the_token_opens_production_only()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));

        var reply = await client.Redeem(await client.Code(member.Browser));

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

        (await host.Validate(reply.AccessToken, sandbox: true)).ShouldBeNull();
        var valid = (await host.Validate(reply.AccessToken, sandbox: false)).ShouldNotBeNull();
        (valid.PatientId, valid.ClientId, valid.OrganizationId, valid.AccountId).ShouldBe(("patient-1", client.App.ClientId, null, member.AccountId));
    }

    [Fact]
    public async Task In_the_sandbox_a_vendor_picks_a_patient_and_the_token_names_the_organization()
    {
        var vendor = await host.Vendor();
        var organization = vendor.OrganizationId!;
        host.Patients.Add(organization, "made-up-1", "made-up-2");
        var client = new AppClient(host, host.Apps.Add(organization, confidential: false), sandbox: true);

        var reply = await client.Redeem(await client.Code(vendor.Browser, patient: "made-up-2"));

        reply["patient"].ShouldBe("made-up-2");
        var claims = Jwt.Claims(reply.AccessToken);
        claims.GetProperty("iss").GetString().ShouldBe($"{host.PublicUrl}/sandbox");
        claims.GetProperty("aud").GetString().ShouldBe($"{host.PublicUrl}/sandbox/fhir");
        (await host.Validate(reply.AccessToken, sandbox: false)).ShouldBeNull();
        (await host.Validate(reply.AccessToken, sandbox: true)).ShouldNotBeNull().OrganizationId.ShouldBe(organization);
    }

    [Fact]
    public async Task In_the_sandbox_a_test_patient_signs_in_at_the_authorize_page_as_itself()
    {
        var organization = $"org-{Guid.CreateVersion7():n}";
        host.Patients.Add(organization, "made-up-1", "made-up-2");
        var signIn = await host.Ask<ITestPatientSignIns, TestSignIn>(t => t.Ensure(organization, "made-up-2", "Pat", default));
        var client = new AppClient(host, host.Apps.Add(organization, confidential: false), sandbox: true);
        var browser = host.Browser();
        var toSignIn = await browser.Get(client.AuthorizeUrl());

        toSignIn.Headers.Location!.ToString().ShouldStartWith("/sandbox/oauth/sign-in?returnUrl=");
        await browser.Submit(toSignIn.Headers.Location.ToString(), ("email", signIn.UserName), ("password", signIn.Password));

        (await client.Redeem(await client.Code(browser)))["patient"].ShouldBe("made-up-2");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_confidential_app_shows_its_secret_by_basic_or_in_the_form_and_may_use_PKCE_or_not(bool basic)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var code = await client.Code(member.Browser, [("code_challenge", null), ("code_challenge_method", null)]);

        var reply = await client.Post("/oauth/token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.App.Redirect)], basic);

        reply["patient"].ShouldBe("patient-1");
        var again = await client.Code(member.Browser);
        (await client.Redeem(again)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>RFC 6749, 6, asks public clients for nothing but the token there, and SMART libraries send nothing else.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refresh_that_names_no_client_is_taken_of_a_public_client_and_not_of_a_confidential_one(bool confidential)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var first = await client.Redeem(await client.Code(member.Browser));

        var reply = await client.Post(
            "/oauth/token", [("grant_type", "refresh_token"), ("refresh_token", first.RefreshToken), ("client_id", null), ("client_secret", null)], basic: false);

        if (confidential)
        {
            reply.ShouldFail("invalid_client");
            (await client.Refresh(first.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            reply["patient"].ShouldBe("patient-1");
            Jwt.Claims(reply.AccessToken).GetProperty("client_id").GetString().ShouldBe(client.App.ClientId);
        }
    }

    [Fact]
    public async Task A_member_who_represents_a_child_chooses_and_is_no_FHIR_user_of_the_childs_record()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"), ("child-1", "parent"));

        var reply = await client.Redeem(await client.Code(member.Browser, patient: "child-1"));

        reply["patient"].ShouldBe("child-1");
        reply["scope"].Split(' ').ShouldNotContain("fhirUser");
        Jwt.Claims(reply.IdToken).TryGetProperty("fhirUser", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_member_without_a_record_is_told_so_and_the_app_gets_nothing()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await host.MemberOf();

        var response = await member.Browser.Get(client.AuthorizeUrl());

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Document()).QuerySelector("h1")!.TextContent.ShouldBe("No patient record is linked to your account");
    }

    [Fact]
    public async Task Two_apps_know_the_same_person_by_different_subjects_that_stay()
    {
        var member = await host.MemberOf(("patient-1", "self"));
        var one = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var other = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);

        var first = await Subject(one);

        first.ShouldNotContain(member.AccountId);
        (await Subject(one)).ShouldBe(first);
        (await Subject(other)).ShouldNotBe(first);

        async Task<string> Subject(AppClient client) => Jwt.Claims((await client.Redeem(await client.Code(member.Browser))).IdToken).GetProperty("sub").GetString()!;
    }

    [Fact]
    public async Task The_authorization_request_may_come_by_POST_too()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: false), sandbox: false);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(host.PublicUrl + client.AuthorizeUrl()).Query);

        var response = await host.Browser().Client.PostAsync("/oauth/authorize", new FormUrlEncodedContent(query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()))));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldStartWith("/oauth/authorize?");
    }

    [Fact]
    public async Task Userinfo_and_introspection_tell_the_app_what_its_token_is()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var reply = await client.Redeem(await client.Code(member.Browser, [("scope", AppClient.Scopes + " profile")]));

        var info = await client.UserInfo(reply.AccessToken);
        var introspected = await client.Introspect(reply.AccessToken);

        info["fhirUser"].ShouldBe($"{host.PublicUrl}/fhir/Patient/patient-1");
        (info["name"], info["sub"]).ShouldBe((member.Name, Jwt.Claims(reply.IdToken).GetProperty("sub").GetString()));
        (introspected["active"], introspected["patient"], introspected["client_id"]).ShouldBe(("True", "patient-1", client.App.ClientId));
        (introspected["iss"], introspected["scope"]).ShouldBe((host.PublicUrl, reply["scope"]));
    }
}
