using PlanApi.TestKit;
using static PlanApi.PatientAccess.Tests.SearchBounds.CrowdedRecords;
using static PlanApi.TestKit.Because;

namespace PlanApi.PatientAccess.Tests.SearchBounds;

/// <summary>The searches, and the exceptions with what they may examine.</summary>
internal static class MemberSearches
{
    private const string Eob = "ExplanationOfBenefit";

    public static IEnumerable<BoundedSearch> OfAll => [.. Tokens, .. References, .. Texts, .. Dates, .. Quantities, .. OfEveryType, .. Several, .. Orders, .. Pages, .. Totals, .. Others, .. Operations];

    public static BoundedSearch[] OfPart { get; } =
    [
        "Observation", "Observation?code=http://loinc.org|c0", "Observation?status=amended", "Observation?date=2017-05", "Observation?_sort=-date", "Observation?_lastUpdated=ge2000",
        "Observation?performer=Practitioner/p0", "Practitioner?name=smith",
    ];

    private static BoundedSearch[] Tokens { get; } =
    [
        $"{Eob}?type=professional",
        $"{Eob}?type=http://terminology.hl7.org/CodeSystem/claim-type|pharmacy",
        $"{Eob}?type=http://terminology.hl7.org/CodeSystem/claim-type|",
        new BoundedSearch($"{Eob}?type=pharmacy,institutional").May(Claims * 22 / 100, Values),
        new BoundedSearch($"{Eob}?type=oral") { FindsNothing = true }.May(Claims / 10, Withheld),
        new($"{Eob}?type=vision") { FindsNothing = true },
        $"{Eob}?type:not=professional",
        $"{Eob}?type:not=pharmacy",
        new BoundedSearch($"{Eob}?use:not=claim").May(Claims, Not),
        $"{Eob}?type:text=a pharm",
        $"{Eob}?use=preauthorization",
        $"{Eob}?identifier=http://plan.example/claims|crowded-17",
        $"{Eob}?identifier=crowded-17",
        $"{Eob}?identifier:of-type=http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType|uc|crowded-17",
        $"{Eob}?identifier:missing=false",
        new BoundedSearch($"{Eob}?identifier:missing=true") { FindsNothing = true }.May(Claims, Missing),
        "Condition?onset-date:missing=true",
        new BoundedSearch("Observation?value-quantity:missing=true").May(Observations, Missing),
        "Observation?value-concept=10828004",
        "Encounter?class=IMP",
        "Observation?code=c1,c2,c3",
    ];

    private static BoundedSearch[] References { get; } =
    [
        $"{Eob}?patient={Member}",
        $"{Eob}?patient=Patient/{Member}&_count=250",
        $"{Eob}?provider=Organization/o1",
        $"{Eob}?care-team=PractitionerRole/r1",
        $"{Eob}?care-team:Practitioner=p1",
        $"{Eob}?coverage=Coverage/{Member}-coverage-1",
        $"{Eob}?insurer=Organization/o0",
        new($"{Eob}?provider:identifier=http://hl7.org/fhir/sid/us-npi|1") { FindsNothing = true },
        $"{Eob}?care-team:missing=false",
        $"Observation?encounter={Member}-encounter-3",
        $"Provenance?target={Eob}/{Member}-claim-7",
        $"{Eob}?coverage.status=active",
        $"{Eob}?provider:Organization.name=clinic 1",
        $"{Eob}?care-team:PractitionerRole.specialty=201X",
        "Observation?encounter.class=IMP",
        $"Observation?patient.name=crowd&code=c1",
        "MedicationRequest?medication.code=1",
        "Patient?_has:Observation:patient:code=c1",
        "Patient?_has:ExplanationOfBenefit:patient:type=pharmacy",
        "Encounter?_has:Observation:encounter:code=c1",
        "Encounter?_has:Condition:encounter:clinical-status=active",
        "Practitioner?_has:PractitionerRole:practitioner:specialty=201X",
    ];

    private static BoundedSearch[] Texts { get; } =
    [
        "Patient?name=crow", "Patient?family:exact=Crowd", "Patient?name:contains=row",
        "RelatedPerson?name=kin", "RelatedPerson?name:exact=Kin 1", "RelatedPerson?name:contains=in",
        "Practitioner?name=smith", "Practitioner?name:contains=mit", "Practitioner?family:exact=Smith", "Practitioner?name:missing=false",
        "Organization?name=clinic 1", "Organization?identifier=2000000001", "Organization?address=fair",
        "Location?address-city=fairfield", "Location?near=41.0|-72.5|10|km", "Location?near=41.0|-72.5|10|km&address-state=CT", "Medication?code=1",
    ];

