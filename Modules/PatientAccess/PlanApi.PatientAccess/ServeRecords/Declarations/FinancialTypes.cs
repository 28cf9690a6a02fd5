using PlanApi.Fhir;
using static PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>
/// Coverage and claims (CARIN Blue Button 2.0.0; PDex 2.0.0 asks the same of claims). Coverage belongs to whom it covers, never to its
/// subscriber or policy holder; a claim to whom it was for, never to the payee.
/// </summary>
internal static class FinancialTypes
{
    private const string Eob = "ExplanationOfBenefit";

    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        OwnedBy(
            "Coverage.beneficiary",
            [
                .. UsCoreOf("Coverage", "patient"),
                .. CarinOf("Coverage", "payor"),
                .. SearchParameter.Of("Coverage", "beneficiary", "subscriber", "identifier", "status", "type"),
            ]) with
        {
            Profiles = [.. Carin("Coverage"), .. UsCore("us-core-coverage")],
            Includes = ["patient", "payor"],
        },
        OwnedBy(
            "ExplanationOfBenefit.patient",
            [
                .. CarinOf(Eob, "patient", "identifier", "provider", "care-team", "coverage"),
                Guide("type", SearchKind.Token, "ExplanationOfBenefit.type", CarinDefinition(Eob, "type")),
                Guide("use", SearchKind.Token, "ExplanationOfBenefit.use", "http://hl7.org/fhir/us/davinci-pdex/SearchParameter/explanationofbenefit-use"),
                Guide("insurer", SearchKind.Reference, "ExplanationOfBenefit.insurer", CarinDefinition(Eob, "insurer"), "Organization"),
                Guide("billable-period-start", SearchKind.Date, "ExplanationOfBenefit.billablePeriod.start", CarinDefinition(Eob, "billable-period-start")),
                Guide("service-date", SearchKind.Date, "ExplanationOfBenefit.billablePeriod | ExplanationOfBenefit.item.serviced", CarinDefinition(Eob, "service-date")),
                Guide(
                    "service-start-date",
                    SearchKind.Date,
                    "ExplanationOfBenefit.billablePeriod.start | ExplanationOfBenefit.item.serviced.ofType(date) | ExplanationOfBenefit.item.serviced.ofType(Period).start",
                    CarinDefinition(Eob, "service-start-date")),
                .. SearchParameter.Of(Eob, "created", "status", "payee"),
            ]) with
        {
            Profiles =
            [
                .. Carin(
                    "ExplanationOfBenefit-Inpatient-Institutional",
                    "ExplanationOfBenefit-Outpatient-Institutional",
                    "ExplanationOfBenefit-Professional-NonClinician",
                    "ExplanationOfBenefit-Pharmacy",
                    "ExplanationOfBenefit-Oral"),
            ],
            Includes = ["patient", "provider", "care-team", "coverage", "insurer", "payee"],
            MainDate = "service-date",
        },
    ];

    private static IReadOnlyList<SearchParameter> CarinOf(string type, params ReadOnlySpan<string> names) =>
        [.. SearchParameter.Of(type, names).Select(p => p with { Definition = CarinDefinition(type, p.Name) })];

    private static string CarinDefinition(string type, string name) => $"http://hl7.org/fhir/us/carin-bb/SearchParameter/{type.ToLowerInvariant()}-{name}";
}
