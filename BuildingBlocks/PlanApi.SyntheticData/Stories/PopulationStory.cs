using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>One year of anybody: check-up and dentist, what is chronic and its treatment, what comes by chance, and rarely something grave.</summary>
internal sealed class PopulationStory(Chart chart)
{
    private const int Year = 365;
    private static readonly Diagnosis[] Children = [Diagnosis.Cold, Diagnosis.EarInfection, Diagnosis.AnkleSprain];
    private static readonly Diagnosis[] Adults = [Diagnosis.Cold, Diagnosis.Bronchitis, Diagnosis.BackPain, Diagnosis.AnkleSprain];

    private readonly Course _course = new(chart);
    private readonly int _age = chart.Member.AgeOn(chart.AsOf);
    private readonly DateOnly _start = Later(chart.AsOf.AddDays(1 - Year), chart.Member.BirthDate.AddDays(7));

    public void Tell()
    {
        var chance = chart.Chance;
        var use = Use.At(_age);
        CheckUp(chance.Percent(_age < 18 ? 92 : chart.Member.Female ? 78 : 58));
        // Some stay wholly well: conditions come together more often than each for itself would.
        foreach (var chronic in _age >= 18 && chance.Percent(6) ? [] : Chronic.All.Where(c => c.IsHeldBy(chart.Member, _age, chance)).ToList())
        {
            Treat(chronic);
        }

        Times(chance.Of([0, 0, 1, 1, 1, 2, 2, 3, 4]), Acute);
        Times(chance.Percent(62) ? chance.Between(1, 2) : 0, Dentist);
        Now(use.Emergency, Emergency);
        Now(chart.Member.Female ? use.Imaging * 5 / 4 : use.Imaging, Scan);
        Now(chart.Member.Female ? use.Surgery * 9 / 8 : use.Surgery, Surgery);
        Now(use.Stay, Stay);
        Now(use.Infused, day => _course.Every(56, _start.AddDays(day.DayNumber % 50), Infusion));
        Now(chart.Member.Female && _age is >= 20 and <= 41 ? 72 : 0, Birth);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private DateOnly SomeDay() => _start.AddDays(chart.Chance.Between(0, chart.AsOf.DayNumber - _start.DayNumber));

    private void Times(int count, Action<DateOnly> happens)
    {
        for (var n = 0; n < count; n++)
        {
            var day = SomeDay();
            _course.On(day, () => happens(day));
        }
    }

    private void Now(int ofThousand, Action<DateOnly> happens) => Times(chart.Chance.Between(1, 1000) <= ofThousand ? 1 : 0, happens);

    private Clinician Doctor => _age < 18 ? chart.Care.Pediatrician : chart.Care.PrimaryCare;

    private void CheckUp(bool goes) => Times(goes ? 1 : 0, day =>
    {
        var visit = _course.Visit(day, VisitKind.Office, Doctor, _age < 18 ? Diagnosis.ChildCheckUp : Diagnosis.AdultCheckUp);
        chart.AddVitals(visit, Body.Of(chart.Member, day, chart.Chance));
        chart.AddVaccine(visit, Vaccine.Influenza);
        if (_age >= 18)
        {
            chart.AddLabs(visit, LabPanel.BloodCount);
        }

        chart.AddProfessionalClaim(visit, _age < 18 ? [Services.ChildCheckUp, Services.FluShot] : [Services.CheckUp, Services.FluShot, Services.BloodCount]);
    });

    private void Treat(Chronic chronic)
    {
        var drug = chronic.Drug is { } known && chart.Chance.Percent(chronic.Treated) ? Fill(known) : null;
        var first = _start.AddDays(chart.Chance.Between(0, 60));
        var onset = _age < 18 ? chart.Member.BirthDate.AddDays(_age * 100) : _start.AddDays(-chart.Chance.Between(100, Math.Max(101, (_age - 17) * 120)));
        for (var n = 0; n < chronic.Visits; n++)
        {
            var (number, day) = (n, first.AddDays(n * Year / chronic.Visits));
            _course.On(day, () =>
            {
                var visit = _course.Visit(day, VisitKind.Office, Doctor, chronic.Diagnosis);
                if (number == 0)
                {
                    chart.AddProblem(visit, chronic.Diagnosis, onset: onset);
                    if (drug is not null)
                    {
                        _course.Fills(chart.Prescribe(visit, drug, chronic.Diagnosis, refills: (Year / drug.DaysSupply) - 1, ongoing: true), visit.Day);
                    }
                }

                if (chronic.Labs is { } labs)
                {
                    chart.AddLabs(visit, labs, excess: 0.12m);
                }

                chart.AddProfessionalClaim(visit, Services.Visit);
            });
        }
    }

    // Most fetch a month at a time, others a season.
    private Drug Fill(Drug drug) => drug.DaysSupply == 90 && chart.Chance.Percent(70)
        ? drug with { DaysSupply = 30, Quantity = drug.Quantity / 3, Billed = Math.Round(drug.Billed / 2.4m, 2), Allowed = Math.Round(drug.Allowed / 2.4m, 2) }
        : drug;

    private void Acute(DateOnly day)
    {
        var reason = chart.Chance.Of(_age < 18 ? Children : Adults);
        var visit = _course.Visit(day, VisitKind.Office, Doctor, reason);
        chart.AddVisitDiagnosis(visit, reason);
        chart.AddProfessionalClaim(visit, chart.Chance.Percent(30) ? Services.UrgentCare : Services.Visit);
        var drug = reason == Diagnosis.Bronchitis ? Drug.Azithromycin : reason == Diagnosis.EarInfection ? Drug.Amoxicillin : reason == Diagnosis.Cold ? Drug.FluticasoneNasal : null;
        if (drug is not null)
        {
            _course.Fills(chart.Prescribe(visit, drug, reason, refills: 0, ongoing: false), day);
        }
    }

    private void Dentist(DateOnly day)
    {
        if (_age >= 2)
        {
            var visit = _course.Visit(day, VisitKind.Dental, chart.Care.Dentist, Diagnosis.DentalCheckUp);
            chart.AddOralClaim(visit, Services.DentalExam, _age < 14 ? Services.ChildCleaning : Services.AdultCleaning);
        }
    }

    private void Emergency(DateOnly day)
    {
        var reason = _age < 18 ? Diagnosis.AnkleSprain : chart.Chance.Of([Diagnosis.ChestPain, Diagnosis.AnkleSprain, Diagnosis.BackPain]);
        var visit = _course.Visit(day, VisitKind.Emergency, chart.Care.EmergencyDoctor, reason);
        chart.AddVisitDiagnosis(visit, reason);
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "1", Services.EmergencyRoom, Services.Laboratory, Services.Imaging);
    }

