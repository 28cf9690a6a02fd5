using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Five years of an adult whose kidneys failed: dialysis three times a week, a nurse and an aide at home every day, monthly results, many drugs. Thousands of claims.</summary>
internal sealed class DialysisStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _first = chart.AsOf.AddYears(-5).AddDays(-chart.Chance.Between(70, 90));

    public void Tell()
    {
        _course.On(_first, () =>
        {
            var visit = _course.Visit(_first, VisitKind.Office, Specialists.Nephrologist, Diagnosis.KidneyFailure);
            var condition = chart.AddProblem(visit, Diagnosis.KidneyFailure, onset: _first.AddDays(-60));
            var goal = chart.AddGoal(visit, "Hemoglobin between 10 and 11.5 g/dL", _first.AddYears(1));
            chart.AddCarePlan(visit, "Dialysis care plan", "Hemodialysis on three days a week; a nurse at home every day looks after the access, the weight and the medicines.", condition, goal);
            chart.AddCareTeam(visit, (Specialists.Nephrologist, "11911009", "Nephrologist"), (Specialists.Nurse, "224535009", "Registered nurse"));
            chart.AddProfessionalClaim(visit, Services.Visit);
            foreach (var drug in new[] { Drug.Furosemide, Drug.Apixaban, Drug.Lisinopril, Drug.Atorvastatin, Drug.Amlodipine })
            {
                _course.Fills(chart.Prescribe(visit, drug, Diagnosis.KidneyFailure, refills: 6 * 365 / drug.DaysSupply, ongoing: true), _first.AddDays(1));
            }
        });
        _course.Every(7, _first.AddDays(3), monday =>
        {
            Dialysis(monday);
            _course.On(monday.AddDays(2), () => Dialysis(monday.AddDays(2)));
            _course.On(monday.AddDays(4), () => Dialysis(monday.AddDays(4)));
        });
        _course.Every(1, _first.AddDays(4), Home);
        _course.Every(28, _first.AddDays(10), Month);
    }

    // One encounter for each would tell nothing that the claim does not; the months are charted.
    private void Dialysis(DateOnly day)
    {
        ClaimLine[] lines = day.DayNumber % 2 == 0 ? [Services.Dialysis, Services.Epoetin] : [Services.Dialysis];
        chart.AddOutpatientClaim(Contact(day, Specialists.Nephrologist, 240), typeOfBill: "721", admissionType: "3", lines);
    }

    private void Home(DateOnly day)
    {
        chart.AddProfessionalClaim(Contact(day, Specialists.Nurse, 240), placeOfService: "12", Services.PrivateNursing);
        chart.AddProfessionalClaim(Contact(day, Specialists.Nurse, 60), placeOfService: "12", Services.Aide);
    }

    private static Visit Contact(DateOnly day, Clinician clinician, int minutes)
    {
        var start = new DateTimeOffset(day, new TimeOnly(14, 0), TimeSpan.Zero);
        return new("", VisitKind.Office, clinician, Diagnosis.KidneyFailure, start, start.AddMinutes(minutes));
    }

    private void Month(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Nephrologist, Diagnosis.KidneyFailure);
        chart.AddLabs(visit, LabPanel.BloodCount, values: ("718-7", chart.Chance.Tenths(9.6m, 11.4m)));
        chart.AddLabs(visit, LabPanel.Metabolic, values: [("2160-0", chart.Chance.Tenths(6.1m, 8.9m)), ("2823-3", chart.Chance.Tenths(4.2m, 5.6m))]);
        chart.AddProfessionalClaim(visit, Services.Visit);
    }
}
