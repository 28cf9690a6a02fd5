using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>A claim that is taken back, alone or for another in its place; both stay in the record and tell of each other.</summary>
internal static class Reversal
{
    /// <param name="again">Adds the claim that takes its place.</param>
    /// <param name="days">How many days after the service the plan decided anew.</param>
    public static void Replace(this Chart chart, Eob original, Func<Eob> again, int days)
    {
        chart.TakeBack(original);
        chart.HandlingDays += days;
        var replacement = again();
        chart.HandlingDays -= days;
        original.Related = [Related(Concept(Systems.CarinRelatedClaim, "replacedby", "Replaced By"), replacement)];
        replacement.Related = [Related(Concept(Systems.Terminology("ex-relatedclaimrelationship"), "prior", "Prior Claim"), original)];
    }

    public static void TakeBack(this Chart chart, Eob original)
    {
        original.Status = Eob.ExplanationOfBenefitStatus.Cancelled;
        var total = original.Total.ToDictionary(t => t.Category!.Coding[0].Code!, t => t.Amount!.Value!.Value);
        chart.Costs.TakeBack(new(0, 0, total["deductible"], total["copay"], total["coinsurance"]), DateOnly.ParseExact(original.BillablePeriod!.Start![..10], "yyyy-MM-dd").Year);
    }

    private static Eob.RelatedClaimComponent Related(CodeableConcept relationship, Eob other) => new()
    {
        Relationship = relationship,
        Reference = new Identifier(other.Identifier[0].System, other.Identifier[0].Value),
    };
}
