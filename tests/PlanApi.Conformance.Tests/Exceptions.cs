namespace PlanApi.Conformance.Tests;

/// <summary>What a guide asks and the product does not do, each with its reason.</summary>
internal static class Exceptions
{
    /// <summary>
    /// Apps do not write: data come by load only. The history of a whole type is asked by PDex of Coverage alone, without saying how strongly,
    /// where all else is MAY; that of each resource is served.
    /// </summary>
    public static readonly IReadOnlySet<string> Interactions = new HashSet<string> { "create", "history-type" };

    /// <summary>
    /// PDex 2.0.0 lists the combinations of MedicationRequest for MedicationDispense too; neither it nor US Core nor R4 defines a parameter
    /// <c>intent</c> there, and a dispense has none.
    /// </summary>
    public static readonly IReadOnlySet<string> Parameters = new HashSet<string> { "PDex 2.0.0 MedicationDispense.intent" };
}
