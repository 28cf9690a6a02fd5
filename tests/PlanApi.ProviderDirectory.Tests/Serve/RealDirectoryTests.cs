using System.Text.Json;
using PlanApi.TestKit;

namespace PlanApi.ProviderDirectory.Tests.Serve;

/// <summary>Searches over real data; every expected answer is computed here from the files.</summary>
public sealed class RealDirectoryTests
{
    private static readonly string[] NameElements = ["text", "family", "given", "prefix", "suffix"];
    private readonly FhirClient _app;

    public RealDirectoryTests(Connecticut directory)
    {
        SharedData.Need(Connecticut.Archive);
        _app = new(directory.CreateClient());
    }

    [Theory]
    [InlineData("Endpoint")]
    [InlineData("HealthcareService")]
    [InlineData("InsurancePlan")]
    [InlineData("Location")]
    [InlineData("Organization")]
    [InlineData("OrganizationAffiliation")]
    [InlineData("Practitioner")]
    [InlineData("PractitionerRole")]
    public async Task Everyone_finds_every_resource_of_every_type_page_by_page_without_a_token(string type)
    {
        var (found, _) = await _app.Search($"{type}?_count=250");
        found.ShouldBeTheSame(Connecticut.Of(type).Select(FhirClient.Reference));
    }

    [Fact]
    public async Task Roles_of_a_specialty_come_with_their_practitioners_locations_and_organizations()
    {
        var (matches, included) = await _app.Search(
            "PractitionerRole?specialty=207RC0000X&_count=20&_include=PractitionerRole:practitioner&_include=PractitionerRole:location&_include=PractitionerRole:organization");

        var roles = Connecticut.Of("PractitionerRole").Where(r => Codes(r, "specialty").Contains("207RC0000X")).ToList();
        roles.Count.ShouldBeGreaterThan(20);
        matches.ShouldBeTheSame(roles.Select(FhirClient.Reference));
        var loaded = Types("Practitioner", "Location", "Organization").Select(FhirClient.Reference).ToHashSet();
        var expected = roles.SelectMany(r => References(r, "practitioner").Concat(References(r, "location")).Concat(References(r, "organization"))).Where(loaded.Contains);
        included.Distinct().ShouldBeTheSame(expected.Distinct());
    }

