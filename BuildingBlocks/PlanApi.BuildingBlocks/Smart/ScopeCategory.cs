using System.Collections.Frozen;

namespace PlanApi.BuildingBlocks.Smart;

/// <summary>A part of a health record as people think of it; the consent page offers one answer for each.</summary>
public sealed class ScopeCategory
{
    /// <summary>Every category, in the order in which pages show them; each supported type is in exactly one.</summary>
    public static readonly IReadOnlyList<ScopeCategory> All =
    [
        new("person", "Personal details", "Name, date of birth, gender, address and contact details, and family or others who act for the person.", ["Patient", "RelatedPerson"]),
        new("coverage", "Insurance coverage", "The health plans, member number, and the dates on which coverage starts and ends.", ["Coverage"]),
        new("claims", "Claims and costs", "Bills for visits, hospital stays, medicines and other care: what was charged, what the plan paid, and what was left to pay.", ["ExplanationOfBenefit"]),
        new("conditions", "Health conditions", "Illnesses, diagnoses and other health concerns, now and in the past.", ["Condition"]),
        new("medicines", "Medicines", "Medicines that were prescribed, and those a pharmacy handed out.", ["MedicationRequest", "MedicationDispense", "Medication"]),
        new("allergies", "Allergies", "Allergies and bad reactions to medicines, food or other things.", ["AllergyIntolerance"]),
        new("vaccines", "Vaccines", "Vaccines that were given, and when.", ["Immunization"]),
        new("results", "Test results and measurements", "Lab results, vital signs such as blood pressure, smoking status, reports and samples.", ["Observation", "DiagnosticReport", "Specimen"]),
        new("procedures", "Procedures", "Operations and other treatments that were ordered or done.", ["Procedure", "ServiceRequest"]),
        new("visits", "Visits", "Visits to doctors and stays in hospital: when, where and why.", ["Encounter"]),
        new("plans", "Care plans, goals and care team", "What was planned, what it is to reach, and who takes part in the care.", ["CarePlan", "Goal", "CareTeam"]),
        new("devices", "Medical devices", "Implants and other devices in use.", ["Device"]),
        new("documents", "Notes and documents", "Notes of doctors and nurses, discharge letters and other documents.", ["DocumentReference"]),
        new("providers", "Doctors, hospitals and pharmacies", "Names, addresses and specialties of those who took part in the care.", ["Practitioner", "PractitionerRole", "Organization", "Location"]),
        new("provenance", "Where the records come from", "Who wrote each record down, and when.", ["Provenance"]),
    ];

    private static readonly FrozenDictionary<string, ScopeCategory> ByType =
        All.SelectMany(c => c.ResourceTypes, (category, type) => KeyValuePair.Create(type, category)).ToFrozenDictionary();

    private readonly string _title;
    private readonly string _meaning;

    private ScopeCategory(string key, string title, string meaning, IReadOnlyList<string> resourceTypes) =>
        (Key, _title, _meaning, ResourceTypes) = (key, title, meaning, resourceTypes);

    /// <summary>Stable, fit for a form field.</summary>
    public string Key { get; }

    /// <summary>Its name in plain words, in the language of the page.</summary>
    public string Title => Texts.Say(_title);

    /// <summary>One sentence about what is in it.</summary>
    public string Meaning => Texts.Say(_meaning);

    /// <summary>The FHIR types that hold it.</summary>
    public IReadOnlyList<string> ResourceTypes { get; }

    /// <summary>The category a type belongs to, or null for a type that no scope opens.</summary>
    public static ScopeCategory? Of(string resourceType) => ByType.GetValueOrDefault(resourceType);
}
