using PlanApi.Fhir;
using static PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>
/// Coverage and claims (CARIN Blue Button 2.0.0). Coverage belongs to whom it covers, never to its subscriber or policy holder; a claim
/// to whom it was for, never to the payee.
/// </summary>
internal static class FinancialTypes
{
    private const string Eob = "ExplanationOfBenefit";

    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        OwnedBy("Coverage.beneficiary", "patient", "beneficiary", "payor", "identifier", "status", "type") with
        {
            Profiles = [.. Carin("Coverage"), .. UsCore("us-core-coverage")],
            Includes = ["payor"],
        },
        OwnedBy("ExplanationOfBenefit.patient", "patient", "identifier", "created", "status", "provider", "payee", "care-team", "coverage") with
        {
            Profiles = Carin(
                "ExplanationOfBenefit-Inpatient-Institutional",
                "ExplanationOfBenefit-Outpatient-Institutional",
                "ExplanationOfBenefit-Professional-NonClinician",
                "ExplanationOfBenefit-Pharmacy",
                "ExplanationOfBenefit-Oral"),
            SearchParameters =
            [
                .. SearchParameter.Of(Eob, "patient", "identifier", "created", "status", "provider", "payee", "care-team", "coverage"),
                Guide("type", SearchKind.Token, "ExplanationOfBenefit.type", Definition("type")),
                Guide("insurer", SearchKind.Reference, "ExplanationOfBenefit.insurer", Definition("insurer"), "Organization"),
                Guide("billable-period-start", SearchKind.Date, "ExplanationOfBenefit.billablePeriod.start", Definition("billable-period-start")),
                Guide("service-date", SearchKind.Date, "ExplanationOfBenefit.billablePeriod | ExplanationOfBenefit.item.serviced", Definition("service-date")),
                Guide(
                    "service-start-date",
                    SearchKind.Date,
                    "ExplanationOfBenefit.billablePeriod.start | ExplanationOfBenefit.item.serviced.ofType(date) | ExplanationOfBenefit.item.serviced.ofType(Period).start",
                    Definition("service-start-date")),
            ],
            Includes = ["patient", "provider", "care-team", "coverage", "insurer", "payee"],
            MainDate = "service-date",
        },
    ];

    private static string Definition(string name) => $"http://hl7.org/fhir/us/carin-bb/SearchParameter/explanationofbenefit-{name}";
}
