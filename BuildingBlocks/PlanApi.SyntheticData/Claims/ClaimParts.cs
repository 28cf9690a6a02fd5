using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>What all five CARIN Blue Button 2.0.0 profiles of ExplanationOfBenefit have in common.</summary>
internal static class ClaimParts
{
    /// <summary>A claim as it came in, not yet adjudicated.</summary>
    public static (string Id, Eob Claim) Begin(Chart chart, string type, DateOnly from, DateOnly to, ResourceReference provider)
    {
        var id = chart.NewId("eob");
        return (id, new Eob
        {
            Identifier = [new Identifier(Systems.ClaimNumbers, id) { Type = Concept(Systems.CarinIdentifier, "uc", "Unique Claim ID") }],
            Status = Eob.ExplanationOfBenefitStatus.Active,
            Type = Concept(Systems.Terminology("claim-type"), type),
            Use = ClaimUseCode.Claim,
            Patient = chart.Subject,
            BillablePeriod = During(from, to),
            Created = Iso(DecidedOn(chart, to)),
            Insurer = chart.Network.To(Network.Payer),
            Provider = provider,
            Payee = new() { Type = Concept(Systems.Terminology("payeetype"), "provider", "Provider"), Party = provider },
            Outcome = ClaimProcessingCodes.Complete,
            Insurance = chart.PrimaryCoverage is { } primary
                ? [new() { Focal = true, Coverage = chart.Coverage }, new() { Focal = false, Coverage = primary }]
                : [new() { Focal = true, Coverage = chart.Coverage }],
            SupportingInfo = [Info(1, "clmrecvddate", timing: new Date(Iso(ReceivedOn(chart, to))))],
        });
    }

    /// <summary>Totals and payment, once the lines are decided.</summary>
    public static void Close(this Eob claim, Chart chart, Amounts sum, DateOnly lastDay)
    {
        claim.Total = [.. Money(sum).Select(m => new Eob.TotalComponent { Category = m.Category, Amount = Usd(m.Amount) })];
        claim.Payment = new()
        {
            Type = sum switch
            {
                { Noncovered: 0 } => Concept(Systems.CarinPayerStatus, "paid", "Paid"),
                { Benefit: 0 } => Concept(Systems.CarinPayerStatus, "denied", "Denied"),
                _ => Concept(Systems.CarinPayerStatus, "partiallypaid", "Partially Paid"),
            },
            Date = Iso(DecidedOn(chart, lastDay)),
            Amount = Usd(sum.Benefit),
        };
    }

    /// <summary>The <c>adjudicationamounttype</c> slice: each amount under its category.</summary>
    public static List<Eob.AdjudicationComponent> Adjudications(Amounts amounts) =>
        [.. Money(amounts).Select(m => new Eob.AdjudicationComponent { Category = m.Category, Amount = Usd(m.Amount) })];

    /// <summary>Of several units how many are allowed; and of a denied line the reason by its code, and the note that says it in words.</summary>
    public static void ExplainAll(this Eob claim, IReadOnlyList<ClaimLine> lines)
    {
        foreach (var (item, line) in claim.Item.Zip(lines))
        {
            if (line.Quantity > 1 && line.System != Systems.Ndc)
            {
                item.Adjudication.Add(new() { Category = Concept(Systems.CarinDiscriminator, "allowedunits"), Value = line.Denied is null ? line.Quantity : 0 });
            }

            if (line.Denied is { } denied)
            {
                item.Adjudication.Add(denied.Reason);
                claim.NoteOn(item, denied);
            }
        }
    }

    public static void NoteOn(this Eob claim, Eob.ItemComponent item, Denial denied)
    {
        var number = claim.ProcessNote.Count + 1;
        item.NoteNumber = [number];
        claim.ProcessNote.Add(new() { Number = number, Type = NoteType.Display, Text = denied.Note });
    }

    public static List<CodeableConcept> Modifiers(ClaimLine line) => line.Modifier is { } code ? [Concept(Systems.Hcpcs, code)] : [];

