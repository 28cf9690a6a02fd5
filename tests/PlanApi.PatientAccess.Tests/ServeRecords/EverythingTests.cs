using System.Net;
using PlanApi.BuildingBlocks.Store;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>Patient/$everything with tokens of the host.</summary>
public sealed class EverythingTests(RecordsHost host)
{
    private readonly string _organization = NewId.From(TimeProvider.System);

    [Fact]
    public async Task It_is_what_all_searches_together_find()
    {
        var patient = await Adult();
        var app = Granted(patient, RecordsHost.AllScopes);
        List<string> searched = [];
        foreach (var type in PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes.Names)
            searched.AddRange(await app.AllPages($"{type}?_count=100"));

        (await app.Json($"Patient/{patient}/$everything")).References().ShouldBe(searched, ignoreOrder: true);
        (await app.AllPages($"Patient/{patient}/$everything?_count=7")).ShouldBe(searched, ignoreOrder: true);
        (await app.AllPages("Patient/$everything?_type=Coverage,Practitioner"))
            .ShouldBe(searched.Where(r => r.StartsWith("Coverage/", StringComparison.Ordinal) || r.StartsWith("Practitioner/", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Fact]
    public async Task It_needs_the_patient_and_shows_no_type_beyond_the_scopes()
    {
        var patient = await Adult();
        (await Granted(patient, "patient/Coverage.rs").GetAsync($"Patient/{patient}/$everything")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Granted(patient, "patient/Patient.r", "patient/Coverage.rs").GetAsync($"Patient/{patient}/$everything")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Granted(patient, "patient/Patient.rs", "patient/Coverage.rs", "patient/Condition.r", "patient/Observation.s").Json($"Patient/{patient}/$everything")).References()
            .ShouldBe([$"Patient/{patient}", $"Coverage/{patient}-coverage"]);
        (await host.App(null).GetAsync($"/sandbox/fhir/Patient/{patient}/$everything")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_dependents_record_is_not_the_subscribers()
    {
        var household = await host.Sandbox(_organization, Scenario.Family);
        var child = household.Patients[^1].PatientId;
        var app = Granted(household.Patients[0].PatientId, RecordsHost.AllScopes);
        (await app.GetAsync($"Patient/{child}/$everything")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.AllPages("Patient/$everything")).ShouldNotContain(r => r.Contains(child));
    }

    [Fact]
    public async Task A_paging_link_ends_with_the_scopes_it_was_made_under()
    {
        var patient = await Adult();
        var token = host.Grant(patient, _organization, RecordsHost.AllScopes);
        var next = (await host.App(token).Json($"Patient/{patient}/$everything?_count=3")).Next().ShouldNotBeNull();
        var refreshed = host.Keep(token with { TokenId = NewId.From(TimeProvider.System) });
        (await host.App(refreshed).GetAsync(next)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var narrower = host.Keep(token with { TokenId = NewId.From(TimeProvider.System) + "n", Scopes = ["patient/Patient.rs", "patient/Coverage.rs"] });
        (await host.App(narrower).GetAsync(next)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_post_with_parameters_is_answered_under_the_grant_too()
    {
        var patient = await Adult();
        using var body = new StringContent("""{"resourceType":"Parameters","parameter":[{"name":"_type","valueCode":"Coverage"}]}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/fhir+json"));
        var response = await Granted(patient, RecordsHost.AllScopes).PostAsync($"Patient/{patient}/$everything", body);
        (await response.Json()).References().ShouldBe([$"Coverage/{patient}-coverage"]);
    }

    private async Task<string> Adult() => (await host.Sandbox(_organization, Scenario.TypicalAdult)).Patients[0].PatientId;

    private HttpClient Granted(string patient, params string[] scopes) => host.App(host.Grant(patient, _organization, scopes));
}
