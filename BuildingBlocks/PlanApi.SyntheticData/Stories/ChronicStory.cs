using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>
/// Five years of an adult with diabetes, kidney disease, high blood pressure and lung disease: quarterly visits whose results first rise and then
/// come down under treatment, a stay in hospital, and a glucose sensor that the plan approved beforehand.
/// </summary>
internal sealed class ChronicStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _first = chart.AsOf.AddYears(-5).AddDays(chart.Chance.Between(5, 40));
    private readonly decimal _height = chart.Member.Female ? chart.Chance.Tenths(156, 170) : chart.Chance.Tenths(168, 184);

    public void Tell()
    {
        var quarter = 0;
        _course.Every(91, _first, day => Quarter(day, quarter++));
        Start(_first, Diagnosis.Diabetes, Drug.Metformin, "Hemoglobin A1c below 7 %", onset: _first.AddYears(-2));
        Start(_first.AddDays(91), Diagnosis.Hypertension, Drug.Amlodipine, "Blood pressure below 130/80 mmHg");
        Start(_first.AddDays(91 * 5), Diagnosis.Copd, Drug.Tiotropium, "No stay in hospital for breathing this year");
        Start(_first.AddDays(91 * 9), Diagnosis.KidneyDisease, Drug.Empagliflozin, "Filtration rate steady over a year");
        Insulin(_first.AddDays(91 * 12));
        Attack(_first.AddDays(400 + (91 * 6)));
        for (var year = 0; year < 5; year++)
        {
            var (n, day) = (year, _first.AddYears(year).AddDays(140));
            _course.On(day, () => CheckUp(day, n));
        }
    }

    // Up until the insulin starts, down after it.
    private static decimal A1c(int quarter) => quarter <= 12 ? 7.1m + (quarter * 0.16m) : Math.Max(6.8m, 9m - ((quarter - 12) * 0.32m));

    private void Quarter(DateOnly day, int quarter)
    {
        var visit = _course.Visit(day, VisitKind.Office, quarter % 2 == 0 ? Network.PrimaryCare : Specialists.Endocrinologist, Diagnosis.Diabetes);
        var mass = 33.4m - (quarter * 0.12m);
        chart.AddVitals(visit, new(_height, Math.Round(mass * _height * _height / 10_000, 1), 149 - quarter + chart.Chance.Between(-4, 4), 88 - (quarter / 2) + chart.Chance.Between(-3, 3), chart.Chance.Between(66, 84)));
        chart.AddOxygen(visit, saturation: 96 - (quarter / 5), flow: null);
        chart.AddLabs(visit, LabPanel.A1c, values: ("4548-4", Math.Round(A1c(quarter) + (chart.Chance.Between(-1, 1) / 10m), 1)));
        var kidney = Math.Round(78m - (quarter * 1.3m), 0);
        chart.AddLabs(visit, LabPanel.Kidney, values: [("98979-8", kidney), ("9318-7", 18 + (quarter * 4))]);
        chart.AddLabs(visit, LabPanel.Metabolic, values: [("2345-7", Math.Round(A1c(quarter) * 18)), ("2160-0", Math.Round(74m / kidney, 1))]);
        chart.AddProfessionalClaim(visit, quarter % 4 == 1 ? [Services.Visit, Services.SelfManagement] : [Services.Visit]);
    }

    private void Start(DateOnly day, Diagnosis diagnosis, Drug drug, string goal, DateOnly? onset = null) => _course.On(day, () =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, diagnosis);
        var condition = chart.AddProblem(visit, diagnosis, onset: onset);
        var goalId = chart.AddGoal(visit, goal, day.AddYears(1));
        chart.AddCarePlan(visit, $"Care plan for {diagnosis.Text}", $"{drug.Instruction}. Results every three months. Aim: {goal}.", condition, goalId);
        if (diagnosis == Diagnosis.Diabetes)
        {
            chart.AddNeverSmoked(visit);
            chart.AddVaccine(visit, Vaccine.Pneumococcal);
            chart.AddCareTeam(
                visit,
                (Network.PrimaryCare, "453231000124104", "Primary care provider"),
                (Specialists.Endocrinologist, "61894003", "Endocrinologist"));
        }

        chart.AddProfessionalClaim(visit, Services.Visit);
        _course.Fills(chart.Prescribe(visit, drug, diagnosis, refills: 5 * 365 / drug.DaysSupply, ongoing: true), day.AddDays(1));
    });

    private void Insulin(DateOnly day) => _course.On(day, () =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Endocrinologist, Diagnosis.Diabetes);
        _course.Fills(chart.Prescribe(visit, Drug.Glargine, Diagnosis.Diabetes, refills: 20, ongoing: true), day.AddDays(1));
        var months = Math.Min(6, (chart.AsOf.DayNumber - day.DayNumber) / 30);
        chart.AddPriorAuthorization(visit, Services.GlucoseSensor with { Quantity = 6 }, serviceType: "12", used: months);
        chart.AddProfessionalClaim(visit, Services.Visit, Services.GlucoseMonitor);
        var sensor = day.AddDays(30);
        _course.Every(30, sensor, month => Sensor(visit, month));
    });

    private void Sensor(Visit ordered, DateOnly day) => chart.AddProfessionalClaim(ordered with { Start = At(day), End = At(day).AddMinutes(15) }, Services.GlucoseSensor);

    private static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(15, 0), TimeSpan.Zero);

    private void Attack(DateOnly day) => _course.On(day, () =>
    {
        var stay = _course.Visit(day, VisitKind.Inpatient, Network.EmergencyDoctor, Diagnosis.CopdAttack, nights: 3);
        chart.AddVisitDiagnosis(stay, Diagnosis.CopdAttack);
        chart.AddOxygen(stay, saturation: 88, flow: 2);
        chart.AddLabs(stay, LabPanel.BloodCount);
        chart.AddProcedure(stay, Concept(Systems.Snomed, "56251003", "Nebulizer therapy"));
        chart.AddNote(stay, "18842-5", "Discharge summary", $"{chart.Member.FullName} was admitted with worse breathing after a cold, improved with inhaled and intravenous treatment, and went home on {Iso(stay.LastDay)} without oxygen.");
        chart.AddInpatientClaim(
            stay,
            new(null, null, "191") { AdmissionType = "1", Others = [Diagnosis.Diabetes, Diagnosis.Hypertension] },
            Services.RoomAndBoard with { Quantity = 3, Billed = 3_720.00m, Allowed = 2_858.40m }, Services.Respiratory, Services.HospitalPharmacy, Services.Laboratory);
    });

    private void CheckUp(DateOnly day, int year)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.AdultCheckUp);
        chart.AddLabs(visit, LabPanel.Lipids, excess: year < 2 ? 0.1m : 0);
        chart.AddVaccine(visit, Vaccine.Influenza);
        if (year is 1 or 2)
        {
            chart.AddVaccine(visit, Vaccine.Zoster);
        }

        chart.AddProfessionalClaim(visit, Services.CheckUp, Services.FluShot, Services.BloodCount);
    }
}
