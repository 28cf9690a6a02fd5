using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>A prescription as later fills refer to it.</summary>
internal sealed record Prescription(string Id, Drug Drug, Clinician Prescriber, DateOnly Written, int Refills);

/// <summary>Prescriptions, fills, vaccines and allergies.</summary>
internal static class MedicineResources
{
    public static Prescription Prescribe(this Chart chart, Visit visit, Drug drug, Diagnosis reason, int refills, bool ongoing)
    {
        var id = chart.NewId("rx");
        chart.Add(id, Profiles.UsCore("medicationrequest"), new MedicationRequest
        {
            Status = ongoing ? MedicationRequest.MedicationrequestStatus.Active : MedicationRequest.MedicationrequestStatus.Completed,
            Intent = MedicationRequest.MedicationRequestIntent.Order,
            Category = [Concept(Systems.Terminology("medicationrequest-category"), "community", "Community")],
            Reported = new FhirBoolean(false),
            Medication = MedicationOf(chart, drug),
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            AuthoredOn = Iso(visit.At(30)),
            Requester = chart.Network.To(visit.Clinician),
            ReasonCode = [Concept(Systems.Snomed, reason.Snomed, reason.Text)],
            DosageInstruction = [DosageOf(drug)],
            DispenseRequest = new()
            {
                NumberOfRepeatsAllowed = refills,
                Quantity = Measure(drug.Quantity, drug.Unit),
                ExpectedSupplyDuration = new() { Value = drug.DaysSupply, Unit = "d", System = Systems.Ucum, Code = "d" },
            },
        });
        return new(id, drug, visit.Clinician, visit.Day, refills);
    }

    public static void AddDispense(this Chart chart, Prescription prescription, DateOnly day, bool first) =>
        chart.Add(chart.NewId("fill"), Profiles.UsCore("medicationdispense"), new MedicationDispense
        {
            Status = MedicationDispense.MedicationDispenseStatusCodes.Completed,
            Medication = MedicationOf(chart, prescription.Drug),
            Subject = chart.Subject,
            Performer = [new() { Actor = chart.Network.To(chart.Care.Pharmacy) }],
            AuthorizingPrescription = [To("MedicationRequest", prescription.Id)],
            Type = first
                ? Concept(Systems.Terminology("v3-ActCode"), "FF", "First Fill")
                : Concept(Systems.Terminology("v3-ActCode"), "RF", "Refill"),
            Quantity = Measure(prescription.Drug.Quantity, prescription.Drug.Unit),
            DaysSupply = Measure(prescription.Drug.DaysSupply, "d"),
            WhenHandedOver = Iso(day),
            DosageInstruction = [DosageOf(prescription.Drug)],
        });

    public static void AddVaccine(this Chart chart, Visit visit, Vaccine vaccine) =>
        chart.Add(chart.NewId("imm"), Profiles.UsCore("immunization"), new Immunization
        {
            Status = Immunization.ImmunizationStatusCodes.Completed,
            VaccineCode = Concept(Systems.Cvx, vaccine.Cvx, vaccine.Text),
            Patient = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Occurrence = When(visit.At(35)),
            PrimarySource = true,
            Location = chart.Network.SiteOf(visit.Clinician),
            Performer = [new() { Actor = chart.Network.To(visit.Clinician) }],
        });

    /// <summary>A vaccine that was due and not given.</summary>
    public static void AddRefusedVaccine(this Chart chart, Visit visit, Vaccine vaccine, CodeableConcept reason)
    {
        chart.AddVaccine(visit, vaccine);
        chart.Correct<Immunization>(chart.Resources[^1].Id!, i =>
        {
            i.Status = Immunization.ImmunizationStatusCodes.NotDone;
            i.StatusReason = reason;
        });
    }

    public static void AddAllergy(this Chart chart, Visit visit, CodeableConcept substance, AllergyIntolerance.AllergyIntoleranceCategory category) =>
        chart.Add(chart.NewId("allergy"), Profiles.UsCore("allergyintolerance"), new AllergyIntolerance
        {
            ClinicalStatus = Concept(Systems.Terminology("allergyintolerance-clinical"), "active"),
            VerificationStatus = Concept(Systems.Terminology("allergyintolerance-verification"), "confirmed"),
            Type = AllergyIntolerance.AllergyIntoleranceType.Allergy,
            Category = [category],
            Criticality = AllergyIntolerance.AllergyIntoleranceCriticality.High,
            Code = substance,
            Patient = chart.Subject,
            RecordedDate = Iso(visit.Start),
            Recorder = chart.Network.To(visit.Clinician),
            Reaction = [new() { Manifestation = [Concept(Systems.Snomed, "126485001", "Urticaria")], Severity = AllergyIntolerance.AllergyIntoleranceSeverity.Moderate }],
        });

    private static DataType MedicationOf(Chart chart, Drug drug) =>
        Drug.ByReference.Contains(drug) ? chart.Network.To(drug) : Concept(Systems.RxNorm, drug.RxNorm, drug.Text);

    private static Dosage DosageOf(Drug drug) => new()
    {
        Text = drug.Instruction,
        Timing = drug.PerDay == 0 ? null : new() { Repeat = new() { Frequency = drug.PerDay, Period = 1, PeriodUnit = Timing.UnitsOfTime.D } },
        AsNeeded = drug.PerDay == 0 ? new FhirBoolean(true) : null,
        DoseAndRate = [new() { Dose = Measure(drug.Dose, drug.Unit) }],
    };
}
