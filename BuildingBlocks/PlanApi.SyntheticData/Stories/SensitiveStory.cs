using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>
/// Three years of an adult much of whose care is labelled: depression, dependence on alcohol and opioids, HIV, an infection. Check-ups, a cold and the
/// dentist are not, so that both kinds are there.
/// </summary>
internal sealed class SensitiveStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _first = chart.AsOf.AddYears(-3).AddDays(chart.Chance.Between(5, 40));

    public void Tell()
    {
        for (var year = 0; year < 3; year++)
        {
            var day = _first.AddYears(year);
            _course.On(day, () => CheckUp(day));
            _course.On(day.AddDays(60), () => Dentist(day.AddDays(60)));
        }

        _course.On(_first.AddDays(20), () => Cold(_first.AddDays(20)));
        Labelled("PSY", () => Depression(_first.AddDays(30)));
        Labelled("SUD", () => Treated(_first.AddDays(150), Diagnosis.AlcoholDependence, Drug.Naltrexone, "No drink for ninety days"));
        Labelled("OPIOIDUD", () => Treated(_first.AddDays(330), Diagnosis.OpioidDependence, Drug.BuprenorphineNaloxone, "In treatment for a whole year"));
        Labelled("HIV", () => Hiv(_first.AddDays(240)));
        Labelled("STD", () => Infection(_first.AddDays(500)));
        Labelled("SEX", () => Orientation(_first.AddDays(501)));
    }

    private void Labelled(string label, Action told)
    {
        chart.Label = label;
        told();
        chart.Label = null;
    }

    private void CheckUp(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.AdultCheckUp);
        chart.AddVitals(visit, Body.Of(chart.Member, day, chart.Chance));
        chart.AddVaccine(visit, Vaccine.Influenza);
        chart.AddProfessionalClaim(visit, Services.CheckUp, Services.FluShot);
    }

    private void Dentist(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Dental, Network.Dentist, Diagnosis.DentalCheckUp);
        chart.AddOralClaim(visit, Services.DentalExam, Services.AdultCleaning);
    }

    private void Cold(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.Cold);
        chart.AddProblem(visit, Diagnosis.Cold, abated: day.AddDays(9));
        chart.AddProfessionalClaim(visit, Services.Visit);
    }

    private void Depression(DateOnly day) => _course.On(day, () =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Psychiatrist, Diagnosis.Depression);
        var condition = chart.AddProblem(visit, Diagnosis.Depression);
        chart.AddScreening(visit, "functional-status", "44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]", Measure(16, "{score}"));
        var goal = chart.AddGoal(visit, "A score of the questionnaire below 5", day.AddMonths(8));
        chart.AddCarePlan(visit, "Care plan for depression", "Sertraline every day and a talk every month. Call at once when thoughts turn dark.", condition, goal);
        chart.AddProfessionalClaim(visit, Services.Counseling);
        _course.Fills(chart.Prescribe(visit, Drug.Sertraline, Diagnosis.Depression, refills: 10, ongoing: true), day.AddDays(1));
        _course.Every(30, day.AddDays(30), Talk);
    });

    private void Talk(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Psychiatrist, Diagnosis.Depression);
        chart.AddProcedure(visit, Concept(Systems.Snomed, "75516001", "Psychotherapy"));
        chart.AddProfessionalClaim(visit, Services.Counseling);
    }

    private void Treated(DateOnly day, Diagnosis diagnosis, Drug drug, string aim) => _course.On(day, () =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Psychiatrist, diagnosis);
        chart.AddProblem(visit, diagnosis);
        chart.AddGoal(visit, aim, day.AddYears(1));
        chart.AddPlainLab(visit, "19295-5", "Opiates [Presence] in Urine by Screen method", Concept(Systems.Snomed, "260415000", "Not detected"));
        chart.AddProfessionalClaim(visit, Services.Counseling, Services.DrugTest);
        _course.Fills(chart.Prescribe(visit, drug, diagnosis, refills: 24, ongoing: true), day.AddDays(1));
    });

    private void Hiv(DateOnly day) => _course.On(day, () =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.InfectiousDisease, Diagnosis.Hiv);
        chart.AddProblem(visit, Diagnosis.Hiv);
        chart.AddLabs(visit, LabPanel.HivFollowUp, values: [("20447-9", 48_200), ("24467-3", 412)]);
        chart.AddProfessionalClaim(visit, Services.Visit, Services.HivTest);
        _course.Fills(chart.Prescribe(visit, Drug.Genvoya, Diagnosis.Hiv, refills: 30, ongoing: true), day.AddDays(2));
        _course.Every(120, day.AddDays(120), later =>
        {
            var control = _course.Visit(later, VisitKind.Office, Specialists.InfectiousDisease, Diagnosis.Hiv);
            chart.AddLabs(control, LabPanel.HivFollowUp, values: [("20447-9", 19), ("24467-3", chart.Chance.Between(520, 740))]);
            chart.AddProfessionalClaim(control, Services.Visit);
        });
    });

    private void Infection(DateOnly day) => _course.On(day, () =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.Chlamydia);
        chart.AddProblem(visit, Diagnosis.Chlamydia, abated: day.AddDays(21));
        chart.AddPlainLab(visit, "21613-5", "Chlamydia trachomatis DNA [Presence] in Specimen by NAA with probe detection", Concept(Systems.Snomed, "260373001", "Detected"));
        chart.AddProfessionalClaim(visit, Services.Visit);
        _course.Fills(chart.Prescribe(visit, Drug.Doxycycline, Diagnosis.Chlamydia, refills: 0, ongoing: false), day);
    });

    private void Orientation(DateOnly day) => _course.On(day, () =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.AdultCheckUp);
        chart.AddSocial(visit, "observation-sexual-orientation", "76690-7", "Sexual orientation", Concept(Systems.Snomed, "42035005", "Bisexual"));
    });
}
