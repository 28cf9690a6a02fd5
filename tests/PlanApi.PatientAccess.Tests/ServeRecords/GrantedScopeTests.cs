using System.Net;
using PlanApi.BuildingBlocks.Store;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>What scopes do and do not open of the patient's own record, and shared resources only by reference.</summary>
public sealed class GrantedScopeTests(RecordsHost host)
{
    private readonly string _organization = NewId.From(TimeProvider.System);

    [Fact]
    public async Task A_type_that_was_not_granted_is_forbidden_and_the_reply_says_why()
    {
        var patient = await Adult();
        var app = Granted(patient, "patient/Coverage.read", "openid");

        foreach (var path in new[] { "ExplanationOfBenefit", $"ExplanationOfBenefit/{patient}-eob-1", $"Patient/{patient}", "Observation?code=8302-2" })
        {
            var response = await app.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            response.Headers.WwwAuthenticate.ToString().ShouldContain("insufficient_scope");
            (await response.IssueCode()).ShouldBe("forbidden");
        }

        (await app.AllPages("Coverage")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Read_alone_does_not_search_and_search_alone_does_not_read()
    {
        var patient = await Adult();
        var reader = Granted(patient, "patient/Coverage.r");
        var searcher = Granted(patient, "patient/Coverage.s");

        (await reader.GetAsync($"Coverage/{patient}-coverage")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.GetAsync("Coverage")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await searcher.GetAsync("Coverage")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await searcher.GetAsync($"Coverage/{patient}-coverage")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Scopes_that_mean_nothing_here_open_nothing()
    {
        var app = Granted(await Adult(), "user/Coverage.read", "system/*.rs", "patient/Coverage.write", "patient/Coverage.rs?status=active", "openid", "offline_access");

        (await app.GetAsync("Coverage")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Types_that_were_not_granted_are_not_included()
    {
        var patient = await Adult();
        var search = "ExplanationOfBenefit?_include=ExplanationOfBenefit:patient&_include=ExplanationOfBenefit:coverage&_include=ExplanationOfBenefit:provider&_include=ExplanationOfBenefit:care-team&_count=100";

        var without = await Granted(patient, "patient/ExplanationOfBenefit.rs").Json(search);
        without.References().ShouldAllBe(r => r.StartsWith("ExplanationOfBenefit/"));

        var with = await Granted(patient, "patient/ExplanationOfBenefit.rs", "patient/Coverage.rs", "patient/Practitioner.rs").Json(search);
        with.References().Select(r => r[..r.IndexOf('/')]).Distinct().ShouldBe(["ExplanationOfBenefit", "Coverage", "Practitioner"], ignoreOrder: true);
    }

    [Fact]
    public async Task Provenance_is_not_included_for_whom_it_was_not_granted()
    {
        var patient = await Adult();

        (await Granted(patient, "patient/Encounter.rs").Json("Encounter?_revinclude=Provenance:target")).References().ShouldAllBe(r => r.StartsWith("Encounter/"));
        (await Granted(patient, "patient/Encounter.rs", "patient/Provenance.rs").Json("Encounter?_revinclude=Provenance:target")).References().ShouldContain(r => r.StartsWith("Provenance/"));
    }

    [Fact]
    public async Task A_shared_resource_is_visible_only_through_types_that_were_granted()
    {
        var patient = await Adult();
        var prefix = (await host.Sandbox(_organization, Scenario.TypicalAdult)).Shared[0].Id![..20];
        var dentist = $"Practitioner/{prefix}-dr-raman";
        var claims = Granted(patient, "patient/Practitioner.rs", "patient/ExplanationOfBenefit.rs");
        var results = Granted(patient, "patient/Practitioner.rs", "patient/Observation.rs");
        var nothing = Granted(patient, "patient/Practitioner.rs");

        (await claims.GetAsync(dentist)).StatusCode.ShouldBe(HttpStatusCode.OK, "claims name the dentist");
        (await results.GetAsync(dentist)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "no measurement names the dentist");
        (await results.GetAsync($"Practitioner/{prefix}-dr-adams")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nothing.GetAsync(dentist)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "a scope of providers alone opens no list of them");
        (await nothing.AllPages("Practitioner")).ShouldBeEmpty();
        (await claims.AllPages("Practitioner?name=Raman")).ShouldBe([dentist]);
        (await results.AllPages("Practitioner?name=Raman")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_that_nothing_in_the_record_names_is_not_there()
    {
        var patient = await Adult();
        var prefix = (await host.Sandbox(_organization, Scenario.TypicalAdult)).Shared[0].Id![..20];

        var app = Granted(patient, RecordsHost.AllScopes);

        (await app.GetAsync($"Practitioner/{prefix}-dr-castillo")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.AllPages("Practitioner")).ShouldNotContain($"Practitioner/{prefix}-dr-castillo");
    }

    [Fact]
    public async Task What_a_reference_names_can_be_read_with_every_scope()
    {
        var household = await host.Sandbox(_organization, Scenario.Family);
        var app = Granted(household.Patients[^1].PatientId, RecordsHost.AllScopes);
        var visible = household.Patients[^1].Resources.GroupBy(r => r.TypeName).Select(g => g.First()).ToList();

        foreach (var resource in visible)
        {
            (await app.Json($"{resource.TypeName}/{resource.Id}")).GetProperty("meta").GetProperty("profile").GetArrayLength().ShouldBeGreaterThan(0);
        }

        (await app.AllPages("Organization")).Count.ShouldBe(5);
        (await app.AllPages("Medication")).ShouldHaveSingleItem().ShouldEndWith("-albuterol");
    }

    private async Task<string> Adult() => (await host.Sandbox(_organization, Scenario.TypicalAdult)).Patients[0].PatientId;

    private HttpClient Granted(string patient, params string[] scopes) => host.App(host.Grant(patient, _organization, scopes));
}
