using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>A child from the hour of birth: the stay, a touch of jaundice, check-ups with growth and vaccines when CDC's schedule has them, and a fever.</summary>
internal sealed class NewbornStory(Chart chart)
{
    private readonly DateOnly _birth = chart.Member.BirthDate;
    private readonly Course _course = new(chart);
    private readonly int _percentile = chart.Chance.Between(30, 75);

    public void Tell()
    {
        _course.On(_birth, Birth);
        _course.On(_birth.AddDays(4), FirstVisit);
        foreach (var month in new[] { 1, 2, 4, 6, 9, 12, 15, 18 })
        {
            var (n, day) = (month, _birth.AddMonths(month));
            _course.On(day, () => WellVisit(day, n));
        }

        _course.On(_birth.AddDays(388), () => Fever(_birth.AddDays(388)));
    }

    private void Birth()
    {
        // The stay begins in the afternoon, as all visits: the day is the child's first.
        var stay = _course.Visit(_birth, VisitKind.Inpatient, Network.Pediatrician with { Place = Network.Hospital }, Diagnosis.LiveBorn, nights: 2);
        chart.AddVisitDiagnosis(stay, Diagnosis.LiveBorn);
        chart.AddVitals(stay, new(50.2m, 3.4m, 68, 42, 138));
        chart.AddScreening(stay, "functional-status", "9274-2", "5 minute Apgar Score", Build.Measure(9, "{score}"));
        chart.AddVaccine(stay, Vaccine.HepatitisB);
        chart.AddInpatientClaim(
            stay,
            new("3E0234Z", "Introduction of Serum, Toxoid and Vaccine into Muscle, Percutaneous Approach", "795") { AdmissionType = "4" },
            Services.Nursery, Services.Laboratory);
    }

    private void FirstVisit()
    {
        var visit = _course.Visit(_birth.AddDays(4), VisitKind.Office, Network.Pediatrician, Diagnosis.NewbornCheckUp);
        chart.AddProblem(visit, Diagnosis.Jaundice, abated: _birth.AddDays(14), onset: _birth.AddDays(2));
        chart.AddLabs(visit, LabPanel.Bilirubin, values: ("1975-2", 13.4m));
        chart.AddCareTeam(visit, (Network.Pediatrician, "82296001", "Pediatrician"));
        chart.AddProfessionalClaim(visit, Services.ChildCheckUp);
    }

    private void WellVisit(DateOnly day, int month)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Pediatrician, Diagnosis.ChildCheckUp);
        chart.AddVitals(visit, Body.Of(chart.Member, day, chart.Chance));
        chart.AddTemperatureAndBreath(visit, 36.8m, 40 - month);
        chart.InPosition(UnmeasuredResources.Lying, () => Growth(visit, month));

        foreach (var vaccine in Due(month))
        {
            chart.AddVaccine(visit, vaccine);
        }

        chart.AddProfessionalClaim(visit, Services.ChildCheckUp);
    }

    private void Growth(Visit visit, int month)
    {
        chart.AddGrowth(visit, 35 + Math.Round(9m * month / (month + 5), 1), _percentile + 4, _percentile);
        if (month >= 12)
        {
            chart.AddBmiPercentile(visit, _percentile);
        }
    }

    /// <summary>An ear that hurts too much for a child to lie still and be measured.</summary>
    private void Fever(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Pediatrician, Diagnosis.EarInfection);
        chart.AddProblem(visit, Diagnosis.EarInfection, abated: day.AddDays(7));
        chart.AddTemperatureAndBreath(visit, 38.7m, 32);
        chart.Unmeasured("not-performed", "Not Performed", () => chart.InPosition(UnmeasuredResources.Lying, () => Growth(visit, 12)));
        chart.AddProfessionalClaim(visit, Services.Visit);
        _course.Fills(chart.Prescribe(visit, Drug.Amoxicillin, Diagnosis.EarInfection, refills: 0, ongoing: false), day);
    }

    private static Vaccine[] Due(int month) => month switch
    {
        1 => [Vaccine.HepatitisB],
        2 or 4 => [Vaccine.Rotavirus, Vaccine.Dtap, Vaccine.Hib, Vaccine.Pneumococcal, Vaccine.Polio],
        6 => [Vaccine.HepatitisB, Vaccine.Rotavirus, Vaccine.Dtap, Vaccine.Pneumococcal, Vaccine.Polio, Vaccine.Influenza],
        12 => [Vaccine.Hib, Vaccine.Pneumococcal, Vaccine.MeaslesMumpsRubella, Vaccine.Varicella],
        15 => [Vaccine.Dtap],
        _ => [],
    };
}
