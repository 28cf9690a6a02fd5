using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Under which circumstance something was measured, and that it was not measured at all.</summary>
internal static class UnmeasuredResources
{
    public static readonly CodeableConcept Standing = Concept(Systems.Snomed, "10904000", "Standing position");
    public static readonly CodeableConcept Lying = Concept(Systems.Snomed, "102538003", "Recumbent body position");

    /// <summary>All that <paramref name="measured"/> records was taken in this position.</summary>
    public static void InPosition(this Chart chart, CodeableConcept position, Action measured) => chart.Change(measured, observation =>
        observation.Component.Add(new() { Code = Concept(Systems.Loinc, "8361-8", "Body position with respect to gravity"), Value = (CodeableConcept)position.DeepCopy() }));

    /// <summary>What <paramref name="measured"/> would record was due, and is not known.</summary>
    /// <param name="reason">HL7's code of why data are absent, such as <c>asked-declined</c>.</param>
    public static void Unmeasured(this Chart chart, string reason, string text, Action measured) => chart.Change(measured, observation =>
    {
        CodeableConcept Absent() => Concept(Systems.Terminology("data-absent-reason"), reason, text);
        observation.Value = null;
        observation.DataAbsentReason = Absent();
        foreach (var component in observation.Component)
        {
            component.Value = null;
            component.DataAbsentReason = Absent();
        }
    });

    private static void Change(this Chart chart, Action recorded, Action<Observation> change)
    {
        var before = chart.Resources.Count;
        recorded();
        chart.Resources.Skip(before).OfType<Observation>().ToList().ForEach(change);
    }
}