    /// <summary>A status slice such as <c>benefitpaymentstatus</c>; every provider here is in the network.</summary>
    public static Eob.AdjudicationComponent InNetwork(string slice) => new()
    {
        Category = Concept(Systems.CarinDiscriminator, slice),
        Reason = Concept(Systems.CarinPayerStatus, "innetwork", "In Network"),
    };

    public static Eob.SupportingInformationComponent Info(int sequence, string category, CodeableConcept? code = null, DataType? timing = null, DataType? value = null) => new()
    {
        Sequence = sequence,
        Category = Concept(Systems.CarinSupportingInfo, category),
        Code = code,
        Timing = timing,
        Value = value,
    };

    /// <summary>Adds one more fact under the next number.</summary>
    public static void AddInfo(this Eob claim, string category, CodeableConcept? code = null, DataType? timing = null, DataType? value = null) =>
        claim.SupportingInfo.Add(Info(claim.SupportingInfo.Count + 1, category, code, timing, value));

    public static void AddCareTeam(this Eob claim, ResourceReference provider, CodeableConcept role, CodeableConcept? qualification = null) =>
        claim.CareTeam.Add(new() { Sequence = claim.CareTeam.Count + 1, Provider = provider, Role = role, Qualification = qualification });

    public static Eob.DiagnosisComponent PrincipalDiagnosis(Diagnosis diagnosis) => new()
    {
        Sequence = 1,
        Diagnosis = Concept(Systems.Icd10Cm, diagnosis.Icd10, diagnosis.Icd10Text),
        Type = [Concept(Systems.Terminology("ex-diagnosistype"), "principal", "Principal Diagnosis")],
    };

    public static Eob.DiagnosisComponent OtherDiagnosis(Diagnosis diagnosis, int sequence) => new()
    {
        Sequence = sequence,
        Diagnosis = Concept(Systems.Icd10Cm, diagnosis.Icd10, diagnosis.Icd10Text),
        Type = [Concept(Systems.CarinDiagnosisType, "other", "Other")],
    };

    public static CodeableConcept Role(string code) => Concept(Systems.CarinCareTeamRole, code);

    public static CodeableConcept Specialty(Clinician clinician) => Concept(Systems.Nucc, clinician.Specialty, clinician.SpecialtyText);

    /// <summary>The plan has it eleven days before it decides, by rule three after the last day of service, never after the day the story is told.</summary>
    private static DateOnly ReceivedOn(Chart chart, DateOnly lastDay) => Earlier(lastDay.AddDays(chart.HandlingDays - 11), chart.AsOf);

    private static DateOnly DecidedOn(Chart chart, DateOnly lastDay) => Earlier(lastDay.AddDays(chart.HandlingDays), chart.AsOf);

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static IEnumerable<(CodeableConcept Category, decimal Amount)> Money(Amounts a)
    {
        yield return (Category("submitted", "Submitted Amount"), a.Submitted);
        yield return (Concept(Systems.CarinAdjudication, "discount", "Discount"), a.Discount);
        yield return (Category("eligible", "Eligible Amount"), a.Eligible);
        yield return (Category("deductible", "Deductible"), a.Deductible);
        yield return (Category("copay", "CoPay"), a.Copay);
        yield return (Concept(Systems.CarinAdjudication, "coinsurance", "Co-insurance"), a.Coinsurance);
        yield return (Category("benefit", "Benefit Amount"), a.Benefit);
        yield return (Concept(Systems.CarinAdjudication, "memberliability", "Member liability"), a.MemberLiability);
        yield return (Concept(Systems.CarinAdjudication, "paidtoprovider", "Paid to provider"), a.Benefit);
        if (a.Noncovered > 0)
        {
            yield return (Concept(Systems.CarinAdjudication, "noncovered", "Noncovered"), a.Noncovered);
        }

        if (a.PriorPaid > 0)
        {
            yield return (Concept(Systems.CarinAdjudication, "priorpayerpaid", "Prior payer paid"), a.PriorPaid);
        }
    }

    private static CodeableConcept Category(string code, string text) => Concept(Systems.Terminology("adjudication"), code, text);
}
