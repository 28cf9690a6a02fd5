using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Three years of a family's second adult: check-ups, the dentist, a back that is looked into, and sleep apnea, whose device the plan approves first.</summary>
internal sealed class SpouseStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _first = chart.AsOf.AddYears(-3).AddDays(chart.Chance.Between(10, 40));

    public void Tell()
    {
        for (var year = 0; year < 3; year++)
        {
            var (n, day) = (year, _first.AddYears(year));
            _course.On(day, () => CheckUp(day, n));
            On(day.AddDays(110), Dentist);
        }

        On(_first.AddYears(1).AddDays(45), BackPain);
        On(_first.AddYears(2).AddDays(70), Apnea);
    }

    private void On(DateOnly day, Action<DateOnly> happens) => _course.On(day, () => happens(day));

    private void CheckUp(DateOnly day, int year)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.AdultCheckUp);
        chart.AddVitals(visit, Body.Of(chart.Member, day, chart.Chance));
        chart.AddLabs(visit, LabPanel.BloodCount);
        chart.AddVaccine(visit, Vaccine.Influenza);
        if (year == 0)
        {
            chart.AddNeverSmoked(visit);
            chart.AddAllergy(visit, Concept(Systems.Snomed, "91935009", "Allergy to peanut"), AllergyIntolerance.AllergyIntoleranceCategory.Food);
            chart.AddCareTeam(visit, (Network.PrimaryCare, "453231000124104", "Primary care provider"));
        }

        chart.AddProfessionalClaim(visit, Services.CheckUp, Services.FluShot, Services.BloodCount);
    }

    private void Dentist(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Dental, Network.Dentist, Diagnosis.DentalCheckUp);
        chart.AddOralClaim(visit, Services.DentalExam, Services.AdultCleaning);
    }

    private void BackPain(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.BackPain);
        chart.AddProblem(visit, Diagnosis.BackPain, abated: day.AddDays(120));
        chart.AddProfessionalClaim(visit, Services.Visit);
        _course.Fills(chart.Prescribe(visit, Drug.Celecoxib, Diagnosis.BackPain, refills: 1, ongoing: false), day);
        On(day.AddDays(9), Scan);
    }

    private void Scan(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Orthopedist, Diagnosis.BackPain);
        chart.AddImagingReport(visit, "MRI of the lumbar spine", "Mild disc bulge without contact to a nerve.");
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.Imaging);
    }

    private void Apnea(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.SleepApnea);
        var condition = chart.AddProblem(visit, Diagnosis.SleepApnea);
        var goal = chart.AddGoal(visit, "Seven hours of sleep with the device, every night", day.AddMonths(4));
        chart.AddCarePlan(visit, "Care plan for sleep apnea", "Sleep with the device every night and bring its card to the next visit.", condition, goal);
        chart.AddPriorAuthorization(visit, Services.Cpap, serviceType: "12", used: 1);
        chart.AddProfessionalClaim(visit, Services.Visit);
        On(day.AddDays(14), Device);
    }

    private void Device(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.SleepApnea);
        chart.AddProfessionalClaim(visit, Services.Cpap);
    }
}
