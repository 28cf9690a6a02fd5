using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>Claims of a clinician's office (C4BB … Professional NonClinician) and of a dentist (C4BB … Oral). CDT codes carry no descriptions: those are the ADA's.</summary>
internal static class OfficeClaim
{
    public static Eob AddProfessionalClaim(this Chart chart, Visit visit, params IReadOnlyList<ClaimLine> lines) => chart.AddProfessionalClaim(visit, "11", lines);

    /// <param name="placeOfService">CMS code: 11 is an office, 12 the home, 41 an ambulance.</param>
    public static Eob AddProfessionalClaim(this Chart chart, Visit visit, string placeOfService, params IReadOnlyList<ClaimLine> lines) =>
        Add(chart, visit, "professional", "Professional-NonClinician", chart.Network.To(visit.Clinician.Place), placeOfService, lines);

    public static Eob AddOralClaim(this Chart chart, Visit visit, params IReadOnlyList<ClaimLine> lines)
    {
        var claim = Add(chart, visit, "oral", "Oral", chart.Network.To(visit.Clinician), "11", lines);
        claim.Adjudication.Add(ClaimParts.InNetwork("benefitpaymentstatus"));
        return claim;
    }

    private static Eob Add(Chart chart, Visit visit, string type, string profile, ResourceReference biller, string placeOfService, IReadOnlyList<ClaimLine> lines)
    {
        var (id, claim) = ClaimParts.Begin(chart, type, visit.Day, visit.LastDay, biller);
        claim.AddCareTeam(chart.Network.To(visit.Clinician), ClaimParts.Role("rendering"), ClaimParts.Specialty(visit.Clinician));
        claim.AddInfo("servicefacility", value: chart.Network.To(visit.Clinician.Place));
        claim.AddInfo("medicalrecordnumber", value: new FhirString($"MRN-{chart.Member.MemberNumber}"));
        claim.AddInfo("patientaccountnumber", value: new FhirString($"ACC-{id}"));
        claim.Diagnosis = [ClaimParts.PrincipalDiagnosis(visit.Reason)];

        var decided = lines.Select(l => chart.Adjudicate(l, visit.Day)).ToList();
        claim.Item = [.. lines.Select((line, n) => ItemOf(line, n, visit.Day, placeOfService, decided[n]))];
        claim.ExplainAll(lines);
        claim.Adjudication = [ClaimParts.InNetwork("billingnetworkstatus"), ClaimParts.InNetwork("renderingnetworkstatus")];
        claim.Close(chart, Amounts.Sum(decided), visit.LastDay);
        chart.Add(id, Profiles.Carin($"ExplanationOfBenefit-{profile}"), claim);
        return claim;
    }

    private static Eob.ItemComponent ItemOf(ClaimLine line, int n, DateOnly day, string placeOfService, Amounts amounts) => new()
    {
        Sequence = n + 1,
        CareTeamSequence = [1],
        DiagnosisSequence = [1],
        ProductOrService = Concept(line.System, line.Code, line.Text),
        Modifier = ClaimParts.Modifiers(line),
        Serviced = new Date(Iso(day)),
        Location = PlaceOf(placeOfService),
        Quantity = new() { Value = line.Quantity },
        BodySite = line.Tooth is { } tooth ? Concept(Systems.Terminology("ADAUniversalToothDesignationSystem"), tooth) : null,
        SubSite = line.Surface is { } surface ? [Concept(Systems.CarinSurface, surface)] : [],
        Adjudication = [ClaimParts.InNetwork("benefitpaymentstatus"), .. ClaimParts.Adjudications(amounts)],
    };

    private static CodeableConcept PlaceOf(string code) => Concept(Systems.PlaceOfService, code, code switch { "11" => "Office", "12" => "Home", "41" => "Ambulance - Land", _ => null });
}