    [Fact]
    public async Task A_specialty_with_its_system_is_found_and_with_another_system_is_not()
    {
        var (right, _) = await _app.Search("PractitionerRole?specialty=http://nucc.org/provider-taxonomy|208000000X&_count=250");
        right.Count.ShouldBe(Connecticut.Of("PractitionerRole").Count(r => Codes(r, "specialty").Contains("208000000X")));
        var (wrong, _) = await _app.Search("PractitionerRole?specialty=http://snomed.info/sct|208000000X");
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_specialty_near_a_city_is_found_through_the_location()
    {
        const string City = "BRIDGEPORT";
        var there = Connecticut.Of("Location").Where(l => Starts(l, "address", "city", City)).Select(FhirClient.Reference).ToHashSet();
        var expected = Connecticut.Of("PractitionerRole").Where(r => Codes(r, "specialty").Contains("207R00000X") && References(r, "location").Any(there.Contains)).Select(FhirClient.Reference).ToList();
        var (found, _) = await _app.Search("PractitionerRole?specialty=207R00000X&location.address-city=Bridgeport");
        found.ShouldBeTheSame(expected);
    }

    [Theory]
    [InlineData("smi")]
    [InlineData("Morissette")]
    [InlineData("daphine")]
    [InlineData("o'")]
    public async Task A_name_is_matched_by_the_beginning_of_any_of_its_parts(string asked)
    {
        var (found, _) = await _app.Search($"Practitioner?name={Uri.EscapeDataString(asked)}&_count=250");
        found.ShouldBeTheSame(Connecticut.Of("Practitioner").Where(p => NameParts(p).Any(n => Plain(n).StartsWith(Plain(asked), StringComparison.Ordinal))).Select(FhirClient.Reference));
    }

    [Theory]
    [InlineData("Hartford")]
    [InlineData("new")]
    [InlineData("EAST HARTFORD")]
    public async Task Locations_are_found_by_the_beginning_of_their_city_whatever_the_case(string city)
    {
        var expected = Connecticut.Of("Location").Where(l => Starts(l, "address", "city", city)).Select(FhirClient.Reference).ToList();
        var (found, _) = await _app.Search($"Location?address-city={Uri.EscapeDataString(city)}&_count=7");
        found.ShouldBeTheSame(expected);
    }

    [Fact]
    public async Task Pharmacies_are_found_by_type_and_city()
    {
        var (found, _) = await _app.Search("Location?type=http://terminology.hl7.org/CodeSystem/v3-RoleCode|OUTPHARM&address-city=Norwalk");
        var pharmacies = Connecticut.Of("Location").Where(l => Codes(l, "type").Contains("OUTPHARM") && Starts(l, "address", "city", "Norwalk")).Select(FhirClient.Reference).ToList();
        found.ShouldBeTheSame(pharmacies);

        var (services, included) = await _app.Search("HealthcareService?service-category=pharm&location.address-city=Norwalk&_include=HealthcareService:location");
        var there = Connecticut.Of("Location").Where(l => Starts(l, "address", "city", "Norwalk")).Select(FhirClient.Reference).ToHashSet();
        var offered = Connecticut.Of("HealthcareService").Where(s => Codes(s, "category").Contains("pharm") && References(s, "location").Any(there.Contains)).ToList();
        services.ShouldBeTheSame(offered.Select(FhirClient.Reference));
        var places = Connecticut.Of("Location").Select(FhirClient.Reference).ToHashSet();
        included.Distinct().ShouldBeTheSame(offered.SelectMany(s => References(s, "location")).Where(places.Contains).Distinct());
    }

    [Fact]
    public async Task Two_values_of_one_parameter_are_either_and_two_parameters_are_both()
    {
        var (found, _) = await _app.Search("PractitionerRole?specialty=207W00000X,207X00000X&location.address-state=CT&_count=250");
        var there = Connecticut.Of("Location").Where(l => Starts(l, "address", "state", "CT")).Select(FhirClient.Reference).ToHashSet();
        found.ShouldBeTheSame(
            Connecticut.Of("PractitionerRole").Where(r => Codes(r, "specialty").Intersect(["207W00000X", "207X00000X"]).Any() && References(r, "location").Any(there.Contains)).Select(FhirClient.Reference));
    }

    [Fact]
    public async Task A_network_finds_its_roles_and_a_practitioner_comes_with_the_roles_that_refer_to_it()
    {
        var role = Connecticut.Of("PractitionerRole").First(r => r.TryGetProperty("practitioner", out _) && r.TryGetProperty("extension", out _) && Network(r) is not null);
        var network = Network(role)!;
        var (roles, _) = await _app.Search($"PractitionerRole?network={network}&_count=250");
        roles.ShouldBeTheSame(Connecticut.Of("PractitionerRole").Where(r => Networks(r).Contains(network)).Select(FhirClient.Reference));

        var practitioner = References(role, "practitioner").Single();
        var (matches, included) = await _app.Search($"Practitioner?_id={practitioner.Split('/')[1]}&_revinclude=PractitionerRole:practitioner");
        matches.ShouldBe([practitioner]);
        included.ShouldBeTheSame(Connecticut.Of("PractitionerRole").Where(r => References(r, "practitioner").Contains(practitioner)).Select(FhirClient.Reference));
    }

    private static IEnumerable<JsonElement> Types(params string[] types) => types.SelectMany(Connecticut.Of);

    private static string? Network(JsonElement role) => Networks(role).FirstOrDefault();

    private static IEnumerable<string> Networks(JsonElement role) => role.TryGetProperty("extension", out var all)
        ? all.EnumerateArray().Where(e => e.GetProperty("url").GetString()!.EndsWith("/network-reference", StringComparison.Ordinal)).Select(e => e.GetProperty("valueReference").GetProperty("reference").GetString()!)
        : [];

    private static IEnumerable<string> Codes(JsonElement resource, string element) => Many(resource, element)
        .SelectMany(c => Many(c, "coding")).Select(c => c.GetProperty("code").GetString()!);

    private static IEnumerable<string> References(JsonElement resource, string element) =>
        Many(resource, element).Where(r => r.TryGetProperty("reference", out _)).Select(r => r.GetProperty("reference").GetString()!);

    private static bool Starts(JsonElement resource, string element, string part, string asked) => Many(resource, element)
        .SelectMany(a => Many(a, part)).Any(v => Plain(v.GetString()!).StartsWith(Plain(asked), StringComparison.Ordinal));

    private static IEnumerable<string> NameParts(JsonElement practitioner) => Many(practitioner, "name")
        .SelectMany(n => NameElements.SelectMany(p => Many(n, p))).Select(v => v.GetString()!);

    private static IEnumerable<JsonElement> Many(JsonElement of, string element) => !of.TryGetProperty(element, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    // The names in these files are ASCII: letters and digits, everything else parts words.
    private static string Plain(string text) => string.Join(' ', text.ToLowerInvariant().Split([' ', ',', '.', '\'', '-', '#', '(', ')', '&', '/', '"'], StringSplitOptions.RemoveEmptyEntries));
}
