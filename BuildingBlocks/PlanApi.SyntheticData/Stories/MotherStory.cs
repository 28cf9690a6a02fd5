using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>A pregnancy with its visits, the birth of the household's child, and the check-up after it.</summary>
internal sealed class MotherStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _birth = chart.Household.First(m => m != chart.Member).BirthDate;

    public void Tell()
    {
        var checkUp = _birth.AddDays(-400);
        _course.On(checkUp, () => CheckUp(checkUp));
        foreach (var week in new[] { 9, 13, 17, 21, 25, 28, 31, 34, 36, 38, 39 })
        {
            var (n, day) = (week, _birth.AddDays((week - 40) * 7));
            _course.On(day, () => Prenatal(day, n));
        }

        _course.On(_birth, Birth);
        _course.On(_birth.AddDays(42), After);
    }

    private void CheckUp(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.AdultCheckUp);
        chart.AddVitals(visit, new(165, 62.4m, 114, 72, 68));
        chart.AddNeverSmoked(visit);
        chart.AddSocial(visit, "observation-pregnancyintent", "86645-9", "Pregnancy intention in the next year - Reported", Concept(Systems.Snomed, "454411000124108", "Wants to become pregnant"));
        chart.AddVaccine(visit, Vaccine.Influenza);
        chart.AddProfessionalClaim(visit, Services.CheckUp, Services.FluShot, Services.BloodCount);
    }

    private void Prenatal(DateOnly day, int week)
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Obstetrician, Diagnosis.Pregnancy);
        chart.AddVitals(visit, new(165, 62.4m + Math.Max(0, (week - 12) * 0.42m), 112 + chart.Chance.Between(-4, 6), 70 + chart.Chance.Between(-3, 4), 76 + (week / 5)));
        if (week == 9)
        {
            chart.AddProblem(visit, Diagnosis.Pregnancy, abated: _birth, onset: _birth.AddDays(-266));
            chart.AddSocial(visit, "observation-pregnancystatus", "82810-3", "Pregnancy status", Concept(Systems.Snomed, "77386006", "Pregnant"));
            chart.AddLabs(visit, LabPanel.BloodCount);
            chart.AddCareTeam(visit, (Specialists.Obstetrician, "11935004", "Obstetrician"), (Network.PrimaryCare, "453231000124104", "Primary care provider"));
        }

        if (week == 28)
        {
            chart.AddVaccine(visit, Vaccine.Tdap);
            chart.AddLabs(visit, LabPanel.Metabolic);
        }

        chart.AddProfessionalClaim(visit, Services.PrenatalVisit);
    }

    private void Birth()
    {
        var child = chart.Household.First(m => m != chart.Member);
        var stay = _course.Visit(_birth, VisitKind.Inpatient, Specialists.Obstetrician, Diagnosis.Delivery, nights: 2);
        chart.AddVisitDiagnosis(stay, Diagnosis.Delivery);
        chart.AddProcedure(stay, Concept(Systems.Snomed, "177184002", "Normal delivery procedure"));
        chart.AddNote(stay, "18842-5", "Discharge summary", $"{chart.Member.FullName} gave birth to a healthy {(child.Female ? "girl" : "boy")} after 40 weeks, without complications, and went home with the baby on {Iso(stay.LastDay)}.");
        chart.AddInpatientClaim(stay, Deliveries.Vaginal, Services.RoomAndBoard, Services.LaborRoom, Services.HospitalPharmacy, Services.Laboratory);
    }

    private void After()
    {
        var visit = _course.Visit(_birth.AddDays(42), VisitKind.Office, Specialists.Obstetrician, Diagnosis.AdultCheckUp);
        chart.AddScreening(visit, "functional-status", "71354-5", "Edinburgh Postnatal Depression Scale [EPDS]", Measure(4, "{score}"));
        chart.AddProfessionalClaim(visit, Services.Visit);
    }
}
