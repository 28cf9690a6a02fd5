using System.Text.Json;
using PlanApi.ProviderDirectory.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProviderDirectory.Tests.Demo;

/// <summary>The demo plan's directory, as a new user meets it.</summary>
public sealed class DemoDirectoryTests(DemoDirectoryTests.DemoHost host) : IClassFixture<DemoDirectoryTests.DemoHost>
{
    private static readonly string[] Types = ["Endpoint", "HealthcareService", "InsurancePlan", "Location", "Organization", "OrganizationAffiliation", "Practitioner", "PractitionerRole"];
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
            var bundle = await _app.Get($"{type}?_count=250");
            var entries = FhirClient.Entries(bundle).Select(e => e.GetProperty("resource")).ToList();
            entries.ShouldNotBeEmpty(type);
            foreach (var resource in entries)
                all[FhirClient.Reference(resource)] = resource;
        }

        all.Values.SelectMany(References).Where(r => !all.ContainsKey(r)).ShouldBeEmpty();
        all.Values.ShouldAllBe(r => r.GetProperty("meta").GetProperty("profile")[0].GetString()!.Contains("davinci-pdex-plan-net"));
    }

    [Fact]
    public async Task A_doctor_of_a_specialty_in_a_city_is_found_with_name_and_place()
    {
        var (matches, included) = await _app.Search(
            "PractitionerRole?specialty=208000000X&location.address-city=springfield&_include=PractitionerRole:practitioner&_include=PractitionerRole:location");
        matches.ShouldBe(["PractitionerRole/demo-dr-castillo-role"]);
        included.ShouldBe(["Practitioner/demo-dr-castillo", "Location/demo-loc-clinic"], ignoreOrder: true);
        (await _app.Search("Practitioner?name=lopez")).Matches.ShouldBe(["Practitioner/demo-np-lopez"]);
    }

    [Fact]
    public async Task Pharmacies_are_found_by_type_and_city_as_organization_as_service_and_as_place()
    {
        (await _app.Search("Organization?type=333600000X&address-city=Greenfield")).Matches.ShouldBe(["Organization/demo-pharmacy-shore"]);
        (await _app.Search("HealthcareService?service-type=333600000X&location.address-city=Greenfield")).Matches.ShouldBe(["HealthcareService/demo-pharmacy-shore-service"]);
        (await _app.Search("Location?type=OUTPHARM&address-city=Greenfield")).Matches.ShouldBe(["Location/demo-loc-pharmacy-shore"]);
    }

    [Fact]
    public void National_provider_identifiers_have_right_check_digits() =>
        DemoDirectoryEntries.Practitioners.Select(p => p.Npi).Concat(DemoDirectoryEntries.Organizations.Select(o => o.Npi)).ShouldAllBe(npi => CheckSum(npi) % 10 == 0);

    // The Luhn sum over 80840 and the number (45 CFR 162.406).
    private static int CheckSum(string npi) => ("80840" + npi).Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : (c - '0') * 2).Sum(d => (d / 10) + (d % 10));

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "reference" ? [p.Value.GetString()!] : References(p.Value)),
        _ => [],
    };
}
