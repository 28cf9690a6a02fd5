using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.TestKit;

namespace PlanApi.ProviderDirectory.Tests.Demo;

/// <summary>The demo plan's directory, as a new user meets it.</summary>
public sealed class DemoDirectoryTests(DemoDirectoryTests.DemoHost host) : IClassFixture<DemoDirectoryTests.DemoHost>
{
    private static readonly string[] Types =
        ["Basic", "Endpoint", "HealthcareService", "InsurancePlan", "Location", "MedicationKnowledge", "Organization", "OrganizationAffiliation", "Practitioner", "PractitionerRole"];

    private static readonly string[] Providers = ["Practitioner", "PractitionerRole", "Organization", "Location"];
    private readonly FhirClient _app = new(host.CreateClient());

    public sealed class DemoHost : PlanApiHost
    {
        protected override bool WithDemo => true;
    }

    [Fact]
    public async Task Every_type_has_entries_and_all_references_among_them_resolve()
    {
        Dictionary<string, JsonElement> all = [];
        foreach (var type in Types)
        {
            var before = all.Count;
            for (var next = $"{type}?_count=250"; next is not null;)
            {
                var bundle = await _app.Get(next);
                foreach (var resource in FhirClient.Entries(bundle).Select(e => e.GetProperty("resource")))
                    all[FhirClient.Reference(resource)] = resource;
                next = FhirClient.Link(bundle, "next");
            }

            all.Count.ShouldBeGreaterThan(before, type);
        }

        all.Values.SelectMany(References).Where(r => !all.ContainsKey(r)).ShouldBeEmpty();
        all.Values.ShouldAllBe(r => IsOfAGuide(r.GetProperty("meta").GetProperty("profile")[0].GetString()!));
    }

    [Fact]
    public async Task A_doctor_of_a_specialty_in_a_city_is_found_with_name_and_place()
    {
        var (matches, included) = await _app.Search(
            "PractitionerRole?specialty=208000000X&location.address-city=springfield&_include=PractitionerRole:practitioner&_include=PractitionerRole:location");
        matches.ShouldContain("PractitionerRole/demo-dr-castillo-role");
        included.ShouldContain("Practitioner/demo-dr-castillo");
        included.ShouldContain("Location/demo-loc-clinic");
        (await _app.Search("Practitioner?name=lopez")).Matches.ShouldBe(["Practitioner/demo-np-lopez"]);
    }

    [Fact]
    public async Task Pharmacies_are_found_by_type_and_city_as_organization_as_service_and_as_place()
    {
        var organizations = (await _app.Search("Organization?type=333600000X&address-city=Greenfield")).Matches;
        var services = (await _app.Search("HealthcareService?service-type=333600000X&location.address-city=Greenfield")).Matches;
        var places = (await _app.Search("Location?type=OUTPHARM&address-city=Greenfield")).Matches;

        organizations.ShouldContain("Organization/demo-pharmacy-shore");
        services.ShouldContain("HealthcareService/demo-pharmacy-shore-service");
        places.ShouldContain("Location/demo-loc-pharmacy-shore");
        places.Count.ShouldBe(organizations.Count);
        services.Count.ShouldBe(organizations.Count);
        organizations.ShouldNotContain("Organization/demo-pharmacy-main");
    }

    [Fact]
    public async Task A_drug_is_found_by_a_word_with_its_tier_and_rules_on_each_formulary()
    {
        var (matches, included) = await _app.Search("Basic?subject:MedicationKnowledge.drug-name:contains=eliquis&_include=Basic:formulary");

        matches.Count.ShouldBe(2);
        included.ShouldBe(["InsurancePlan/demo-formulary-standard", "InsurancePlan/demo-formulary-value"], ignoreOrder: true);
        (await _app.Search("Basic?formulary=InsurancePlan/demo-formulary-standard&drug-tier=specialty")).Matches.ShouldNotBeEmpty();
        (await _app.Search("InsurancePlan?formulary-coverage=InsurancePlan/demo-formulary-value")).Matches.ShouldBe(["InsurancePlan/demo-drug-plan-bronze"]);
    }

    [Fact]
    public async Task The_providers_of_the_members_own_records_are_in_it_under_the_same_id_and_number()
    {
        var records = await host.Database.GetCollection<BsonDocument>("patientAccess.members.resources")
            .Find(new BsonDocument("type", new BsonDocument("$in", new BsonArray(Providers)))).ToListAsync();

        records.Count.ShouldBeGreaterThan(10);
        foreach (var id in records.Select(r => r["_id"].AsString))
            (await _app.Get(id)).GetProperty("resourceType").GetString().ShouldBe(id.Split('/')[0]);
        (await _app.Search("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi%7C9902200002")).Matches.ShouldBe(["Practitioner/demo-dr-adams"]);
        records.ShouldContain(r => r["_id"] == "Practitioner/demo-dr-adams" && r["search"].AsBsonArray.Any(e => e.ToString()!.Contains("9902200002")));
    }

    [Fact]
    public async Task Who_is_near_and_takes_new_patients_in_a_network_is_told()
    {
        (await _app.Search("Location?near=42.1015%7C-72.5898%7C5%7Ckm")).Matches.ShouldContain("Location/demo-loc-clinic");
        var role = await _app.Get("PractitionerRole/demo-dr-castillo-role");

        var text = role.GetRawText();
        text.ShouldContain("acceptingPatients");
        text.ShouldContain("Organization/demo-network-hmo");
        text.ShouldContain("availableStartTime");
    }

    private static bool IsOfAGuide(string profile) => profile.Contains("davinci-pdex-plan-net") || profile.Contains("davinci-drug-formulary");

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "reference" ? [p.Value.GetString()!] : References(p.Value)),
        _ => [],
    };
}
