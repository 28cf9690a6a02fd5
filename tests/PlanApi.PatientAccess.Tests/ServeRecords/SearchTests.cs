using System.Net;
using Hl7.Fhir.Model;
using PlanApi.BuildingBlocks.Store;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>The searches that US Core and CARIN Blue Button ask for, against what the generator made.</summary>
public sealed class SearchTests(RecordsHost host)
{
    private readonly string _organization = NewId.From(TimeProvider.System);

    [Fact]
    public async System.Threading.Tasks.Task Searches_find_what_the_record_holds_and_only_that()
    {
        var household = await host.Sandbox(_organization, Scenario.TypicalAdult);
        var patient = household.Patients[0];
        var app = host.App(host.Grant(patient.PatientId, _organization, RecordsHost.AllScopes));
        IEnumerable<string> Of<T>(Func<T, bool> where) where T : Resource => patient.Resources.OfType<T>().Where(where).Select(r => $"{r.TypeName}/{r.Id}");
        var year = host.Clock.GetUtcNow().Year - 1;

        (string Search, IEnumerable<string> Expected)[] searches =
        [
            ("ExplanationOfBenefit?type=pharmacy", Of<ExplanationOfBenefit>(e => e.Type!.Coding[0].Code == "pharmacy")),
            ($"ExplanationOfBenefit?identifier={patient.PatientId}-eob-2", Of<ExplanationOfBenefit>(e => e.Id == $"{patient.PatientId}-eob-2")),
            ($"ExplanationOfBenefit?patient={patient.PatientId}", Of<ExplanationOfBenefit>(_ => true)),
            ($"ExplanationOfBenefit?service-date=ge{year}-01-01&service-date=lt{year + 1}-01-01&type=oral", Of<ExplanationOfBenefit>(e => e.Type!.Coding[0].Code == "oral" && e.BillablePeriod!.Start!.StartsWith($"{year}", StringComparison.Ordinal))),
            ($"ExplanationOfBenefit?billable-period-start={year}", Of<ExplanationOfBenefit>(e => e.BillablePeriod!.Start!.StartsWith($"{year}", StringComparison.Ordinal))),
            ($"Observation?patient={patient.PatientId}&category=vital-signs", Of<Observation>(o => o.Category[0].Coding[0].Code == "vital-signs")),
            ($"Observation?patient=Patient/{patient.PatientId}&code=http://loinc.org|85354-9", Of<Observation>(o => o.Code!.Coding[0].Code == "85354-9")),
            ("Condition?category=problem-list-item&clinical-status=active", Of<Condition>(c => c.Category[0].Coding[0].Code == "problem-list-item")),
            ("MedicationRequest?intent=order&status=active", Of<MedicationRequest>(m => m.Status == MedicationRequest.MedicationrequestStatus.Active)),
            ("Encounter?class=IMP", Of<Encounter>(e => e.Class!.Code == "IMP")),
            ("CarePlan?category=assess-plan", Of<CarePlan>(_ => true)),
            ("CareTeam?status=active", Of<CareTeam>(_ => true)),
            ("DiagnosticReport?category=LAB", Of<DiagnosticReport>(d => d.Category[0].Coding[0].Code == "LAB")),
            ("Goal?lifecycle-status=completed", Of<Goal>(g => g.LifecycleStatus == Goal.GoalLifecycleStatus.Completed)),
            ($"Device?patient={patient.PatientId}", Of<Device>(_ => true)),
            ("Immunization?status=completed", Of<Immunization>(_ => true)),
            ("DocumentReference?category=clinical-note&type=18842-5", Of<DocumentReference>(_ => true)),
            ("Procedure?code=609588000", Of<Procedure>(p => p.Code!.Coding[0].Code == "609588000")),
            ($"Patient?identifier={patient.Resources.OfType<Patient>().Single().Identifier[0].Value}", Of<Patient>(_ => true)),
            ($"Provenance?target=Encounter/{patient.PatientId}-enc-1", Of<Provenance>(p => p.Target[0].Reference!.EndsWith("-enc-1", StringComparison.Ordinal))),
        ];
        foreach (var (search, expected) in searches)
        {
            var wanted = expected.ToList();
            wanted.ShouldNotBeEmpty(search);
            (await app.AllPages(search)).ShouldBe(wanted, ignoreOrder: true, search);
        }
    }

    [Fact]
    public async System.Threading.Tasks.Task Pages_together_are_the_whole_and_each_match_comes_once()
    {
        var patient = (await host.Sandbox(_organization, Scenario.TypicalAdult)).Patients[0];
        var app = host.App(host.Grant(patient.PatientId, _organization, RecordsHost.AllScopes));

        var paged = await app.AllPages("Observation?_count=7");

        paged.ShouldBeUnique();
        paged.Count.ShouldBe(patient.Resources.OfType<Observation>().Count());
    }

    [Theory]
    [InlineData("Observation?date=gibberish", HttpStatusCode.BadRequest)]
    [InlineData("Observation?date=2026-13-45", HttpStatusCode.BadRequest)]
    [InlineData("Observation?_count=-1", HttpStatusCode.BadRequest)]
    [InlineData("Observation?_count=1000000", HttpStatusCode.OK)]
    [InlineData("Observation?unknown=1", HttpStatusCode.OK)]
    [InlineData("NoSuchType", HttpStatusCode.NotFound)]
    [InlineData("Observation/..%2f..%2fPatient", HttpStatusCode.NotFound)]
    public async System.Threading.Tasks.Task Odd_requests_get_their_clear_answer(string path, HttpStatusCode status)
    {
        var patient = (await host.Sandbox(_organization, Scenario.NoClinicalData)).Patients[0];
        var app = host.App(host.Grant(patient.PatientId, _organization, RecordsHost.AllScopes));

        var response = await app.GetAsync(path);

        response.StatusCode.ShouldBe(status);
        (await response.Json()).GetProperty("resourceType").GetString().ShouldBe(status == HttpStatusCode.OK ? "Bundle" : "OperationOutcome");
    }

    [Fact]
    public async System.Threading.Tasks.Task An_unknown_parameter_is_an_error_when_the_client_asks_to_be_strict()
    {
        var patient = (await host.Sandbox(_organization, Scenario.NoClinicalData)).Patients[0];
        var app = host.App(host.Grant(patient.PatientId, _organization, RecordsHost.AllScopes));
        app.DefaultRequestHeaders.Add("Prefer", "handling=strict");

        (await app.GetAsync("Coverage?unknown=1")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async System.Threading.Tasks.Task Apps_write_nothing()
    {
        var patient = (await host.Sandbox(_organization, Scenario.NoClinicalData)).Patients[0];
        var app = host.App(host.Grant(patient.PatientId, _organization, RecordsHost.AllScopes));

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
        {
            using var request = new HttpRequestMessage(method, $"Patient/{patient.PatientId}") { Content = new StringContent("{\"resourceType\":\"Patient\"}") };
            (await app.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }

        (await app.PostAsync("Patient", new StringContent("{}"))).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }
}
