using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Formulary.DrugFormulary;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Formulary;

/// <summary>
/// The plan's drug benefit as US Drug Formulary resources, with ids that start with <paramref name="prefix"/>: a drug plan for each product, the
/// formularies they use, the drugs, and an item for each drug on a formulary.
/// </summary>
internal sealed partial class FormularyResources(string prefix, DateOnly asOf)
{
    private readonly DateTimeOffset _updated = new(asOf, TimeOnly.MinValue, TimeSpan.Zero);

    private static readonly (DrugRules Rule, string Extension)[] Rules =
        [(DrugRules.PriorAuthorization, "PriorAuthorization"), (DrugRules.StepTherapy, "StepTherapyLimit"), (DrugRules.QuantityLimit, "QuantityLimit")];

    /// <summary>Each before what refers to it.</summary>
    public IEnumerable<Resource> All() =>
    [
        .. DrugList.All.Select(Formulary),
        .. InsuranceProduct.All.Select(DrugPlanOf),
        .. CoveredDrug.All.Select(DrugResource),
        .. DrugList.All.SelectMany(list => CoveredDrug.All.Where(d => IsOn(list, d)).Select(d => ItemOf(list, d))),
    ];

    // The narrow list leaves out brands that another drug is tried before, unless a member has it already.
    private static bool IsOn(DrugList list, CoveredDrug drug) => !list.IsNarrow || drug.Tier is not DrugTier.OtherBrand || drug.Packages.Any();

    private InsurancePlan Formulary(DrugList list) => Profiled("Formulary", Id(list.Key), _updated, new InsurancePlan
    {
        Identifier = [new(Codes.Systems.PlanNumbers, list.Number)],
        Status = PublicationStatus.Active,
        Type = [DrugPolicy],
        Name = list.Name,
        Period = Year(),
    });

    private MedicationKnowledge DrugResource(CoveredDrug drug) => Profiled("FormularyDrug", DrugId(drug), _updated, new MedicationKnowledge
    {
        Code = new()
        {
            Coding = [new(Codes.Systems.RxNorm, drug.RxNorm, drug.Text), .. GroupOf(drug), .. drug.Packages.Select(ndc => new Coding(Codes.Systems.Ndc, ndc))],
            Text = drug.Text,
        },
        Status = MedicationKnowledge.MedicationKnowledgeStatusCodes.Active,
        DoseForm = Concept(Codes.Systems.Snomed, drug.Form.Snomed, drug.Form.Text),
    });

    private static IEnumerable<Coding> GroupOf(CoveredDrug drug) => drug.Group is { } group ? [new(Codes.Systems.RxNorm, group.RxNorm, group.Text)] : [];

    private Basic ItemOf(DrugList list, CoveredDrug drug) => Profiled("FormularyItem", Id($"{list.Key}-{drug.RxNorm}"), _updated, new Basic
    {
        Extension =
        [
            Extension("FormularyReference", To("InsurancePlan", Id(list.Key), list.Name)),
            Extension("AvailabilityStatus", new Code("active")),
            Extension("AvailabilityPeriod", Year()),
            .. BenefitType.For(drug).Select(b => Extension("PharmacyBenefitType", b.Concept)),
            Extension("DrugTierID", Code(drug.Tier)),
            .. Rules.Select(r => Extension(r.Extension, new FhirBoolean(drug.Rules.HasFlag(r.Rule)))),
            .. drug.Rules.HasFlag(DrugRules.QuantityLimit) ? [LimitOf(drug)] : Array.Empty<Extension>(),
        ],
        Code = Item,
        Subject = To("MedicationKnowledge", DrugId(drug), drug.Text),
    });

    private static Extension LimitOf(CoveredDrug drug) => Extension("QuantityLimitDetail",
    [
        new("Description", new FhirString($"{drug.Monthly} in 30 days")),
        new("Rolling", new Timing { Repeat = new() { Count = drug.Monthly, Period = 30, PeriodUnit = Timing.UnitsOfTime.D } }),
    ]);

    private Period Year() => During(new DateOnly(asOf.Year, 1, 1), new DateOnly(asOf.Year, 12, 31));

    private string DrugId(CoveredDrug drug) => Id($"drug-{drug.RxNorm}");

    private string Id(string key) => $"{prefix}-{key}";
}