    private void Scan(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, chart.Care.Orthopedist, Diagnosis.BackPain);
        chart.AddImagingReport(visit, "MRI of the lumbar spine", "Mild disc bulge without contact to a nerve.");
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.Imaging);
    }

    private void Surgery(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, chart.Care.Orthopedist, Diagnosis.AnkleSprain);
        chart.AddProcedure(visit, Resources.Build.Concept(Systems.Snomed, "387713003", "Surgical procedure"));
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.SameDaySurgery, Services.HospitalPharmacy);
    }

    private void Stay(DateOnly day)
    {
        var stay = _course.Visit(day, VisitKind.Inpatient, chart.Care.EmergencyDoctor, Diagnosis.Appendicitis, nights: 2);
        chart.AddVisitDiagnosis(stay, Diagnosis.Appendicitis);
        chart.AddProcedure(stay, Resources.Build.Concept(Systems.Snomed, "80146002", "Appendectomy"));
        chart.AddInpatientClaim(
            stay,
            new("0DTJ4ZZ", "Resection of Appendix, Percutaneous Endoscopic Approach", "399") { AdmissionType = "1" },
            Services.RoomAndBoard, Services.OperatingRoom, Services.Recovery, Services.Imaging, Services.HospitalPharmacy, Services.Laboratory);
    }

    private void Infusion(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, chart.Care.PrimaryCare, Diagnosis.RheumatoidArthritis);
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.Infusion);
    }

    private void Birth(DateOnly day)
    {
        var stay = _course.Visit(day, VisitKind.Inpatient, chart.Care.Obstetrician, Diagnosis.Delivery, nights: 2);
        chart.AddVisitDiagnosis(stay, Diagnosis.Delivery);
        chart.AddInpatientClaim(stay, Deliveries.Vaginal, Services.RoomAndBoard, Services.LaborRoom, Services.HospitalPharmacy, Services.Laboratory);
    }
}
