using System.Net;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>What stands after a colon (search.html#modifiers), and the values that need one to be found.</summary>
public sealed class ModifierTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);
    private readonly string _id = Some.Id();

    [Theory]
    [InlineData("name:contains=ller", true)]
    [InlineData("name:contains=LÜDEN", true)]
    [InlineData("name:contains=r-l", true)]
    [InlineData("name:contains=xyz,osé", true)]
    [InlineData("name:contains=.*", false)]
    [InlineData("name:contains=[a-z]", false)]
    [InlineData("name:contains=(a%2B)%2B%24", false)]
    [InlineData("name:contains=zzz", false)]
    [InlineData("name:exact=osé", false)]
    [InlineData("active=true", true)]
    [InlineData("active=http://terminology.hl7.org/CodeSystem/special-values|true", true)]
    [InlineData("active=false", false)]
    [InlineData("active:not=true", false)]
    [InlineData("identifier=http://example.org/mrn|A-1", true)]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|A-1", true)]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|A-1", false)]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|A-2", false)]
    [InlineData("identifier:text=record", true)]
    [InlineData("identifier:text=number", false)]
    [InlineData("_id:missing=false", true)]
    [InlineData("_id:missing=true", false)]
    [InlineData("_lastUpdated:missing=true", false)]
    [InlineData("_source=http://example.org/source", true)]
    [InlineData("_source=http://example.org/other", false)]
    [InlineData("_source:missing=true", false)]
    [InlineData("_tag:missing=true", true)]
    [InlineData("_profile=http://example.org/patient", true)]
    [InlineData("_profile=http://example.org/patient|1.0", true)]
    [InlineData("_profile=http://example.org/patient|2.0", false)]
    [InlineData("birthdate:missing=true", true)]
    [InlineData("name:missing=false", true)]
    [InlineData("gender:missing=true", true)]
    public async Task Of_a_patient(string query, bool found)
    {
        await server.Open.Put(new JsonObject
        {
            ["resourceType"] = "Patient",
            ["id"] = _id,
            ["meta"] = new JsonObject { ["profile"] = new JsonArray("http://example.org/patient|1.0"), ["source"] = "http://example.org/source" },
            ["active"] = true,
            ["name"] = new JsonArray(new JsonObject { ["family"] = "Müller-Lüdenscheid", ["given"] = new JsonArray("José") }),
            ["identifier"] = new JsonArray(new JsonObject
            {
                ["type"] = new JsonObject { ["text"] = "Record of ours", ["coding"] = new JsonArray(Some.Coding("http://terminology.hl7.org/CodeSystem/v2-0203", "MR")) },
                ["system"] = "http://example.org/mrn",
                ["value"] = "A-1",
            }),
        });
        await Expect($"Patient?_id={_id}&{query}", found);
    }

    [Theory]
    [InlineData("code:text=heart", true)]
    [InlineData("code:text=HEART RÁTE", true)]
    [InlineData("code:text=pulse", true)]
    [InlineData("code:text=rate", false)]
    [InlineData("code:not=8867-4,1", false)]
    [InlineData("performer:identifier=http://example.org/npi|123", true)]
    [InlineData("performer:identifier=123", true)]
    [InlineData("performer:identifier=http://example.org/npi|124", false)]
    [InlineData("performer:identifier=|123", false)]
    [InlineData("performer=123", false)]
    [InlineData("performer:missing=false", true)]
    [InlineData("performer:missing=true", false)]
    [InlineData("category:missing=false", true)]
    [InlineData("value-quantity:missing=true", true)]
    [InlineData("subject:missing=false", true)]
    public async Task Of_an_observation(string query, bool found)
    {
        var observation = Some.Observation(_id, _id);
        observation["code"] = new JsonObject { ["text"] = "Pulse", ["coding"] = new JsonArray(Some.Coding("http://loinc.org", "8867-4", "Heart rate")) };
        observation["category"] = new JsonArray(new JsonObject { ["extension"] = new JsonArray(new JsonObject { ["url"] = "http://example.org/why", ["valueString"] = "unknown" }) });
        observation["performer"] = new JsonArray(new JsonObject { ["identifier"] = new JsonObject { ["system"] = "http://example.org/npi", ["value"] = "123" } });
        await server.Open.Put(observation);
        await Expect($"Observation?_id={_id}&{query}", found);
    }

    [Theory]
    [InlineData("http://example.org/plan", true)]
    [InlineData("http://example.org/plan|2", true)]
    [InlineData("http://example.org/plan|1", false)]
    [InlineData("http://example.org/pl", false)]
    public async Task A_canonical_is_found_with_its_version_and_without(string asked, bool found)
    {
        await server.Open.Put(Request(r => r["instantiatesCanonical"] = new JsonArray("http://example.org/plan|2")));
        await Expect($"ServiceRequest?_id={_id}&instantiates-canonical={Uri.EscapeDataString(asked)}", found);
    }

    // The request is for three days of May and June 2020.
    [Theory]
    [InlineData("2020", true)]
    [InlineData("ge2020-05-20", true)]
    [InlineData("ap2020-05-25", true)]
    [InlineData("gt2020-06-02", false)]
    [InlineData("sa2020-05-01", true)]
    [InlineData("eb2020-06-01", false)]
    [InlineData("2020-05", false)]
    [InlineData("lt2020-05-10", false)]
    public async Task A_schedule_counts_from_its_first_to_its_last_time(string asked, bool found)
    {
        await server.Open.Put(Request(r => r["occurrenceTiming"] = new JsonObject { ["event"] = new JsonArray("2020-05-20", "2020-06-02", "2020-05-10") }));
        await Expect($"ServiceRequest?_id={_id}&occurrence={asked}", found);
    }

    [Theory]
    [InlineData("Patient?identifier:of-type=MR|A-1", "of-type")]
    [InlineData("Patient?name:text=a", "text")]
    [InlineData("Patient?active:contains=t", "contains")]
    [InlineData("Observation?code:in=http://example.org/set", "in")]
    [InlineData("Location?near:exact=1|2", "exact")]
    public async Task What_no_such_parameter_takes_is_refused(string search, string mentioned) =>
        (await _app.Fails(search, HttpStatusCode.BadRequest)).Diagnostics.ShouldContain(mentioned);

    private JsonObject Request(Action<JsonObject> with)
    {
        var request = new JsonObject { ["resourceType"] = "ServiceRequest", ["id"] = _id, ["status"] = "active", ["intent"] = "order", ["subject"] = Some.Reference("Patient/p") };
        with(request);
        return request;
    }

    private async Task Expect(string search, bool found) =>
        (await _app.Matches(search)).ShouldBe(found ? [$"{search[..search.IndexOf('?', StringComparison.Ordinal)]}/{_id}"] : [], search);
}
