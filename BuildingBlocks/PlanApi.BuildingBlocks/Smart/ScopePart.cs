namespace PlanApi.BuildingBlocks.Smart;

/// <summary>
/// A part of a type that a v2 scope may be narrowed to by a search parameter: the categories that US Core names for it (US Core 6.1.0,
/// "Scopes"; SMART App Launch 2.2, "Finer-grained resource constraints using search parameters").
/// </summary>
/// <param name="ResourceType">The FHIR type.</param>
/// <param name="Category">The category, <c>system|code</c>.</param>
/// <param name="Words">What it is, in plain words.</param>
public sealed record ScopePart(string ResourceType, string Category, string Words)
{
    private const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category|";
    private const string ConditionCategory = "http://terminology.hl7.org/CodeSystem/condition-category|";
    private const string UsCore = "http://hl7.org/fhir/us/core/CodeSystem/";

    public static readonly IReadOnlyList<ScopePart> All =
    [
        new("Condition", ConditionCategory + "problem-list-item", "Illnesses on the problem list"),
        new("Condition", ConditionCategory + "encounter-diagnosis", "Diagnoses made at visits"),
        new("Condition", UsCore + "condition-category|health-concern", "Health concerns"),
        new("Observation", ObservationCategory + "laboratory", "Lab results"),
        new("Observation", ObservationCategory + "vital-signs", "Vital signs, such as blood pressure and weight"),
        new("Observation", ObservationCategory + "social-history", "Social history, such as smoking"),
        new("Observation", ObservationCategory + "survey", "Answers to questionnaires"),
        new("Observation", UsCore + "us-core-category|sdoh", "Living conditions, such as housing and food"),
    ];

    /// <summary>As a scope says it: <c>?category=system|code</c>.</summary>
    public string Restriction => "?category=" + Category;

    public static ScopePart? Find(string resourceType, string restriction) => All.FirstOrDefault(p => p.ResourceType == resourceType && p.Restriction == restriction);
}
