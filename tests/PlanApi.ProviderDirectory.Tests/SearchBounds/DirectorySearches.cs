using PlanApi.TestKit;
using static PlanApi.ProviderDirectory.Tests.SearchBounds.CrowdedDirectory;
using static PlanApi.TestKit.Because;

namespace PlanApi.ProviderDirectory.Tests.SearchBounds;

/// <summary>The searches, and the exceptions with what they may examine.</summary>
internal static class DirectorySearches
{
    private const string Role = "PractitionerRole";

    public static IEnumerable<BoundedSearch> All => [.. Tokens, .. References, .. Texts, .. Dates, .. Places, .. OfEveryType, .. Several, .. Orders, .. Pages, .. Totals, .. Included];

    private static BoundedSearch[] Tokens { get; } =
    [
        $"{Role}?specialty=200X", $"{Role}?specialty=http://nucc.org/provider-taxonomy|200X", $"{Role}?specialty=http://nucc.org/provider-taxonomy|", $"{Role}?specialty=200X,201X,202X",
        $"{Role}?specialty:not=200X", new BoundedSearch($"{Role}?specialty:text=specialty 1").May(Roles * 22 / 100, Values), $"{Role}?active=true", new BoundedSearch($"{Role}?active:not=true").May(510, Not), $"{Role}?specialty:missing=false",
        new BoundedSearch($"{Role}?specialty:missing=true") { FindsNothing = true }.May(Roles, Missing),
        "Organization?partof:missing=true",
        "Practitioner?identifier=1000000017", "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1000000017", "Practitioner?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|NPI|1000000017",
        "Practitioner?gender=female", "Practitioner?communication=es", new BoundedSearch("Location?status:not=active").May(Locations, Not), "MedicationKnowledge?code=100007", "Basic?drug-tier=brand", "Basic?status=retired",
    ];

    private static BoundedSearch[] References { get; } =
    [
        $"{Role}?organization=Organization/o1", $"{Role}?practitioner=p0001", $"{Role}?network=Organization/o1", "Basic?formulary=InsurancePlan/i0", "Basic?subject=MedicationKnowledge/d1",
        $"{Role}?practitioner.name=smith", $"{Role}?practitioner.identifier=1000000017", $"{Role}?location.address-city=Fairfield 7", $"{Role}?organization.name=group 1", $"{Role}?location.address-state=CT",
        $"{Role}?specialty=200X&location.address-city=Fairfield 1",
        "Basic?subject.drug-name=metformin", "Organization?partof.name=group 1",
        $"Practitioner?_has:{Role}:practitioner:specialty=200X", $"Location?_has:{Role}:location:specialty=200X", $"Organization?_has:{Role}:organization:active=true", "MedicationKnowledge?_has:Basic:subject:drug-tier=brand",
    ];

    private static BoundedSearch[] Texts { get; } =
    [
        "Practitioner?name=smi", "Practitioner?name=smith", new BoundedSearch("Practitioner?family=smi,jon").May(Practitioners / 5, Values), "Practitioner?family:exact=Smith", new BoundedSearch("Practitioner?name:contains=mit").May(510, Contains), "Practitioner?given=given 7",
        new BoundedSearch("Practitioner?name:contains=zzz") { FindsNothing = true }.May(Practitioners, Contains),
        "Organization?name=group", new BoundedSearch("Organization?name:contains=99").May(Organizations, Contains), "Location?address=fairfield 7", "Location?address-city=fairfield 7", "Location?address-city:exact=Fairfield 7", "Location?address-postalcode=06001",
        "MedicationKnowledge?drug-name=metformin", "MedicationKnowledge?drug-name:contains=mg", "HealthcareService?name=service 1",
    ];

    private static BoundedSearch[] Dates { get; } =
    [
        $"{Role}?period=gt2025-01-01", $"{Role}?period=lt2020-02-01", $"{Role}?period=sa2025-01-01", new BoundedSearch($"{Role}?period=ap2020-02").May(320, InOrder), $"{Role}?period=ne2020",
        "Basic?period=ge2023-06-01", new BoundedSearch("Basic?period=ge2021").May(400, InOrder), "Basic?period=le2021-05-01", "Basic?period=eb2021-03-01", new BoundedSearch("Basic?period=2021") { FindsNothing = true }.May(700, Overlapping), "InsurancePlan?period=gt2020-01-15",
    ];

