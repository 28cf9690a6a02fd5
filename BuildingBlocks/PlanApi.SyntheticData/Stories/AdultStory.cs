using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Four years of an adult: yearly check-ups that find high blood pressure and cholesterol, both treated, and a knee that is replaced.</summary>
internal class AdultStory(Chart chart)
{
    private readonly decimal _height = chart.Member.Female ? chart.Chance.Tenths(155, 174) : chart.Chance.Tenths(168, 190);
    private decimal _bodyMass = chart.Chance.Tenths(26, 31);

    protected Course Course { get; } = new(chart);

    public void Tell()
    {
        var first = chart.AsOf.AddYears(-4).AddDays(chart.Chance.Between(5, 40));
        for (var year = 0; year < 4; year++)
        {
            var n = year;
            var day = first.AddYears(year);
            Course.On(day, () => CheckUp(day, n));
            Course.On(day.AddDays(75), () => Dentist(day.AddDays(75), filling: n == 1));
        }

        var followUp = first.AddDays(21);
        Course.On(followUp, () => Treat(followUp, Diagnosis.Hypertension, Drug.Lisinopril, "Blood pressure below 130/80 mmHg"));
        var second = first.AddYears(1).AddDays(18);
        Course.On(second, () => Treat(second, Diagnosis.Hyperlipidemia, Drug.Atorvastatin, "LDL cholesterol below 100 mg/dL"));
        Knee(first.AddYears(2).AddDays(40));

        TellMore();
    }

    /// <summary>What a longer story adds to it.</summary>
    protected virtual void TellMore()
    {
    }

    private void CheckUp(DateOnly day, int year)
    {
        var visit = Course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.AdultCheckUp);
        _bodyMass += chart.Chance.Tenths(-0.6m, 0.5m);
        var pressure = year == 0 ? 148 : 132 - (year * 2);
        chart.AddVitals(visit, new(_height, Math.Round(_bodyMass * _height * _height / 10_000, 1), pressure + chart.Chance.Between(-3, 3), (pressure * 62 / 100) + chart.Chance.Between(-2, 2), chart.Chance.Between(62, 82)));
        chart.AddLabs(visit, LabPanel.BloodCount);
        chart.AddLabs(visit, LabPanel.Lipids, excess: year <= 1 ? 0.18m : 0);
        chart.AddVaccine(visit, Vaccine.Influenza);
        if (year == 0)
        {
            chart.AddNeverSmoked(visit);
            chart.AddVaccine(visit, Vaccine.Tdap);
            chart.AddAllergy(visit, Concept(Systems.RxNorm, "7980", "penicillin G"), AllergyIntolerance.AllergyIntoleranceCategory.Medication);
        }

        chart.AddProfessionalClaim(visit, Services.CheckUp, Services.FluShot, Services.BloodCount);
    }

    private void Treat(DateOnly day, Diagnosis diagnosis, Drug drug, string goal)
    {
        var visit = Course.Visit(day, VisitKind.Office, Network.PrimaryCare, diagnosis);
        var condition = chart.AddProblem(visit, diagnosis);
        var prescription = chart.Prescribe(visit, drug, diagnosis, refills: 16, ongoing: true);
        var goalId = chart.AddGoal(visit, goal, day.AddMonths(9));
        chart.AddCarePlan(visit, $"Care plan for {diagnosis.Text.ToLowerInvariant()}", $"{drug.Instruction}. Less salt, more walking, and a check-up every year. Aim: {goal}.", condition, goalId);
        chart.AddProfessionalClaim(visit, Services.Visit);
        Course.Fills(prescription, visit.Day.AddDays(1));
    }

    private void Dentist(DateOnly day, bool filling)
    {
        var visit = Course.Visit(day, VisitKind.Dental, Network.Dentist, filling ? Diagnosis.Caries : Diagnosis.DentalCheckUp);
        IReadOnlyList<ClaimLine> usual = [Services.DentalExam, Services.AdultCleaning];
        chart.AddOralClaim(visit, filling ? [.. usual, Services.Filling] : usual);
    }

    private void Knee(DateOnly pain) => Course.On(pain, () =>
    {
        var visit = Course.Visit(pain, VisitKind.Office, Network.PrimaryCare, Diagnosis.KneeOsteoarthritis);
        chart.AddProblem(visit, Diagnosis.KneeOsteoarthritis);
        chart.AddImagingReport(visit, "X-ray of the right knee", "Narrowed joint space and osteophytes of the right knee. No fracture.");
        var operation = pain.AddDays(60);
        var order = chart.AddReferral(visit, Concept(Systems.Snomed, "183545006", "Referral to orthopedic service"), Diagnosis.KneeOsteoarthritis, operation, Network.Orthopedist);
        chart.AddCareTeam(
            visit,
            (Network.PrimaryCare, "453231000124104", "Primary care provider"),
            (Network.Orthopedist, "22731001", "Orthopedic surgeon"));
        chart.AddProfessionalClaim(visit, Services.Visit);
        Course.On(operation, () => Operation(operation, order));
    });

    private void Operation(DateOnly day, string order)
    {
        var stay = Course.Visit(day, VisitKind.Inpatient, Network.Orthopedist, Diagnosis.KneeOsteoarthritis, nights: 2);
        chart.AddVisitDiagnosis(stay, Diagnosis.KneeOsteoarthritis);
        chart.AddProcedure(stay, Concept(Systems.Snomed, "609588000", "Total knee replacement"), order);
        chart.AddImplant(day.AddMonths(-8), Concept(Systems.Snomed, "109228008", "Knee joint prosthesis"));
        var prescription = chart.Prescribe(stay, Drug.Celecoxib, Diagnosis.KneeOsteoarthritis, refills: 1, ongoing: false);
        chart.AddGoal(stay, "Walk for thirty minutes without a stick", day.AddMonths(4));
        chart.AddNote(stay, "18842-5", "Discharge summary", $"{chart.Member.FullName} had a total replacement of the right knee on {Iso(day)} without complications and went home on {Iso(stay.LastDay)}. Physical therapy begins in two weeks.");
        chart.AddInpatientClaim(
            stay,
            new("0SRC0J9", "Replacement of Right Knee Joint with Synthetic Substitute, Cemented, Open Approach", "470"),
            Services.RoomAndBoard,
            Services.OperatingRoom,
            Services.Implant,
            Services.HospitalPharmacy);
        Course.Fills(prescription, stay.LastDay);
        for (var week = 2; week <= 6; week += 2)
        {
            var therapy = stay.LastDay.AddDays(7 * week);
            Course.On(therapy, () => Therapy(therapy));
        }
    }

    private void Therapy(DateOnly day)
    {
        var visit = Course.Visit(day, VisitKind.Office, Network.Orthopedist, Diagnosis.KneeOsteoarthritis);
        chart.AddProcedure(visit, Concept(Systems.Snomed, "91251008", "Physical therapy procedure"));
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.ClinicVisit, Services.Stimulation);
    }
}
