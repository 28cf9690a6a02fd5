using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Three years of a child: yearly check-ups with vaccines and growth, asthma with a night in the emergency room, an ear infection, the dentist.</summary>
internal sealed class ChildStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly int _percentile = chart.Chance.Between(25, 80);

    public void Tell()
    {
        var first = chart.AsOf.AddYears(-3).AddDays(chart.Chance.Between(5, 40));
        for (var year = 0; year < 3; year++)
        {
            var (n, day) = (year, first.AddYears(year));
            _course.On(day, () => CheckUp(day, n));
            _course.On(day.AddDays(90), () => Dentist(day.AddDays(90)));
        }

        _course.On(first.AddDays(120), () => Asthma(first.AddDays(120)));
        _course.On(first.AddYears(1).AddDays(50), () => EmergencyRoom(first.AddYears(1).AddDays(50)));
        _course.On(first.AddYears(1).AddDays(200), () => EarInfection(first.AddYears(1).AddDays(200)));
    }

    private void CheckUp(DateOnly day, int year)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Pediatrician, Diagnosis.ChildCheckUp);
        var age = chart.Member.AgeOn(day);
        var height = 78 + (6.2m * age) + chart.Chance.Tenths(-2, 2);
        chart.AddVitals(visit, new(height, Math.Round((15.3m + (_percentile / 60m)) * height * height / 10_000, 1), 92 + age + chart.Chance.Between(-3, 3), 56 + chart.Chance.Between(-3, 4), 96 - age + chart.Chance.Between(-4, 4)));
        chart.AddBmiPercentile(visit, _percentile + chart.Chance.Between(-3, 3));
        chart.AddVaccine(visit, Vaccine.Influenza);
        if (year == 0)
        {
            foreach (var vaccine in new[] { Vaccine.Dtap, Vaccine.Polio, Vaccine.MeaslesMumpsRubella, Vaccine.Varicella })
            {
                chart.AddVaccine(visit, vaccine);
            }

            chart.AddAllergy(visit, Concept(Systems.Snomed, "91935009", "Allergy to peanut"), AllergyIntolerance.AllergyIntoleranceCategory.Food);
            chart.AddCareTeam(visit, (Network.Pediatrician, "82296001", "Pediatrician"));
        }

        chart.AddProfessionalClaim(visit, Services.ChildCheckUp, Services.FluShot);
    }

    private void Asthma(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Pediatrician, Diagnosis.Asthma);
        var condition = chart.AddProblem(visit, Diagnosis.Asthma);
        var goal = chart.AddGoal(visit, "No night woken by coughing for three months", day.AddMonths(8));
        chart.AddCarePlan(visit, "Asthma action plan", "Use the inhaler with a spacer when wheezing; call the clinic when it is needed more than twice a week.", condition, goal);
        chart.AddProfessionalClaim(visit, Services.Visit, Services.Nebulizer);
        _course.Fills(chart.Prescribe(visit, Drug.Albuterol, Diagnosis.Asthma, refills: 8, ongoing: true), day.AddDays(1));
    }

    private void EmergencyRoom(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Emergency, Network.EmergencyDoctor, Diagnosis.AsthmaAttack);
        chart.AddVisitDiagnosis(visit, Diagnosis.AsthmaAttack);
        chart.AddLabs(visit, LabPanel.BloodCount);
        chart.AddProcedure(visit, Concept(Systems.Snomed, "56251003", "Nebulizer therapy"));
        chart.AddNote(visit, "34111-5", "Emergency department note", $"{chart.Member.FullName} came with wheezing, improved after two nebulizer treatments, and went home.");
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "1", Services.EmergencyRoom, Services.Inhalation);
    }

    private void EarInfection(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Pediatrician, Diagnosis.EarInfection);
        chart.AddProblem(visit, Diagnosis.EarInfection, abated: day.AddDays(14));
        chart.AddProfessionalClaim(visit, Services.Visit);
        _course.Fills(chart.Prescribe(visit, Drug.Amoxicillin, Diagnosis.EarInfection, refills: 0, ongoing: false), day);
    }

    private void Dentist(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Dental, Network.Dentist, Diagnosis.DentalCheckUp);
        chart.AddOralClaim(visit, Services.DentalExam, Services.ChildCleaning);
    }
}
