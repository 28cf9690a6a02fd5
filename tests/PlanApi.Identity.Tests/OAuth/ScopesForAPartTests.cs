using System.Net;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Scopes narrowed by a search parameter (SMART App Launch 2.2, "Finer-grained resource constraints"), as US Core names them.</summary>
public sealed class ScopesForAPartTests(ScopesForAPartTests.Host host) : IClassFixture<ScopesForAPartTests.Host>
{
    private const string Redirect = "https://labbook.example/callback";
    private const string Lab = "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";

    public sealed class Host : OAuthServices;

    [Fact]
    public async Task An_app_that_asks_for_lab_results_is_granted_and_shown_those_alone()
    {
        var member = await host.Member();
        var patient = Guid.CreateVersion7().ToString();
        await Load(Resource("Patient", patient, """ "name":[{"family":"Doe"}],"gender":"female","birthDate":"1980-01-01" """), Observation(patient, "laboratory"), Observation(patient, "vital-signs"));
        (await host.Run("link-member", member.Email, patient)).Code.ShouldBe(0);
        var (_, app) = await host.ApprovedApp(AppForm.Valid("Lab Book").With(
            ("oAuthType", "AuthorizationCodePkce"), ("redirectUrls", Redirect), ("applicationType", "Web"), ("scopes", "launch/patient"), ("scopes", "patient/Observation.read")));
        var client = new AppClient(host, new(app.ClientId, null, Redirect), sandbox: false);

        var tokens = await client.Redeem(await client.Code(member.Browser, [("scope", $"launch/patient {Lab} patient/Observation.rs?category=http://example.org|other")]));

        tokens["scope"].ShouldBe($"launch/patient {Lab}");
        var (_, bundle) = await host.Fhir($"/fhir/Observation?patient={patient}", tokens.AccessToken);
        bundle.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource").GetProperty("id").GetString()).ShouldBe([patient + "-laboratory"]);
        (await host.Fhir($"/fhir/Observation/{patient}-laboratory", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Fhir($"/fhir/Observation/{patient}-vital-signs", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.Fhir($"/fhir/Patient/{patient}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await member.Browser.Get("/member/apps")).Document()).QuerySelector("main")!.TextContent.ShouldContain(ScopePart.All.Single(p => Lab.EndsWith(p.Restriction, StringComparison.Ordinal)).Words);
    }

    private async Task Load(params string[] resources)
    {
        var file = Path.GetTempFileName() + ".ndjson";
        await File.WriteAllLinesAsync(file, resources);
        (await host.Run("load", "members", file)).Code.ShouldBe(0);
        File.Delete(file);
    }

    private static string Observation(string patient, string category) => Resource("Observation", $"{patient}-{category}",
        $$""" "status":"final","code":{"text":"x"},"subject":{"reference":"Patient/{{patient}}"},"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"{{category}}"}]}] """);

    private static string Resource(string type, string id, string rest) => $$"""{"resourceType":"{{type}}","id":"{{id}}",{{rest}}}""";
}
