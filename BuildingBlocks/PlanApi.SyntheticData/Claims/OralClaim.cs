using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>A claim of a dentist (C4BB ExplanationOfBenefit Oral). CDT codes carry no descriptions: those are the ADA's.</summary>
internal static class OralClaim
{
    public static Eob AddOralClaim(this Chart chart, Visit visit, params IReadOnlyList<ClaimLine> lines)
    {
        var (id, claim) = ClaimParts.Begin(chart, "oral", visit.Day, visit.LastDay, chart.Network.To(visit.Clinician));
        claim.AddCareTeam(chart.Network.To(visit.Clinician), ClaimParts.Role("rendering"), ClaimParts.Specialty(visit.Clinician));
        claim.AddInfo("servicefacility", value: chart.Network.To(visit.Clinician.Place));
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
                Location = Concept(Systems.PlaceOfService, "11", "Office"),
                Quantity = new() { Value = line.Quantity },
                BodySite = line.Tooth is { } tooth ? Concept(Systems.Terminology("ADAUniversalToothDesignationSystem"), tooth) : null,
                SubSite = line.Surface is { } surface ? [Concept(Systems.CarinSurface, surface)] : [],
                Adjudication = [ClaimParts.InNetwork("benefitpaymentstatus"), .. ClaimParts.Adjudications(decided[n])],
            }),
        ];
        claim.ExplainAll(lines);
        claim.Adjudication =
        [
            ClaimParts.InNetwork("billingnetworkstatus"), ClaimParts.InNetwork("renderingnetworkstatus"), ClaimParts.InNetwork("benefitpaymentstatus"),
        ];
        claim.Close(chart, Amounts.Sum(decided), visit.LastDay);
        chart.Add(id, Profiles.Carin("ExplanationOfBenefit-Oral"), claim);
        return claim;
    }
}
