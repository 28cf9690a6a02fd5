using PlanApi.Fhir;

namespace PlanApi.ProviderDirectory.Serve;

/// <summary>
/// The drug formulary (US Drug Formulary 2.0.1): which drugs a plan covers, each as an item (Basic) of a formulary (InsurancePlan) about a drug
/// (MedicationKnowledge). Insurance plans and locations are Plan-Net's too and declared there.
/// </summary>
internal static class Formulary
{
    private const string Guide = "http://hl7.org/fhir/us/davinci-drug-formulary/";

    public static IReadOnlyList<ResourceDeclaration> Resources { get; } =
    [
        new()
        {
            Type = "Basic",
            Ownership = Ownership.Shared,
            Profiles = Profiles("usdf-FormularyItem"),
            SearchParameters =
            [
                Parameter(SearchKind.Token, "code", "Basic-code", "Basic.code"),
                Parameter(SearchKind.Reference, "subject", "Basic-subject", "Basic.subject") with { Targets = ["MedicationKnowledge"] },
                Parameter(SearchKind.Reference, "formulary", "Basic-formulary", Extension("Basic", "FormularyReference")) with { Targets = ["InsurancePlan"] },
                Parameter(SearchKind.Token, "status", "Basic-status", Extension("Basic", "AvailabilityStatus")),
                Parameter(SearchKind.Date, "period", "Basic-period", Extension("Basic", "AvailabilityPeriod")),
                Parameter(SearchKind.Token, "pharmacy-benefit-type", "Basic-pharmacy-benefit-type", Extension("Basic", "PharmacyBenefitType")),
                Parameter(SearchKind.Token, "drug-tier", "Basic-drug-tier", Extension("Basic", "DrugTierID")),
            ],
            Includes = ["subject", "formulary"],
            MainDate = "period",
        },
        new()
        {
            Type = "MedicationKnowledge",
            Ownership = Ownership.Shared,
            Profiles = Profiles("usdf-FormularyDrug"),
            SearchParameters =
            [
                .. SearchParameter.Of("MedicationKnowledge", "code", "status"),
                Parameter(SearchKind.Token, "doseform", "MedicationKnowledge-doseform", "MedicationKnowledge.doseForm"),
                Parameter(SearchKind.Text, "drug-name", "MedicationKnowledge-drug-name", "MedicationKnowledge.code.coding.display | MedicationKnowledge.synonym"),
            ],
            RevIncludes = ["Basic:subject"],
        },
    ];

    /// <summary>What the formulary asks of insurance plans beside Plan-Net.</summary>
    public static IReadOnlyList<SearchParameter> InsurancePlanParameters { get; } =
    [
        Parameter(SearchKind.Token, "status", "InsurancePlan-status", "InsurancePlan.status"),
        Parameter(SearchKind.Date, "period", "InsurancePlan-period", "InsurancePlan.period"),
        Parameter(SearchKind.Token, "coverage-type", "InsurancePlan-coverage-type", "InsurancePlan.coverage.type"),
        Parameter(SearchKind.Reference, "formulary-coverage", "InsurancePlan-formulary-coverage", Extension("InsurancePlan.coverage", "FormularyReference")) with { Targets = ["InsurancePlan"] },
    ];

    public static IReadOnlyList<string> Profiles(params IReadOnlyList<string> names) => [.. names.Select(n => $"{Guide}StructureDefinition/{n}")];

    private static SearchParameter Parameter(SearchKind kind, string name, string id, string expression) => new()
    {
        Name = name,
        Kind = kind,
        Expression = expression,
        Definition = $"{Guide}SearchParameter/{id}",
    };

    private static string Extension(string at, string name) => $"{at}.extension.where(url='{Guide}StructureDefinition/usdf-{name}-extension').value";
}
