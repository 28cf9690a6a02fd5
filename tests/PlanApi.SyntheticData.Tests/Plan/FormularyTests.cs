using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests.Plan;

public sealed class FormularyTests
{
    private const string Ndc = "http://hl7.org/fhir/sid/ndc";
    private const string RxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
    private static readonly ILookup<string, Basic> Items = Plans.Formulary.OfType<Basic>().ToLookup(i => i.Subject!.Reference!);

    [Fact]
    public void Every_drug_that_members_get_is_on_every_formulary_by_its_package_and_by_what_it_is()
    {
        var drugs = Plans.Formulary.OfType<MedicationKnowledge>().ToList();
        var lists = Plans.Formulary.OfType<InsurancePlan>().Count(p => p.Coverage.Count == 0);
        var records = Plans.Members.Concat(Households.Many).SelectMany(h => h.Resources).ToList();
        var packages = records.OfType<ExplanationOfBenefit>().Where(c => c.Type!.Coding[0].Code == "pharmacy").SelectMany(c => c.Item).Select(i => i.ProductOrService!.Coding[0]);
        var prescribed = records.OfType<MedicationRequest>().Select(m => m.Medication).OfType<CodeableConcept>().Concat(records.OfType<Medication>().Select(m => m.Code!)).Select(c => c.Coding[0]);

        // A compound has no package of its own.
        var codes = packages.Concat(prescribed).Where(c => c.System is Ndc or RxNorm).Select(c => (c.System, c.Code)).Distinct().ToList();

        codes.Select(c => c.System).Distinct().Count().ShouldBe(2);
        foreach (var (system, code) in codes)
        {
            var drug = drugs.Where(d => d.Code!.Coding.Any(c => c.System == system && c.Code == code)).ShouldHaveSingleItem($"{system}|{code}");
            Items[Plans.Reference(drug)].Count().ShouldBe(lists);
        }
    }

    [Fact]
    public void There_are_drugs_on_every_tier_and_under_every_rule_and_none_costs_what_no_plan_says()
    {
        var tiers = Items.SelectMany(i => i).Select(i => Code(Extension(i, "DrugTierID"))).ToHashSet();

        Plans.Formulary.OfType<MedicationKnowledge>().Count().ShouldBeInRange(20, 60);
        tiers.Count.ShouldBe(5);
        foreach (var rule in new[] { "PriorAuthorization", "StepTherapyLimit", "QuantityLimit" })
        {
            Items.SelectMany(i => i).Select(i => ((FhirBoolean)Extension(i, rule)).Value).Distinct().Count().ShouldBe(2, rule);
        }

        foreach (var plan in Plans.Formulary.OfType<InsurancePlan>().Where(p => p.Coverage.Count > 0))
        {
            var costs = plan.Plan[0].SpecificCost.SelectMany(s => s.Benefit.Select(b => (Fill: s.Category!.Coding[0].Code!, Tier: b.Type!.Coding[0].Code!))).ToHashSet();
            foreach (var item in Items.SelectMany(i => i))
            {
                item.Extension.Where(e => e.Url!.Contains("PharmacyBenefitType")).ShouldAllBe(e => costs.Contains(new(Code(e.Value!), Code(Extension(item, "DrugTierID")))));
            }
        }
    }

    [Fact]
    public void Each_product_of_the_directory_has_a_drug_plan_of_the_same_number_with_a_formulary()
    {
        var products = Plans.Directory.OfType<InsurancePlan>().Select(p => p.Identifier[0].Value);
        var drugPlans = Plans.Formulary.OfType<InsurancePlan>().Where(p => p.Coverage.Count > 0).ToList();

        drugPlans.Select(p => p.Identifier[0].Value).ShouldBe(products, ignoreOrder: true);
        drugPlans.Select(p => p.Coverage[0].Extension[0].Value).OfType<ResourceReference>().ShouldAllBe(f => Items.SelectMany(i => i).Any(i => ((ResourceReference)Extension(i, "FormularyReference")).Reference == f.Reference));
    }

    private static DataType Extension(Basic item, string name) => item.Extension.Single(e => e.Url!.EndsWith($"usdf-{name}-extension", StringComparison.Ordinal)).Value!;

    private static string Code(DataType value) => ((CodeableConcept)value).Coding[0].Code!;
}
