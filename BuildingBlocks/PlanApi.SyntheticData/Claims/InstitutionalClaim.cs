using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>What was done in a stay, as the hospital codes it.</summary>
/// <param name="Icd10Pcs">The principal procedure, when there was one.</param>
/// <param name="Drg">MS-DRG of the stay.</param>
internal sealed record StayCoding(string? Icd10Pcs, string? Text, string Drg)
{
    /// <summary>NUBC: 3 is elective, 1 an emergency, 4 a birth.</summary>
    public string AdmissionType { get; init; } = "3";

    /// <summary>NUBC: 01 is home, 50 hospice at home.</summary>
    public string DischargedTo { get; init; } = "01";

    /// <summary>Whether the hospital is paid line by line.</summary>
    public bool ByLine { get; init; }

    /// <summary>What the stay was for besides, by the order of importance.</summary>
    public IReadOnlyList<Diagnosis> Others { get; init; } = [];
}

/// <summary>Claims of a hospital: a stay (C4BB … Inpatient Institutional), or a visit (C4BB … Outpatient Institutional).</summary>
internal static class InstitutionalClaim
{
    /// <summary>A stay is paid as a whole, by rule: its amounts stand at the claim, not at the lines (EOB-institutional-item-or-header-adjudication).</summary>
    public static Eob AddInpatientClaim(this Chart chart, Visit stay, StayCoding coding, params IReadOnlyList<ClaimLine> lines)
    {
        var (id, claim) = Begin(chart, stay, "inpatient", typeOfBill: "111", coding.AdmissionType);
        claim.AddInfo("admissionperiod", timing: During(stay.Day, stay.LastDay));
        claim.AddInfo("discharge-status", Concept(Systems.Nubc("PatDischargeStatus"), coding.DischargedTo));
        claim.AddInfo("drg", Concept("https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software", coding.Drg));
        claim.AddCareTeam(chart.Network.To(stay.Clinician), ClaimParts.Role(coding.Icd10Pcs is null ? "attending" : "operating"));
        claim.Diagnosis = [ClaimParts.PrincipalDiagnosis(stay.Reason), .. coding.Others.Select((other, n) => ClaimParts.OtherDiagnosis(other, n + 2))];
        claim.Diagnosis.ForEach(static d => d.OnAdmission = Concept("https://www.nubc.org/CodeSystem/PresentOnAdmissionIndicator", "Y"));
        claim.Procedure = coding.Icd10Pcs is { } pcs
            ?
            [
                new()
                {
                    Sequence = 1,
                    Type = [Concept(Systems.CarinProcedureType, "principal", "Principal")],
                    Date = Iso(stay.Start),
                    Procedure = Concept(Systems.Icd10Pcs, pcs, coding.Text),
                },
            ]
            : [];
        claim.Decide(chart, stay, lines, atHeader: !coding.ByLine);
        chart.Add(id, Profiles.Carin("ExplanationOfBenefit-Inpatient-Institutional"), claim);
        return claim;
    }

    public static Eob AddOutpatientClaim(this Chart chart, Visit visit, string typeOfBill, string admissionType, params IReadOnlyList<ClaimLine> lines) =>
        chart.AddOutpatientClaim(visit, typeOfBill, admissionType, atHeader: false, lines);

    /// <param name="atHeader">Whether the visit is paid as a whole.</param>
    public static Eob AddOutpatientClaim(this Chart chart, Visit visit, string typeOfBill, string admissionType, bool atHeader, params IReadOnlyList<ClaimLine> lines)
    {
        var (id, claim) = Begin(chart, visit, "outpatient", typeOfBill, admissionType);
        claim.AddInfo("discharge-status", Concept(Systems.Nubc("PatDischargeStatus"), "01"));
        claim.AddCareTeam(chart.Network.To(visit.Clinician), ClaimParts.Role("rendering"), ClaimParts.Specialty(visit.Clinician));
        claim.Diagnosis = [ClaimParts.PrincipalDiagnosis(visit.Reason)];

        claim.Decide(chart, visit, lines, atHeader);
        chart.Add(id, Profiles.Carin("ExplanationOfBenefit-Outpatient-Institutional"), claim);
        return claim;
    }

    private static void Decide(this Eob claim, Chart chart, Visit visit, IReadOnlyList<ClaimLine> lines, bool atHeader)
    {
        var decided = lines.Select(l => chart.Adjudicate(l, visit.Day)).ToList();
        var sum = Amounts.Sum(decided);
        claim.Item = [.. lines.Select((line, n) => ItemOf(line, n, visit.Day))];
        claim.Adjudication = [ClaimParts.InNetwork("billingnetworkstatus"), ClaimParts.InNetwork("benefitpaymentstatus")];
        if (atHeader)
        {
            claim.Adjudication.AddRange(ClaimParts.Adjudications(sum));
            foreach (var (item, denied) in claim.Item.Zip(lines.Select(l => l.Denied)).Where(p => p.Second is not null))
            {
                claim.Adjudication.Add(denied!.Reason);
                claim.NoteOn(item, denied);
            }
        }
        else
        {
            claim.Item.Zip(decided).ToList().ForEach(static p => p.First.Adjudication = ClaimParts.Adjudications(p.Second));
            claim.ExplainAll(lines);
        }

        claim.Close(chart, sum, visit.LastDay);
    }

    private static (string Id, Eob Claim) Begin(Chart chart, Visit visit, string subType, string typeOfBill, string admissionType)
    {
        var (id, claim) = ClaimParts.Begin(chart, "institutional", visit.Day, visit.LastDay, chart.Network.To(visit.Clinician.Place));
        claim.SubType = Concept(Systems.CarinSubType, subType);
        claim.AddInfo("typeofbill", Concept(Systems.Nubc("TypeOfBill"), typeOfBill));
        claim.AddInfo("pointoforigin", admissionType == "4" ? Concept(Systems.Nubc("PointOfOriginNewborn"), "5") : Concept(Systems.Nubc("PointOfOrigin"), "1"));
        claim.AddInfo("admtype", Concept(Systems.Nubc("PriorityTypeOfAdmitOrVisit"), admissionType));
        claim.AddInfo("medicalrecordnumber", value: new FhirString($"MRN-{chart.Member.MemberNumber}"));
        claim.AddInfo("patientaccountnumber", value: new FhirString($"ACC-{id}"));
        return (id, claim);
    }

    private static Eob.ItemComponent ItemOf(ClaimLine line, int n, DateOnly day) => new()
    {
        Sequence = n + 1,
        Revenue = Concept(Systems.Nubc("RevenueCodes"), line.Revenue!),
        ProductOrService = Concept(line.System, line.Code, line.Text),
        Modifier = ClaimParts.Modifiers(line),
        Serviced = new Date(Iso(day)),
        Quantity = new() { Value = line.Quantity },
    };
}
