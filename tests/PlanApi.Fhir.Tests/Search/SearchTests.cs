using System.Net;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>What each kind of parameter matches, by the R4 text (search.html).</summary>
public sealed class SearchTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);

    [Theory]
    [InlineData("final", true)]
    [InlineData("final,amended", true)]
    [InlineData("amended", false)]
    [InlineData("http://hl7.org/fhir/observation-status|final", true)]
    public Task A_status_is_found_by_code(string status, bool found) => Observation("status=" + status, found);

    [Theory]
    [InlineData("8867-4", true)]
    [InlineData("http://loinc.org|8867-4", true)]
    [InlineData("http://loinc.org|", true)]
    [InlineData("http://loinc.org|8867", false)]
    [InlineData("http://snomed.info/sct|8867-4", false)]
    [InlineData("|8867-4", false)]
    [InlineData("8867", false)]
    [InlineData("8867-4,1234-5", true)]
    [InlineData("http://loinc.org|8867\\-4", false)]
    public Task A_code_is_found_with_and_without_its_system(string code, bool found) => Observation("code=" + Uri.EscapeDataString(code), found);

    [Theory]
    [InlineData("code:not=8867-4", false)]
    [InlineData("code:not=1234-5", true)]
    [InlineData("performer:missing=true", true)]
    [InlineData("performer:missing=false", false)]
    [InlineData("date:missing=false", true)]
    [InlineData("date:missing=true", false)]
    public Task Absence_can_be_asked_for(string query, bool found) => Observation(query, found);

    // The observation is of 2020-05-17T10:30:00+02:00.
    [Theory]
    [InlineData("2020", true)]
    [InlineData("2020-05", true)]
    [InlineData("2020-05-17", true)]
    [InlineData("2020-05-17T08:30Z", true)]
    [InlineData("2020-05-17T10:30:00+02:00", true)]
    [InlineData("2020-05-17T10:30:00Z", false)]
    [InlineData("2021", false)]
    [InlineData("gt2020-05-16", true)]
    [InlineData("gt2020-05-17", false)]
    [InlineData("ge2020-05-17", true)]
    [InlineData("ge2020-05-18", false)]
    [InlineData("lt2020-05-18", true)]
    [InlineData("lt2020-05-17", false)]
    [InlineData("le2020-05-17", true)]
    [InlineData("le2020-05-16", false)]
    [InlineData("sa2020-05-16", true)]
    [InlineData("sa2020", false)]
    [InlineData("eb2020-05-18", true)]
    [InlineData("eb2020-05-17", false)]
    [InlineData("ne2020-05-17", false)]
    [InlineData("ne2020-05-18", true)]
    [InlineData("ap2020-05-10", true)]
    [InlineData("ap1990", false)]
    [InlineData("gt2019,gt2030", true)]
    public Task A_date_is_compared_as_the_span_it_means(string date, bool found) => Observation("date=" + Uri.EscapeDataString(date), found);

    [Fact]
    public async Task A_period_is_compared_by_both_its_ends()
    {
        var (id, patient) = (Some.Id(), Some.Id());
        var observation = Some.Observation(id, patient);
        observation["effectivePeriod"] = new JsonObject { ["start"] = "2020-03-10", ["end"] = "2020-06-20" };
        await server.Open.Put(observation);
        await Expect($"Observation?patient={patient}&date=2020", id, true);
        await Expect($"Observation?patient={patient}&date=2020-05", id, false);
        await Expect($"Observation?patient={patient}&date=gt2020-06-01", id, true);
        await Expect($"Observation?patient={patient}&date=gt2020-06-20", id, false);
        await Expect($"Observation?patient={patient}&date=lt2020-03-11", id, true);
        await Expect($"Observation?patient={patient}&date=sa2020-03-11", id, false);
        await Expect($"Observation?patient={patient}&date=ge2020-04&date=le2020-05", id, true);
        await Expect($"Observation?patient={patient}&date=ap2020-05", id, true);
    }

    [Fact]
    public async Task A_period_without_an_end_goes_on()
    {
        var (id, patient) = (Some.Id(), Some.Id());
        var observation = Some.Observation(id, patient);
        observation["effectivePeriod"] = new JsonObject { ["start"] = "2020-03-10" };
        await server.Open.Put(observation);
        await Expect($"Observation?patient={patient}&date=gt2090", id, true);
        await Expect($"Observation?patient={patient}&date=eb2090", id, false);
        await Expect($"Observation?patient={patient}&date=2020", id, false);
    }

    [Theory]
    [InlineData("name=mül", true)]
    [InlineData("name=MULLER", true)]
    [InlineData("name=müller-lüd", true)]
    [InlineData("name=ludenscheid", false)]
    [InlineData("name=jos", true)]
    [InlineData("name=xyz,jos", true)]
    [InlineData("name=jos&name=mul", true)]
    [InlineData("name=jos&name=xyz", false)]
    [InlineData("name:exact=Jos%C3%A9", true)]
    [InlineData("name:exact=jose", false)]
    [InlineData("name=.*", false)]
    [InlineData("name=[a-z]", false)]
    [InlineData("name=(a%2B)%2B%24", false)]
    [InlineData("family=jos", false)]
    public async Task A_name_is_matched_from_the_start_of_each_part_whatever_case_accents_and_punctuation(string query, bool found)
    {
        var id = Some.Id();
        await server.Open.Put(new JsonObject
        {
            ["resourceType"] = "Patient",
            ["id"] = id,
            ["name"] = new JsonArray(new JsonObject { ["family"] = "Müller-Lüdenscheid", ["given"] = new JsonArray("José") }),
        });
        await Expect($"Patient?_id={id}&{query}", id, found);
    }

    [Fact]
    public async Task A_comma_can_be_part_of_a_value()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Organization(id, "Jones, Smith and Sons"));
        await Expect($"Organization?_id={id}&name:exact={Uri.EscapeDataString("Jones\\, Smith and Sons")}", id, true);
        await Expect($"Organization?_id={id}&name:exact={Uri.EscapeDataString("Jones, Smith and Sons")}", id, false);
    }

    [Theory]
    [InlineData("patient={0}", true)]
    [InlineData("patient=Patient/{0}", true)]
    [InlineData("subject=Patient/{0}", true)]
    [InlineData("subject={0}", true)]
    [InlineData("subject:Patient={0}", true)]
    [InlineData("subject:Group={0}", false)]
    [InlineData("patient=https://plan.example/open/fhir/Patient/{0}", true)]
    [InlineData("patient=https://elsewhere.example/fhir/Patient/{0}", false)]
    [InlineData("patient=Group/{0}", false)]
    [InlineData("patient.family=Chained", true)]
    [InlineData("patient.family=Unchained", false)]
    [InlineData("subject:Patient.family=Chained", true)]
    public async Task A_reference_is_found_by_id_by_type_and_id_by_our_address_and_through_a_chain(string query, bool found)
    {
        var (id, patient) = (Some.Id(), Some.Id());
        await server.Open.Put(Some.Patient(patient, "Chained"), Some.Observation(id, patient));
        await Expect($"Observation?_id={id}&{string.Format(System.Globalization.CultureInfo.InvariantCulture, query, patient)}", id, found);
    }

    [Fact]
    public async Task A_chain_goes_over_several_links()
    {
        var (role, location, organization, parent, practitioner) = (Some.Id(), Some.Id(), Some.Id(), Some.Id(), Some.Id());
        await server.Open.Put(
            Some.Organization(parent, "Grand Parent " + parent), Some.Organization(organization, partOf: parent), Some.Practitioner(practitioner),
            Some.Location(location), Some.Role(role, practitioner, organization, location));
        await Expect($"PractitionerRole?organization.partof.name={Uri.EscapeDataString("grand parent " + parent)}", role, true);
    }

    [Fact]
    public async Task Ids_profiles_tags_and_times_of_writing_are_searched_on_every_type()
    {
        var id = Some.Id();
        var location = Some.Location(id);
        location["meta"] = new JsonObject
        {
            ["profile"] = new JsonArray("http://example.org/profile"),
            ["tag"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/tags", ["code"] = id }),
        };
        await server.Open.Put(location);
        await Expect($"Location?_id={id},other", id, true);
        await Expect($"Location?_tag={id}&_profile=http://example.org/profile", id, true);
        await Expect($"Location?_tag=http://example.org/tags|{id}&_profile=http://example.org/other", id, false);
        await Expect($"Location?_id={id}&_lastUpdated=ge{server.Clock.GetUtcNow():yyyy-MM-dd}", id, true);
        await Expect($"Location?_id={id}&_lastUpdated=lt{server.Clock.GetUtcNow():yyyy-MM-dd}", id, false);
    }

    [Fact]
    public async Task A_search_by_form_finds_the_same_as_one_by_address()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id, "Postville"));
        using var response = await _app.Post("Location/_search", $"_id={id}&address-city=postville");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bundle = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Bundles.Entries(bundle).Select(Bundles.Reference).ShouldBe(["Location/" + id]);
        Bundles.Link(bundle, "self").ShouldBe($"https://plan.example/open/fhir/Location?_id={id}&address-city=postville");
        using var json = await _app.Post("Location/_search", "{}", "application/json");
        json.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private async Task Observation(string query, bool found)
    {
        var (id, patient) = (Some.Id(), Some.Id());
        await server.Open.Put(Some.Observation(id, patient, "2020-05-17T10:30:00+02:00"));
        await Expect($"Observation?patient={patient}&{query}", id, found);
    }

    private async Task Expect(string search, string id, bool found) =>
        (await _app.Matches(search)).ShouldBe(found ? [$"{search[..search.IndexOf('?')]}/{id}"] : [], search);
}
