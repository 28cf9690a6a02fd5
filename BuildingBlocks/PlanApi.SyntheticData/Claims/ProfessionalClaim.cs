using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>A claim of a clinician's office (C4BB ExplanationOfBenefit Professional NonClinician).</summary>
internal static class ProfessionalClaim
{
    public static Eob AddProfessionalClaim(this Chart chart, Visit visit, params IReadOnlyList<ClaimLine> lines) => chart.AddProfessionalClaim(visit, "11", lines);

    /// <param name="placeOfService">CMS code: 11 is an office, 12 the home, 41 an ambulance.</param>
    public static Eob AddProfessionalClaim(this Chart chart, Visit visit, string placeOfService, params IReadOnlyList<ClaimLine> lines)
    {
        var (id, claim) = ClaimParts.Begin(chart, "professional", visit.Day, visit.LastDay, chart.Network.To(visit.Clinician.Place));
        claim.AddCareTeam(chart.Network.To(visit.Clinician), ClaimParts.Role("rendering"), ClaimParts.Specialty(visit.Clinician));
        claim.AddInfo("servicefacility", value: chart.Network.To(visit.Clinician.Place));
        claim.AddInfo("medicalrecordnumber", value: new FhirString($"MRN-{chart.Member.MemberNumber}"));
        claim.AddInfo("patientaccountnumber", value: new FhirString($"ACC-{id}"));
        claim.Diagnosis = [ClaimParts.PrincipalDiagnosis(visit.Reason)];

        var decided = lines.Select(l => chart.Adjudicate(l, visit.Day)).ToList();
        claim.Item =
        [
            .. lines.Select((line, n) => new Eob.ItemComponent
            {
                Sequence = n + 1,
                CareTeamSequence = [1],
                DiagnosisSequence = [1],
                ProductOrService = Concept(line.System, line.Code, line.Text),
                Modifier = ClaimParts.Modifiers(line),
                Serviced = new Date(Iso(visit.Day)),
                Location = PlaceOf(placeOfService),
                Quantity = new() { Value = line.Quantity },
                Adjudication = [ClaimParts.InNetwork("benefitpaymentstatus"), .. ClaimParts.Adjudications(decided[n])],
            }),
        ];
        claim.ExplainAll(lines);
        claim.Adjudication = [ClaimParts.InNetwork("billingnetworkstatus"), ClaimParts.InNetwork("renderingnetworkstatus")];
        claim.Close(chart, Amounts.Sum(decided), visit.LastDay);
        chart.Add(id, Profiles.Carin("ExplanationOfBenefit-Professional-NonClinician"), claim);
        return claim;
    }

    private static CodeableConcept PlaceOf(string code) => Concept(Systems.PlaceOfService, code, code switch { "11" => "Office", "12" => "Home", "41" => "Ambulance - Land", _ => null });
}
