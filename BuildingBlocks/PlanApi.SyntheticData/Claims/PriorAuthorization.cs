using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>The plan's answer to a request for approval beforehand (PDex Prior Authorization).</summary>
internal static class PriorAuthorization
{
    private const string Pdex = "http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/";
    private const string Pas = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";

    /// <param name="serviceType">X12 service type: 12 is equipment bought, 18 rented, 2 surgery.</param>
    /// <param name="denied">Why it was refused; null when approved.</param>
    /// <param name="used">How many units were used until today.</param>
    public static void AddPriorAuthorization(this Chart chart, Visit visit, ClaimLine line, string serviceType, int used = 0, Denial? denied = null)
    {
        var id = chart.NewId("auth");
        var decided = Min(visit.Day.AddDays(5), chart.AsOf);
        var valid = During(decided, decided.AddMonths(6));
        var number = $"PA{visit.Day:yyMMdd}{id[^1]}";
        chart.Add(id, Profiles.PriorAuthorization, new Eob
        {
            Extension = [new($"{Pdex}extension-levelOfServiceCode", Concept("https://codesystem.x12.org/005010/1338", "U", "Urgent"))],
            Identifier = [new Identifier($"{Systems.ClaimNumbers}/authorization", number)],
            Status = Eob.ExplanationOfBenefitStatus.Active,
            Type = Concept(Systems.Terminology("claim-type"), "professional"),
            Use = ClaimUseCode.Preauthorization,
            Patient = chart.Subject,
            BillablePeriod = valid,
            Created = Iso(visit.Day),
            Enterer = chart.Network.To(visit.Clinician),
            Insurer = chart.Network.To(Network.Payer),
            Provider = chart.Network.To(visit.Clinician),
            Priority = Concept(Systems.Terminology("processpriority"), "normal", "Normal"),
            Facility = chart.Network.SiteOf(visit.Clinician),
            Outcome = ClaimProcessingCodes.Complete,
            PreAuthRef = [number],
            PreAuthRefPeriod = [valid],
            CareTeam = [new() { Sequence = 1, Provider = chart.Network.To(visit.Clinician), Responsible = true }],
            Diagnosis = [ClaimParts.PrincipalDiagnosis(visit.Reason)],
            Insurance = [new() { Focal = true, Coverage = chart.Coverage }],
            Item = [ItemOf(chart, visit, line, serviceType, number, decided, valid, denied, used)],
            Adjudication = [Decided("submitted", line.Billed, number, denied)],
            Total = TotalOf(line, used, denied),
        });
    }

    private static Eob.ItemComponent ItemOf(Chart chart, Visit visit, ClaimLine line, string serviceType, string number, DateOnly decided, Period valid, Denial? denied, int used) => new()
    {
        Sequence = 1,
        CareTeamSequence = [1],
        DiagnosisSequence = [1],
        Extension =
        [
            new($"{Pas}extension-itemTraceNumber", new Identifier($"{Systems.ClaimNumbers}/trace", $"{number}-1")),
            new($"{Pas}extension-itemPreAuthIssueDate", new Date(Iso(decided))),
            new($"{Pas}extension-itemPreAuthPeriod", valid),
            new($"{Pas}extension-authorizationNumber", new FhirString(number)),
            new($"{Pas}extension-administrationReferenceNumber", new FhirString($"R{number}")),
            new()
            {
                Url = $"{Pas}extension-itemAuthorizedDetail",
                Extension =
                [
                    new("productOrServiceCode", Concept(line.System, line.Code, line.Text)),
                    new("unitPrice", Usd(line.Allowed)),
                    new("quantity", new Quantity { Value = line.Quantity }),
                ],
            },
            new() { Url = $"{Pas}extension-itemAuthorizedProvider", Extension = [new("provider", chart.Network.To(visit.Clinician))] },
        ],
        Category = Concept(Systems.ServiceTypes, serviceType),
        ProductOrService = Concept(line.System, line.Code, line.Text),
        Serviced = valid,
        Quantity = new() { Value = line.Quantity },
        Adjudication = denied is null
            ?
            [
                Decided("submitted", line.Billed, number, denied),
                Decided("eligible", line.Allowed, number, denied),
                Units("allowedunits", line.Quantity),
                Units("consumedunits", used),
            ]
            :
            [
                Decided("submitted", line.Billed, number, denied),
                new() { Category = Concept(Systems.PdexDiscriminator, "denialreason"), Reason = Concept(Systems.AdjustmentReasons, denied.Code) },
            ],
    };

    private static Eob.AdjudicationComponent Decided(string category, decimal amount, string number, Denial? denied) => new()
    {
        Extension =
        [
            new()
            {
                Url = $"{Pdex}extension-reviewAction",
                Extension =
                [
                    new("number", new FhirString(number)),
                    new($"{Pdex}extension-reviewActionCode", denied is null
                        ? Concept("https://codesystem.x12.org/005010/306", "A1")
                        : Concept("https://codesystem.x12.org/005010/306", "A3")),
                ],
            },
        ],
        Category = Concept(Systems.Terminology("adjudication"), category),
        Amount = Usd(amount),
    };

    private static Eob.AdjudicationComponent Units(string slice, decimal value) => new() { Category = Concept(Systems.PdexDiscriminator, slice), Value = value };

    private static List<Eob.TotalComponent> TotalOf(ClaimLine line, int used, Denial? denied) => denied is null
        ? [Sum("submitted", line.Billed), Sum("eligible", line.Allowed), Sum("utilized", Math.Round(line.Allowed * used / line.Quantity, 2), used)]
        : [Sum("submitted", line.Billed)];

    private static Eob.TotalComponent Sum(string code, decimal amount, int? used = null)
    {
        var total = new Eob.TotalComponent { Category = Concept(Systems.PriorAuthorizationValues, code), Amount = Usd(amount) };
        if (used is { } units)
        {
            total.AddExtension($"{Pdex}PriorAuthorizationUtilization", new Quantity { Value = units });
        }

        return total;
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}