    private static BoundedSearch[] Places { get; } =
    [
        "Location?near=42.0|-73.5|1|km", "Location?near=42.0|-73.5|10|[mi_us]", "Location?near=42.0|-73.5|60|km", "Location?near=42.0|-73.5|500|km",
        "Location?near=42.0|-73.5|60|km&type=OUTPHARM", "Location?near=42.0|-73.5|60|km&_sort=_id", "Location?near=42.0|-73.5|10|km,41.5|-73.0|10|km",
        $"{Role}?location.near=42.0|-73.5|10|km",
    ];

    private static BoundedSearch[] OfEveryType { get; } =
    [
        "Location", $"{Role}?_id=r0001", $"{Role}?_id=r0001,r0002", $"{Role}?_lastUpdated=ge2000", $"{Role}?_lastUpdated=ne2001",
        new($"{Role}?_lastUpdated=lt2000") { FindsNothing = true },
        "Basic?_tag=new", "Basic?_tag:missing=true", "Basic?_profile=http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-FormularyItem",
        "Basic?_profile:below=http://hl7.org/fhir/us/davinci-drug-formulary/",
    ];

    private static BoundedSearch[] Several { get; } =
    [
        $"{Role}?specialty=201X&active=true", $"{Role}?role=ph&active=true", $"{Role}?network=Organization/o1&role=nu", $"{Role}?organization=Organization/o1&active=true",
        new BoundedSearch($"{Role}?network=Organization/o1&role=ph") { FindsNothing = true }.May(Roles / 4, Both),
        $"{Role}?specialty=200X&network=Organization/o2", $"{Role}?role=ph&period=gt2025-01-01", $"{Role}?role=ph&period=gt2020-02-01",
        "Practitioner?name=smith&gender=female", "Practitioner?gender=male&communication=en", "Location?address-state=CT&type=OUTPHARM", "Location?address-city=fairfield 7&address-state=NY",
        new("Practitioner?gender=male&communication=es") { FindsNothing = true },
        "Basic?formulary=InsurancePlan/i0&drug-tier=brand", "Basic?formulary=InsurancePlan/i0&status=active&period=ge2021", "MedicationKnowledge?drug-name=metformin&doseform=316965",
    ];

    private static BoundedSearch[] Orders { get; } =
    [
        $"{Role}?_sort=-_id", $"{Role}?_sort=_lastUpdated", $"{Role}?_sort=-period", $"{Role}?role=ph&_sort=period", $"{Role}?specialty=200X&_sort=-period",
        new BoundedSearch("Practitioner?_sort=family").May(Practitioners, Sorted), new BoundedSearch("Practitioner?name=smith&_sort=given").May(Practitioners / 10, Sorted), new BoundedSearch("Practitioner?_sort=family,-given").May(Practitioners, Sorted), new BoundedSearch("Location?_sort=address-city").May(Locations, Sorted),
    ];

    private static BoundedSearch[] Pages { get; } =
    [
        new("Practitioner?_count=100") { OnPage = 18 }, new($"{Role}?role=ph&_count=100") { OnPage = 9 }, new("Practitioner?name=smith&_count=50") { OnPage = 4 },
        new($"{Role}?_sort=-period&_count=100") { OnPage = 18 }, new BoundedSearch("Practitioner?_sort=family&_count=100") { OnPage = 18 }.May(Practitioners, Sorted), new("Location?near=42.0|-73.5|60|km&_count=50") { OnPage = 4 },
    ];

    private static BoundedSearch[] Totals { get; } =
    [
        $"{Role}?_total=none", new BoundedSearch($"{Role}?_total=accurate").May(Roles, Counted), new BoundedSearch($"{Role}?_summary=count").May(Roles, Counted), new BoundedSearch($"{Role}?role=ph&_total=estimate").May(Roles / 2, Counted), new BoundedSearch("Practitioner?name=smith&_summary=count").May(Practitioners / 10, Counted), new BoundedSearch($"{Role}?role=ph&active=true&_summary=count").May(Roles / 2, Counted),
    ];

    private static BoundedSearch[] Included { get; } =
    [
        $"{Role}?specialty=200X&_include={Role}:practitioner&_include={Role}:location&_include={Role}:organization",
        $"{Role}?specialty=200X&_include=*",
        $"Practitioner?name=smith&_revinclude={Role}:practitioner",
        "Organization?_id=o1&_revinclude=*",
        $"Organization?_revinclude={Role}:organization&_count=10",
        "InsurancePlan?_id=i0&_revinclude=Basic:formulary",
        $"{Role}?specialty=200X&_include={Role}:organization&_include:iterate=Organization:partof",
    ];
}