    private static BoundedSearch[] Dates { get; } =
    [
        $"{Eob}?service-date=2017-05-03",
        $"{Eob}?service-date=2017-05",
        new BoundedSearch($"{Eob}?service-date=eq2017").May(520, InOtherOrder),
        $"{Eob}?service-date=ne2017",
        new BoundedSearch($"{Eob}?service-date=gt2025-06-01").May(300, InOtherOrder),
        $"{Eob}?service-date=gt2017",
        $"{Eob}?service-date=lt2016-03-01",
        $"{Eob}?service-date=lt2024",
        $"{Eob}?service-date=ge2025-11-01",
        $"{Eob}?service-date=ge2018",
        $"{Eob}?service-date=le2016-02-01",
        $"{Eob}?service-date=le2024",
        new BoundedSearch($"{Eob}?service-date=sa2025-06-01").May(300, InOtherOrder),
        $"{Eob}?service-date=eb2016-06-01",
        new BoundedSearch($"{Eob}?service-date=ap2019-05").May(400, InOrder),
        new BoundedSearch($"{Eob}?service-date=ge2019-01-01&service-date=le2019-02-15").May(Claims, Overlapping),
        new BoundedSearch($"{Eob}?service-date=ge2019-01-01&service-date=lt2020-01-01").May(500, Overlapping),
        new BoundedSearch($"{Eob}?service-date=2017-05-03,2018-07-01").May(Claims, AnyDate),
        $"{Eob}?billable-period-start=2017-05",
        $"{Eob}?service-start-date=2017-05",
        $"{Eob}?created=2017-05",
        "Observation?date=ge2023-06-01",
        "Observation?date=le2017-01-01",
        "Condition?onset-date=2017",
        "Condition?recorded-date=ge2025",
        "DocumentReference?date=2017",
    ];

    private static BoundedSearch[] Quantities { get; } =
    [
        "Observation?value-quantity=100",
        "Observation?value-quantity=100|http://unitsofmeasure.org|mg/dL",
        "Observation?value-quantity=gt190||mg/dL",
        "Observation?value-quantity=ge10",
        "Observation?value-quantity=lt5",
        "Observation?value-quantity=ne100",
        new BoundedSearch("Observation?value-quantity=ap100").May(Observations / 2, Overlapping),
        "Observation?code-value-quantity=http://loinc.org|c1$gt100",
        "Observation?code-value-quantity=c1$1",
    ];

    private static BoundedSearch[] OfEveryType { get; } =
    [
        $"{Eob}?_id={Member}-claim-1",
        $"{Eob}?_id={Member}-claim-1,{Member}-claim-2,{Member}-claim-4",
        $"{Eob}?_lastUpdated=ge2000",
        new($"{Eob}?_lastUpdated=lt2000") { FindsNothing = true },
        new($"{Eob}?_lastUpdated=2001-05") { FindsNothing = true },
        $"{Eob}?_lastUpdated=ne2001",
        $"{Eob}?_tag=http://plan.example/tags|late",
        $"{Eob}?_tag=late",
        $"{Eob}?_security=N",
        new BoundedSearch($"{Eob}?_security=R") { FindsNothing = true }.May(Claims / 10, Withheld),
        $"{Eob}?_profile=http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Pharmacy",
        $"{Eob}?_profile:below=http://hl7.org/fhir/us/carin-bb/",
        $"{Eob}?_source=http://plan.example/old",
        $"{Eob}?_source:missing=true",
        $"{Eob}?_tag:missing=false",
    ];

    private static BoundedSearch[] Several { get; } =
    [
        $"{Eob}?type=professional&status=cancelled",
        $"{Eob}?type=pharmacy&status=active",
        new BoundedSearch($"{Eob}?type=institutional&status=cancelled") { FindsNothing = true }.May(Claims / 5, Both),
        new BoundedSearch($"{Eob}?type=institutional&provider=Organization/o5") { FindsNothing = true }.May(Claims / 20, Both),
        $"{Eob}?type=institutional&provider=Organization/o4",
        $"{Eob}?type=professional&service-date=2017-05",
        $"{Eob}?type=professional&service-date=ge2018",
        $"{Eob}?type=pharmacy&service-date=ge2018",
        $"{Eob}?type=professional&_lastUpdated=ge2000",
        $"{Eob}?type=professional&type:not=pharmacy",
        new BoundedSearch($"{Eob}?patient={Member}&service-date=ge2025&type=professional,institutional&_include={Eob}:provider&_include={Eob}:coverage").May(500, InOtherOrder),
        "Observation?category=vital-signs&code=c3",
        new("Observation?category=vital-signs&code=c1") { FindsNothing = true },
        "Observation?category=laboratory&date=ge2023-06-01",
        "Observation?category=laboratory&status=amended",
        "Observation?code=c1&value-quantity=gt50",
        "Condition?category=problem-list-item&clinical-status=active",
        "MedicationRequest?intent=order&status=active",
        "DocumentReference?category=clinical-note&type=18842-5",
    ];

