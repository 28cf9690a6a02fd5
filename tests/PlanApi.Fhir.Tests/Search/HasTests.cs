using System.Net;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>Conditions on those that refer to a match (search.html#has).</summary>
public sealed class HasTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly string _id = Some.Id();

    [Theory]
    [InlineData("_has:Observation:patient:code=8867-4", true)]
    [InlineData("_has:Observation:patient:code=http://loinc.org|8867-4", true)]
    [InlineData("_has:Observation:patient:code=1234-5", false)]
    [InlineData("_has:Observation:patient:code:not=8867-4", false)]
    [InlineData("_has:Observation:subject:date=ge2020", true)]
    [InlineData("_has:Observation:patient:performer.name=Adams", true)]
    [InlineData("_has:Observation:patient:performer:Practitioner.name=Baker", false)]
    [InlineData("_has:Observation:patient:_has:Provenance:target:recorded=2026", true)]
    [InlineData("_has:Observation:patient:_has:Provenance:target:recorded=2025", false)]
    [InlineData("_has:Observation:patient:_id={0}o", true)]
    public async Task A_patient_is_found_by_what_refers_to_it(string query, bool found)
    {
        await Fill();
        var search = $"Patient?{string.Format(System.Globalization.CultureInfo.InvariantCulture, query, _id)}&_id={_id}";
        (await App.AtOpen(server).Matches(search)).ShouldBe(found ? ["Patient/" + _id] : [], search);
        (await App.Of(server, _id).Matches(search)).ShouldBe(found ? ["Patient/" + _id] : [], search);
    }

    [Fact]
    public async Task It_may_stand_in_a_chain()
    {
        await Fill();
        (await App.AtOpen(server).Matches($"Procedure?patient._has:Observation:patient:code=8867-4&_id={_id}p")).ShouldBe([$"Procedure/{_id}p"]);
        (await App.AtOpen(server).Matches($"Procedure?patient._has:Observation:patient:code=1&_id={_id}p")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_not_granted_or_is_anothers_is_no_reason_to_match()
    {
        await Fill();
        var other = Some.Id();
        await server.Records.Put(Some.Practitioner(other), Some.Observation(other + "o", other, performer: "Practitioner/" + _id, code: "other"));
        var app = App.Of(server, _id, "Patient,Practitioner");
        (await app.Matches("Patient?_has:Observation:patient:code=8867-4")).ShouldBeEmpty();
        (await App.Of(server, _id).Matches("Practitioner?_has:Observation:performer:code=8867-4")).ShouldBe(["Practitioner/" + _id]);
        (await App.Of(server, _id).Matches("Practitioner?_has:Observation:performer:code=other")).ShouldBeEmpty();
        (await App.Of(server, _id).Get("Practitioner?_has:Observation:performer:code=other&_total=accurate")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("Patient?_has:Observation:patient=x", "_has:Type:reference:parameter")]
    [InlineData("Patient?_has:Nonsense:patient:code=x", "Nonsense")]
    [InlineData("Patient?_has:Observation:code:code=x", "code")]
    [InlineData("Patient?_has:Observation:patient:nonsense=x", "nonsense")]
    [InlineData("Location?_has:Observation:patient:code=x", "refers to Location")]
    public async Task What_can_not_be_is_said(string search, string mentioned) =>
        (await App.AtOpen(server).Fails(search, HttpStatusCode.BadRequest)).Diagnostics.ShouldContain(mentioned);

    private async Task Fill()
    {
        foreach (var branch in new[] { server.Open, server.Records })
        {
            await branch.Put(
                Some.Patient(_id), Some.Practitioner(_id), Some.Observation(_id + "o", _id, "2020-02-02", "Practitioner/" + _id), Some.Procedure(_id + "p", _id),
                Some.Provenance(_id + "v", $"Observation/{_id}o"));
        }
    }
}
