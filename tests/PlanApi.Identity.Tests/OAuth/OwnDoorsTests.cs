using System.Net;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>The demo plan, nothing replaced: from the app's start to the data, and to the end of access.</summary>
public sealed class OwnDoorsTests(OwnDoorsTests.DemoHost host) : IClassFixture<OwnDoorsTests.DemoHost>
{
    [Fact]
    public async Task A_member_lets_the_approved_app_read_sees_it_and_ends_it()
    {
        var app = new TestApp(DemoPlan.HealthViewerClientId, null, $"{host.PublicUrl}/samples/health-viewer/index.html");
        var client = new AppClient(host, app, sandbox: false);
        var member = await host.SignIn("/member/sign-in", DemoPlan.Member, DemoPlan.Password);
        (string, string?)[] request = [("scope", "openid fhirUser offline_access launch/patient patient/Patient.read patient/Coverage.read patient/ExplanationOfBenefit.read")];

        var tokens = await client.Redeem(await client.Code(member, request, patient: DemoPlan.MemberPatientId));

        tokens["patient"].ShouldBe(DemoPlan.MemberPatientId);
        (await host.Fhir($"/fhir/Patient/{DemoPlan.MemberPatientId}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Fhir("/fhir/Coverage", tokens.AccessToken)).Body.GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
        (await host.Fhir($"/fhir/Patient/{DemoPlan.ChildPatientId}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.Fhir("/fhir/Observation", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Fhir("/sandbox/fhir/Patient", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var connected = await member.Open("/member/apps");
        connected.QuerySelector("main")!.TextContent.ShouldContain("Health Viewer");
        var revoke = connected.QuerySelectorAll("main a").First(a => a.TextContent.Contains("Revoke access")).GetAttribute("href")!;
        (await member.Submit(revoke)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await host.Fhir($"/fhir/Patient/{DemoPlan.MemberPatientId}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Refresh(tokens.RefreshToken)).ShouldFail("invalid_grant");
    }

    [Fact]
    public async Task A_vendor_registers_an_app_makes_patients_and_reads_them_and_none_of_production()
    {
        var vendor = await host.Vendor();
        var app = await Register(vendor);
        var client = new AppClient(host, app, sandbox: true);
        await vendor.Browser.Submit("/sandbox/my-data/initialize");
        IReadOnlyList<TestSignIn> signIns = [];
        await Eventually.Holds(async () => (signIns = await host.SignInsOf(vendor.OrganizationId!)).Count > 0, "synthetic patients", seconds: 60);
        var browser = await host.SignIn("/sandbox/oauth/sign-in", signIns[0].UserName, signIns[0].Password);

        var tokens = await client.Redeem(await client.Code(browser, [("scope", "launch/patient patient/Patient.rs patient/ExplanationOfBenefit.rs")]));

        tokens["patient"].ShouldBe(signIns[0].PatientId);
        (await host.Fhir($"/sandbox/fhir/Patient/{signIns[0].PatientId}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Fhir("/fhir/Patient", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Fhir($"/fhir/Patient/{DemoPlan.MemberPatientId}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        // The same client id is not approved, so production does not know it.
        (await host.Browser().Get(new AppClient(host, app, sandbox: false).AuthorizeUrl())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_member_without_a_record_is_told_so()
    {
        var client = new AppClient(host, new(DemoPlan.HealthViewerClientId, null, $"{host.PublicUrl}/samples/health-viewer/index.html"), sandbox: false);
        var member = await host.SignIn("/member/sign-in", DemoPlan.MemberWithoutRecord, DemoPlan.Password);

        (await member.Get(client.AuthorizeUrl())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<TestApp> Register(Person vendor)
    {
        const string redirect = "https://pillbox.example/callback";
        var response = await vendor.Browser.Submit(
            "/sandbox/apps/new",
            ("name", "Pill Box"), ("oAuthType", "AuthorizationCodePkce"), ("redirectUrls", redirect), ("organizationName", "Pill Box Ltd."), ("description", "Reads claims."),
            ("scopes", "launch/patient"), ("scopes", "patient/Patient.read"), ("scopes", "patient/ExplanationOfBenefit.read"), ("applicationType", "Web"));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = await vendor.Browser.Open(response.Headers.Location!.ToString());
        var clientId = page.QuerySelector("[name=clientId], #clientId")?.GetAttribute("value") ?? page.QuerySelectorAll("dt").First(d => d.TextContent.Contains("Client ID")).NextElementSibling!.TextContent.Trim();
        return new TestApp(clientId, null, redirect);
    }

    public sealed class DemoHost : OAuthServices
    {
        protected override bool WithDemo => true;

        public Task<IReadOnlyList<TestSignIn>> SignInsOf(string organizationId) => Ask<ITestPatientSignIns, IReadOnlyList<TestSignIn>>(t => t.Of(organizationId, default));
    }
}
