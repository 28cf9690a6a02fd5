using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Two years with cancer: a colonoscopy finds it, an operation, chemotherapy, its return, hospice at home, and the end.</summary>
internal sealed class LastYearsStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _found = chart.AsOf.AddDays(-620);

    public void Tell()
    {
        var checkUp = _found.AddDays(-30);
        _course.On(checkUp, () => CheckUp(checkUp));
        _course.On(_found, Colonoscopy);
        _course.On(_found.AddDays(24), Operation);
        for (var cycle = 0; cycle < 12; cycle++)
        {
            var (n, day) = (cycle, _found.AddDays(66 + (cycle * 14)));
            _course.On(day, () => Chemotherapy(day, n));
        }

        foreach (var months in new[] { 9, 12, 15 })
        {
            var day = _found.AddMonths(months);
            _course.On(day, () => FollowUp(day, months));
        }

        _course.On(chart.AsOf.AddDays(-58), Hospice);
    }

    private void CheckUp(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.AdultCheckUp);
        chart.AddVitals(visit, new(172, 79, 134, 80, 72));
        chart.AddLabs(visit, LabPanel.BloodCount, values: ("718-7", 10.8m));
        chart.AddNeverSmoked(visit);
        chart.AddReferral(visit, Concept(Systems.Snomed, "73761001", "Colonoscopy"), Diagnosis.AdultCheckUp, _found, Specialists.Oncologist);
        chart.AddProfessionalClaim(visit, Services.CheckUp, Services.BloodCount);
    }

    private void Colonoscopy()
    {
        var visit = _course.Visit(_found, VisitKind.Office, Specialists.Oncologist, Diagnosis.ColonCancer);
        chart.AddProblem(visit, Diagnosis.ColonCancer);
        chart.AddProcedure(visit, Concept(Systems.Snomed, "73761001", "Colonoscopy"));
        chart.AddNote(visit, "11506-3", "Progress note", "Colonoscopy: a mass in the sigmoid colon, biopsies taken; the pathologist found adenocarcinoma. Surgery is planned, then chemotherapy.");
        chart.AddCareTeam(visit, (Specialists.Oncologist, "309295000", "Clinical oncologist"), (Network.PrimaryCare, "453231000124104", "Primary care provider"));
        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.Colonoscopy, Services.Laboratory);
    }

    private void Operation()
    {
        var stay = _course.Visit(_found.AddDays(24), VisitKind.Inpatient, Specialists.Oncologist, Diagnosis.ColonCancer, nights: 5);
        chart.AddVisitDiagnosis(stay, Diagnosis.ColonCancer);
        chart.AddProcedure(stay, Concept(Systems.Snomed, "44378008", "Partial colectomy"));
        chart.AddNote(stay, "18842-5", "Discharge summary", $"{chart.Member.FullName} had the sigmoid colon removed on {Iso(stay.Day)}. Two of fourteen lymph nodes held cancer. Home on {Iso(stay.LastDay)}; chemotherapy begins in six weeks.");
        chart.AddInpatientClaim(
            stay,
            new("0DTN0ZZ", "Resection of Sigmoid Colon, Open Approach", "330"),
            Services.RoomAndBoard with { Quantity = 5, Billed = 6_200.00m, Allowed = 4_764.00m }, Services.OperatingRoom, Services.HospitalPharmacy, Services.Laboratory);
    }

    private void Chemotherapy(DateOnly day, int cycle)
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Oncologist, Diagnosis.Chemotherapy);
        chart.AddProcedure(visit, Concept(Systems.Snomed, "367336001", "Chemotherapy"));
        if (cycle == 0)
        {
            var condition = chart.Resources.OfType<Hl7.Fhir.Model.Condition>().First().Id!;
            var goal = chart.AddGoal(visit, "Finish twelve cycles of chemotherapy", day.AddDays(180));
            chart.AddCarePlan(visit, "Chemotherapy plan", "Twelve cycles of oxaliplatin, fluorouracil and leucovorin, one every two weeks.", condition, goal);
            _course.Fills(chart.Prescribe(visit, Drug.Ondansetron, Diagnosis.ColonCancer, refills: 8, ongoing: false), day);
        }

        if (cycle % 3 == 0)
        {
            chart.AddLabs(visit, LabPanel.TumorMarker, values: ("2039-6", 8.2m - (cycle * 0.5m)));
        }

        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.Oxaliplatin, Services.Fluorouracil);
    }

    private void FollowUp(DateOnly day, int months)
    {
        var visit = _course.Visit(day, VisitKind.Office, Specialists.Oncologist, Diagnosis.ColonCancer);
        chart.AddLabs(visit, LabPanel.TumorMarker, values: ("2039-6", months == 15 ? 31.6m : 2.9m));
        chart.AddImagingReport(visit, "CT of the chest, abdomen and pelvis", months == 15 ? "Several new lesions of the liver, the largest 32 mm." : "No sign that the cancer has come back.");
        if (months == 15)
        {
            chart.AddProblem(visit, Diagnosis.LiverMetastasis);
        }

        chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.Scan);
    }

    // Paid by the fortnight; the last one ends on the day of death.
    private void Hospice()
    {
        var enrolled = chart.AsOf.AddDays(-58);
        var visit = _course.Visit(enrolled, VisitKind.Home, Specialists.Nurse, Diagnosis.LiverMetastasis);
        var condition = chart.Resources.OfType<Hl7.Fhir.Model.Condition>().Last().Id!;
        var goal = chart.AddGoal(visit, "Free of pain, at home", chart.AsOf);
        chart.AddCarePlan(visit, "Hospice care plan", "Comfort at home: a nurse twice a week and by telephone at any hour, morphine as needed, help for the family.", condition, goal);
        _course.Every(14, enrolled, day =>
        {
            var call = day == enrolled ? visit : _course.Visit(day, VisitKind.Home, Specialists.Nurse, Diagnosis.LiverMetastasis);
            var last = Math.Min(13, chart.AsOf.DayNumber - day.DayNumber);
            var share = (last + 1) / 14m;
            chart.AddOutpatientClaim(
                call with { End = call.Start.AddDays(last) },
                typeOfBill: "811",
                admissionType: "3",
                Services.Hospice with { Quantity = last + 1, Billed = Math.Round(Services.Hospice.Billed * share, 2), Allowed = Math.Round(Services.Hospice.Allowed * share, 2) });
        });
    }
}
