using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Formulary.DrugFormulary;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Formulary;

/// <summary>What members of each product pay for drugs.</summary>
internal sealed partial class FormularyResources
{
    private InsurancePlan DrugPlanOf(InsuranceProduct product) => Profiled("PayerInsurancePlan", Id($"drug-{product.Key}"), _updated, new InsurancePlan
    {
        Identifier = [new(Codes.Systems.PlanNumbers, product.Number)],
        Status = PublicationStatus.Active,
        Type = [Directory.PlanNet.Code("InsuranceProductTypeCS", product.Type, product.TypeText)],
        Name = $"{product.Name} drug benefit",
        Period = Year(),
        OwnedBy = To("Organization", Id(Network.Payer.Key), Network.Payer.Name),
        CoverageArea = [To("Location", Id("service-area"), "Lakeshore service area")],
        Contact =
        [
            new()
            {
                Purpose = Code("PlanContactType", "FORMULARY", "Plan Formulary Information"),
                Name = new() { Text = "Pharmacy help desk" },
                Telecom = [Phone(Network.Payer.Phone, ContactPoint.ContactPointUse.Work)],
            },
        ],
        Network = [To("Organization", Id(product.Network.Key), product.Network.Name)],
        Coverage =
        [
            new()
            {
                Extension = [Extension("FormularyReference", To("InsurancePlan", Id(product.Drugs.Key), product.Drugs.Name))],
                Type = DrugPolicy,
                Benefit = [new() { Type = DrugPlan }],
            },
        ],
        Plan = [new() { Type = DrugPlan, SpecificCost = [.. BenefitType.All.Select(b => CostsOf(product.Costs, b))] }],
    });

    private static InsurancePlan.SpecificCostComponent CostsOf(DrugCosts costs, BenefitType fill) => new()
    {
        Category = fill.Concept,
        Benefit =
        [
            .. Enum.GetValues<DrugTier>().Where(t => t != DrugTier.Specialty || fill == BenefitType.Month)
                .Select(t => new InsurancePlan.PlanBenefitComponent { Type = Code(t), Cost = [.. CostsOf(costs, t, fill.Months)] }),
        ],
    };

    private static IEnumerable<InsurancePlan.CostComponent> CostsOf(DrugCosts costs, DrugTier tier, int months) => tier switch
    {
        DrugTier.Preventive => [Copay(0, "no-charge", "No Charge")],
        DrugTier.Generic => [Copay(costs.Generic * months, costs)],
        DrugTier.PreferredBrand => [Copay(costs.PreferredBrand * months, costs)],
        DrugTier.OtherBrand => [Copay(costs.OtherBrand * months, costs)],
        DrugTier.Specialty =>
        [
            new()
            {
                Type = Code("BenefitCostType", "coinsurance", "Coinsurance"),
                Qualifiers = [costs.AfterDeductible ? Code("CostShareOption", "after-deductible", "After Deductible") : Code("CostShareOption", "charge", "Charge")],
                Value = new() { Value = costs.SpecialtyPercent, Unit = "%", System = Codes.Systems.Ucum, Code = "%" },
            },
        ],
    };

    private static InsurancePlan.CostComponent Copay(decimal amount, DrugCosts costs) =>
        costs.AfterDeductible ? Copay(amount, "after-deductible", "After Deductible") : Copay(amount, "charge", "Charge");

    private static InsurancePlan.CostComponent Copay(decimal amount, string option, string text) => new()
    {
        Type = Code("BenefitCostType", "copay", "Copay"),
        Qualifiers = [Code("CostShareOption", option, text)],
        Value = new() { Value = amount, Unit = "$", System = "urn:iso:std:iso:4217", Code = "USD" },
    };
}