    private static BoundedSearch[] Orders { get; } =
    [
        $"{Eob}?_sort=_id", $"{Eob}?_sort=-_id", $"{Eob}?_sort=_lastUpdated", $"{Eob}?_sort=-_lastUpdated", $"{Eob}?_sort=service-date", $"{Eob}?_sort=-service-date",
        new BoundedSearch($"{Eob}?_sort=-service-date,_id").May(Claims, Sorted),
        $"{Eob}?type=professional&_sort=-service-date",
        $"{Eob}?type=pharmacy&_sort=-service-date",
        $"{Eob}?service-date=ge2018&_sort=-service-date",
        new BoundedSearch($"{Eob}?service-date=ge2018&_sort=service-date").May(700, InOrder),
        new BoundedSearch($"{Eob}?service-date=2017&_sort=service-date").May(520, InOtherOrder),
        new BoundedSearch($"{Eob}?_sort=created").May(Claims, Sorted),
        $"{Eob}?type=pharmacy&_sort=created",
        "Observation?_sort=-date", "Observation?category=laboratory&_sort=-date", "Observation?code=c1&_sort=-date", new BoundedSearch("Observation?_sort=code,-date").May(Observations, Sorted),
        "Condition?_sort=-recorded-date", new BoundedSearch("Condition?_sort=onset-date").May(Conditions, Sorted),
    ];

    private static BoundedSearch[] Pages { get; } =
    [
        new($"{Eob}?_count=100") { OnPage = 25 },
        new($"{Eob}?type=professional&_count=100") { OnPage = 20 },
        new($"{Eob}?_sort=-service-date&_count=100") { OnPage = 25 },
        new($"{Eob}?_sort=_lastUpdated&_count=100") { OnPage = 25 },
        new($"{Eob}?service-date=ge2018&_count=100") { OnPage = 20 },
        new BoundedSearch($"{Eob}?_sort=created&_count=100") { OnPage = 25 }.May(Claims, Sorted),
        new("Observation?_sort=date&_count=100") { OnPage = 14 },
    ];

    private static BoundedSearch[] Totals { get; } =
    [
        $"{Eob}?_total=none", new BoundedSearch($"{Eob}?_total=accurate").May(Claims, Counted), new BoundedSearch($"{Eob}?_total=estimate").May(Claims, Counted), new BoundedSearch($"{Eob}?_summary=count").May(Claims, Counted), $"{Eob}?type=pharmacy&_total=accurate", new BoundedSearch($"{Eob}?type=professional&_total=accurate").May(Claims * 68 / 100, Counted),
        new BoundedSearch($"{Eob}?service-date=ge2018&_summary=count").May(Claims * 4 / 3, Counted), new BoundedSearch("Observation?_summary=count").May(Observations, Counted), "Practitioner?_summary=count",
    ];

    private static BoundedSearch[] Others { get; } =
    [
        $"{Eob}?_include={Eob}:provider&_include={Eob}:care-team&_include={Eob}:coverage&_include={Eob}:patient",
        $"{Eob}?_include=*&_count=250",
        $"{Eob}?_include={Eob}:care-team&_include:iterate=PractitionerRole:practitioner&_include:iterate=PractitionerRole:location",
        $"{Eob}?_revinclude=Provenance:target",
        "Encounter?_include=Encounter:location&_revinclude=Provenance:target",
        "Practitioner?_revinclude=PractitionerRole:practitioner",
        $"{Eob}?_summary=true", $"{Eob}?_elements=status",
        "Practitioner", "Organization", "Location", "PractitionerRole", "Medication", "Provenance", "Coverage",
    ];

    private static BoundedSearch[] Operations { get; } =
    [
        $"Patient/{Member}/$everything?_count=500", $"Patient/{Member}/$everything", $"{Eob}/{Member}-claim-1/_history", $"DocumentReference/$docref?patient={Member}",
    ];
}
