using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Formulary;

/// <summary>Where and for how long a fill is.</summary>
/// <param name="Months">How many monthly copays it takes; three months by mail cost two.</param>
internal sealed record BenefitType(string Code, string Text, int Months)
{
    public static readonly BenefitType Month = new("1-month-in-retail", "1 month in network retail", 1);
    public static readonly BenefitType Quarter = new("3-month-in-retail", "3 month in network retail", 3);
    public static readonly BenefitType QuarterByMail = new("3-month-in-mail", "3 month in network mail order", 2);
    public static readonly IReadOnlyList<BenefitType> All = [Month, Quarter, QuarterByMail];

    public CodeableConcept Concept => DrugFormulary.Code("PharmacyBenefitType", Code, Text);

    /// <summary>Specialty drugs and those of limited quantity are given by the month.</summary>
    public static IEnumerable<BenefitType> For(CoveredDrug drug) =>
        drug.Tier is DrugTier.Specialty || drug.Rules.HasFlag(DrugRules.QuantityLimit) ? [Month] : All;
}
