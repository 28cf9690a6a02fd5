using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Three years of a child who grows up: yearly check-ups, the dentist and braces, an ankle sprained at sport, a cold.</summary>
internal sealed class TeenStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _first = chart.AsOf.AddYears(-3).AddDays(chart.Chance.Between(45, 80));
    private readonly int _percentile = chart.Chance.Between(30, 80);

    public void Tell()
    {
        for (var year = 0; year < 3; year++)
        {
            var (n, day) = (year, _first.AddYears(year));
            _course.On(day, () => CheckUp(day, n));
            _course.On(day.AddDays(45), () => Dentist(day.AddDays(45), braces: n == 2));
        }

        On(_first.AddDays(250), Cold);
        On(_first.AddYears(1).AddDays(120), Sprain);
    }

    private void On(DateOnly day, Action<DateOnly> happens) => _course.On(day, () => happens(day));

    private void CheckUp(DateOnly day, int year)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Pediatrician, Diagnosis.ChildCheckUp);
        chart.AddVitals(visit, Body.Of(chart.Member, day, chart.Chance));
        chart.AddBmiPercentile(visit, _percentile + chart.Chance.Between(-3, 3));
        chart.AddVaccine(visit, Vaccine.Influenza);
        if (year == 0)
        {
            chart.AddVaccine(visit, Vaccine.Tdap);
            chart.AddNeverSmoked(visit);
            chart.AddCareTeam(visit, (Network.Pediatrician, "82296001", "Pediatrician"));
        }

        chart.AddProfessionalClaim(visit, Services.ChildCheckUp, Services.FluShot);
    }

    private void Dentist(DateOnly day, bool braces)
    {
        var visit = _course.Visit(day, VisitKind.Dental, Network.Dentist, Diagnosis.DentalCheckUp);
        IReadOnlyList<ClaimLine> usual = [Services.DentalExam, chart.Member.AgeOn(day) < 14 ? Services.ChildCleaning : Services.AdultCleaning];
        chart.AddOralClaim(visit, braces ? [.. usual, Services.Braces] : usual);
    }

    private void Cold(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Pediatrician, Diagnosis.Cold);
        chart.AddProblem(visit, Diagnosis.Cold, abated: day.AddDays(8));
        chart.AddProfessionalClaim(visit, Services.Visit);
        _course.Fills(chart.Prescribe(visit, Drug.FluticasoneNasal, Diagnosis.Cold, refills: 0, ongoing: false), day);
    }

    private void Sprain(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Emergency, Network.EmergencyDoctor, Diagnosis.AnkleSprain);
        chart.AddProblem(visit, Diagnosis.AnkleSprain, abated: day.AddDays(42));
        chart.AddImagingReport(visit, "X-ray of the right ankle", "Swelling at the outer ankle. No fracture.");
        chart.AddNote(visit, "34111-5", "Emergency department note", $"{chart.Member.FullName} turned the right ankle at soccer. No fracture. Went home with a bandage and crutches, to see the orthopedist in a week.");
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "1", Services.EmergencyRoom, Services.Imaging);
        On(day.AddDays(8), Therapy);
        On(day.AddDays(22), Therapy);
    }

    private void Therapy(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Orthopedist, Diagnosis.AnkleSprain);
        chart.AddProcedure(visit, Concept(Systems.Snomed, "91251008", "Physical therapy procedure"));
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.ClinicVisit, Services.Stimulation);
    }
}
