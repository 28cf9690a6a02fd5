using System.Net;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>A record that others made (Synthea), by the operators' commands, and an approved app: the whole way of a member's data, nothing replaced.</summary>
public sealed class RealRecordTests(RealRecordTests.Host host) : IClassFixture<RealRecordTests.Host>
{
    private const string Redirect = "https://pillbox.example/callback";
    private static readonly string[] Types = ["ExplanationOfBenefit", "Observation", "Condition"];

    public sealed class Host : OAuthServices;

    [Fact]
    public async Task A_member_linked_to_a_loaded_record_reads_exactly_its_claims_measurements_and_conditions_through_an_app()
    {
        SharedData.Need(Synthea.Archive);
        var (mine, others) = Synthea.Patients() is [var first, var second, ..] ? (first, second) : throw new ShouldAssertException("There are not two patients");
        var member = await host.Member();
        (await host.Run("load", "members", mine.File)).Code.ShouldBe(0);
        (await host.Run("load", "members", others.File)).Code.ShouldBe(0);
        (await host.Run("link-member", member.Email, mine.PatientId)).Code.ShouldBe(0);

        var tokens = await Connect(member);

        tokens["patient"].ShouldBe(mine.PatientId);
        (await host.Fhir($"/fhir/Patient/{mine.PatientId}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var type in Types)
        {
            mine.Ids[type].ShouldNotBeEmpty();
            (await Found($"/fhir/{type}?patient={mine.PatientId}&_count=20", tokens.AccessToken)).Order(StringComparer.Ordinal).ShouldBe(mine.Ids[type].Order(StringComparer.Ordinal), type);
            (await Found($"/fhir/{type}?patient={others.PatientId}", tokens.AccessToken)).ShouldBeEmpty();
            (await host.Fhir($"/fhir/{type}/{others.Ids[type].First()}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private async Task<OAuthReply> Connect(Person member)
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid("Claims and More").With(
            ("oAuthType", "AuthorizationCodePkce"), ("redirectUrls", Redirect), ("applicationType", "Web"),
            ("scopes", "launch/patient"), ("scopes", "patient/Patient.read"), ("scopes", "patient/ExplanationOfBenefit.read"), ("scopes", "patient/Observation.read"), ("scopes", "patient/Condition.read")));
        var client = new AppClient(host, new(app.ClientId, null, Redirect), sandbox: false);
        return await client.Redeem(await client.Code(member.Browser, [("scope", "launch/patient patient/*.read")]));
    }

    private async Task<IReadOnlyList<string>> Found(string search, string token)
    {
        List<string> ids = [];
        for (var next = search; next is not null;)
        {
            var (status, bundle) = await host.Fhir(next, token);
            status.ShouldBe(HttpStatusCode.OK, next);
            ids.AddRange(bundle.TryGetProperty("entry", out var entries) ? entries.EnumerateArray().Select(e => e.GetProperty("resource").GetProperty("id").GetString()!) : []);
            next = bundle.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == "next").Select(l => l.GetProperty("url").GetString()).FirstOrDefault();
        }

        return ids;
    }
}
