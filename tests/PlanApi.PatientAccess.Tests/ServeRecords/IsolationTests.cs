using System.Net;
using PlanApi.BuildingBlocks.Store;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>No way from one patient's token to another patient's record.</summary>
public sealed class IsolationTests(RecordsHost host)
{
    private readonly string _organization = NewId.From(TimeProvider.System);

    [Fact]
    public async Task Without_a_token_nothing_is_answered_but_the_capability_statement()
    {
        var anyone = host.App(null);

        foreach (var path in new[] { "/fhir/Patient/x", "/fhir/Patient", "/fhir/ExplanationOfBenefit?patient=x", "/fhir/Patient/x/_history", "/sandbox/fhir/Patient/x" })
        {
            var response = await anyone.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
            (await response.IssueCode()).ShouldBe("login");
        }

        (await anyone.GetAsync("/fhir/metadata")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anyone.GetAsync("/sandbox/fhir/metadata")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Bearer made-up")]
    [InlineData("Bearer")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("nonsense")]
    public async Task A_token_that_is_none_of_ours_is_refused_with_a_challenge(string header)
    {
        var app = host.App(null);
        app.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        var response = await app.GetAsync("Patient");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var household = await host.Sandbox(_organization, Scenario.NoClinicalData);
        var token = host.Grant(household.Patients[0].PatientId, _organization, RecordsHost.AllScopes);
        (await host.App(token).GetAsync("Patient")).StatusCode.ShouldBe(HttpStatusCode.OK);

        host.Keep(token with { ExpiresAt = host.Clock.GetUtcNow() });

        var response = await host.App(token).GetAsync("Patient");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
    }

    [Fact]
    public async Task A_sandbox_token_opens_nothing_in_production_and_the_reverse()
    {
        var household = await host.Sandbox(_organization, Scenario.NoClinicalData);
        var patient = household.Patients[0].PatientId;
        var sandbox = host.App(host.Grant(patient, _organization, RecordsHost.AllScopes));
        var production = host.App(host.Grant(patient, null, RecordsHost.AllScopes));

        (await sandbox.GetAsync($"/fhir/Patient/{patient}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await production.GetAsync($"/sandbox/fhir/Patient/{patient}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await production.GetAsync($"/fhir/Patient/{patient}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the collections share nothing");
    }

    [Fact]
    public async Task The_subscribers_token_finds_nothing_of_a_dependent_and_the_reverse()
    {
        var household = await host.Sandbox(_organization, Scenario.Family);
        var (parent, child) = (household.Patients[0], household.Patients[^1]);
        var parents = host.App(host.Grant(parent.PatientId, _organization, RecordsHost.AllScopes));
        var childs = host.App(host.Grant(child.PatientId, _organization, RecordsHost.AllScopes));

        await NothingOf(child, parents);
        await NothingOf(parent, childs);

        (await parents.AllPages("Coverage")).ShouldBe([$"Coverage/{parent.PatientId}-coverage"]);
        (await childs.AllPages("Coverage")).ShouldBe([$"Coverage/{child.PatientId}-coverage"], "though its subscriber is the parent");
    }

    [Fact]
    public async Task Another_patients_resource_answers_like_one_that_never_was()
    {
        var household = await host.Sandbox(_organization, Scenario.Family);
        var app = host.App(host.Grant(household.Patients[0].PatientId, _organization, RecordsHost.AllScopes));
        var claim = household.Patients[^1].Resources.First(r => r.TypeName == "ExplanationOfBenefit").Id!;

        foreach (var suffix in new[] { "", "/_history", "/_history/1" })
        {
            var others = await app.GetAsync($"ExplanationOfBenefit/{claim}{suffix}");
            var none = await app.GetAsync($"ExplanationOfBenefit/{claim.Replace("eob", "eox", StringComparison.Ordinal)}{suffix}");

            others.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            Said(await others.Json(), claim).ShouldBe(Said(await none.Json(), claim.Replace("eob", "eox", StringComparison.Ordinal)));
        }

        static string Said(System.Text.Json.JsonElement outcome, string id) =>
            outcome.GetProperty("issue").GetRawText().Replace(id, "id", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_vendors_with_patients_of_the_same_seed_do_not_meet()
    {
        var other = NewId.From(TimeProvider.System) + "b";
        var mine = await host.Sandbox(_organization, Scenario.TypicalAdult);
        var theirs = await host.Sandbox(other, Scenario.TypicalAdult);
        var app = host.App(host.Grant(mine.Patients[0].PatientId, _organization, RecordsHost.AllScopes));

        await NothingOf(theirs.Patients[0], app);
        foreach (var shared in theirs.Shared)
        {
            (await app.GetAsync($"{shared.TypeName}/{shared.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_token_whose_organization_is_not_the_patients_sees_nothing()
    {
        var household = await host.Sandbox(_organization, Scenario.NoClinicalData);
        var app = host.App(host.Grant(household.Patients[0].PatientId, "another-organization", RecordsHost.AllScopes));

        (await app.GetAsync($"Patient/{household.Patients[0].PatientId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.AllPages("ExplanationOfBenefit")).ShouldBeEmpty();
        (await app.AllPages("Organization")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paging_link_of_one_patient_is_useless_to_another()
    {
        var household = await host.Sandbox(_organization, Scenario.Family);
        var (parent, child) = (household.Patients[0], household.Patients[^1]);
        var parents = host.App(host.Grant(parent.PatientId, _organization, RecordsHost.AllScopes));
        var next = (await parents.Json("ExplanationOfBenefit?_count=3")).Next().ShouldNotBeNull();

        var response = await host.App(host.Grant(child.PatientId, _organization, RecordsHost.AllScopes)).GetAsync(next);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain(parent.PatientId);
        (await parents.GetAsync(next)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await parents.GetAsync(next[..^4] + "AAAA")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    // Reads, searches, includes, chains: every way an id or a reference can be named.
    private static async Task NothingOf(SyntheticPatient other, HttpClient app)
    {
        foreach (var resource in other.Resources.GroupBy(r => r.TypeName).Select(g => g.First()))
        {
            (await app.GetAsync($"{resource.TypeName}/{resource.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, resource.TypeName);
            (await app.AllPages($"{resource.TypeName}?_id={resource.Id}")).ShouldBeEmpty();
        }

        var id = other.PatientId;
        foreach (var search in new[]
        {
            $"ExplanationOfBenefit?patient={id}", $"ExplanationOfBenefit?patient=Patient/{id}", $"Coverage?beneficiary=Patient/{id}", $"Observation?patient={id}",
            $"Observation?patient:Patient={id}", $"Condition?patient.identifier={Member(other)}", $"ExplanationOfBenefit?patient._id={id}",
            $"Coverage?patient.identifier={Member(other)}&_include=Coverage:payor", $"Provenance?target=Patient/{id}", $"CareTeam?participant=Patient/{id}",
            $"Patient?identifier={Member(other)}", $"Patient?_id={id}&_revinclude=Provenance:target", $"RelatedPerson?patient={id}",
        })
        {
            (await app.AllPages(search)).ShouldBeEmpty(search);
        }

        foreach (var including in new[] { "ExplanationOfBenefit?_include=*", "ExplanationOfBenefit?_include=ExplanationOfBenefit:*", "Coverage?_include=Coverage:payor", "Patient?_revinclude=Provenance:target", "CareTeam?_include=CareTeam:participant" })
        {
            var response = await app.GetAsync(including);
            ((int)response.StatusCode).ShouldBeLessThan(500);
            var body = await response.Content.ReadAsStringAsync();
            body.ShouldNotContain($"\"id\":\"{id}", Case.Sensitive, including);
        }
    }

    private static string Member(SyntheticPatient patient) => patient.Resources.OfType<Hl7.Fhir.Model.Patient>().Single().Identifier[0].Value!;
}
