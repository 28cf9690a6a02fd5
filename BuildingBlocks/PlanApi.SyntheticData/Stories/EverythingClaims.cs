using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Claims of each kind, replaced, denied in part and explained; with what only ambulances, dentists and compounding pharmacists tell.</summary>
internal sealed class EverythingClaims(Course course, DateOnly first)
{
    private readonly Chart _chart = course.Chart;

    public void Tell()
    {
        On(0, Ambulance);
        On(1, Stay);
        On(30, Outpatient);
        On(45, Dentist);
        On(60, Compound);
        On(75, Approved);
    }

    private void On(int days, Action<DateOnly> happens) => course.On(first.AddDays(days), () => happens(first.AddDays(days)));

    /// <summary>The claim of some day is denied in part, then replaced by one that is paid.</summary>
    private void Replaced(DateOnly day, Func<Denial?, Eob> claim)
    {
        var original = claim(Denial.NoAuthorization);
        course.On(day.AddDays(40), () => _chart.Replace(original, () => claim(null), days: 40));
    }

    private void Ambulance(DateOnly day)
    {
        var visit = course.Visit(day, VisitKind.Emergency, Network.EmergencyDoctor, Diagnosis.ChestPain);
        Replaced(day, denied =>
        {
            var claim = _chart.AddProfessionalClaim(visit, "41", Services.Ambulance with { Modifier = "RH" }, Services.Mileage with { Modifier = "RH", Denied = denied });
            List<int?> told =
            [
                Told(claim, "patientweight", new Quantity { Value = 148, Unit = "[lb_av]", System = Systems.Ucum, Code = "[lb_av]" }),
                Told(claim, "transportationdistance", new Quantity { Value = 8, Unit = "[mi_i]", System = Systems.Ucum, Code = "[mi_i]" }),
                Told(claim, "roudtrippurpose", new FhirString("Back home after observation")),
                Told(claim, "stretcherpurpose", new FhirString("Monitored on the way")),
                Told(claim, "pickuplocation", new FhirString(_chart.Member.Home.ToString())),
                Told(claim, "dropofflocation", new FhirString(Network.Hospital.Home.ToString())),
                Told(claim, "ambulancetransportreason", null),
            ];
            claim.SupportingInfo[^1].Reason = new("https://x12.org/codesystem.x12.org/ambulance-transport-reason-codes", "A");
            claim.Item.ForEach(i => i.InformationSequence = told);
            return claim;
        });
    }

    private static int? Told(Eob claim, string category, DataType? value)
    {
        claim.AddInfo(category, value: value);
        return claim.SupportingInfo.Count;
    }

    private void Stay(DateOnly day)
    {
        var stay = course.Visit(day, VisitKind.Inpatient, Network.EmergencyDoctor, Diagnosis.Appendicitis, nights: 2);
        _chart.AddVisitDiagnosis(stay, Diagnosis.Appendicitis);
        var coding = new StayCoding("0DTJ4ZZ", "Resection of Appendix, Percutaneous Endoscopic Approach", "399") { AdmissionType = "1", Others = [Diagnosis.Hypertension] };
        var scan = Services.EmergencyRoom with { Modifier = "RT", Quantity = 2 };
        Replaced(day, denied => _chart.AddInpatientClaim(stay, coding with { ByLine = true }, Services.RoomAndBoard, Services.OperatingRoom, scan with { Denied = denied }));
        _chart.AddInpatientClaim(stay, coding, Services.IntensiveCare, Services.Laboratory with { Denied = Denial.FiledLate });
    }

    private void Outpatient(DateOnly day)
    {
        var visit = course.Visit(day, VisitKind.Office, Network.Orthopedist, Diagnosis.BackPain);
        Replaced(day, denied => _chart.AddOutpatientClaim(visit, "131", "3", Services.ClinicVisit, Services.Stimulation with { Quantity = 2, Denied = denied }));
        _chart.AddOutpatientClaim(visit, "131", "3", atHeader: true, Services.Imaging, Services.Laboratory with { Denied = Denial.NotCovered });
    }

    private void Dentist(DateOnly day)
    {
        var visit = course.Visit(day, VisitKind.Dental, Network.Dentist, Diagnosis.MissingTooth);
        Replaced(day, denied =>
        {
            var claim = _chart.AddOralClaim(visit, Services.PartialDenture with { Tooth = "19", Modifier = "RT" }, Services.Braces with { Quantity = 2, Denied = denied });
            Told(claim, "prosthesis", new FhirBoolean(true));
            claim.SupportingInfo[^1].Timing = new Date(Iso(day.AddYears(-8)));
            Told(claim, "orthodontics", new Quantity { Value = 18, Unit = "mo", System = Systems.Ucum, Code = "mo" });
            Told(claim, "missingtoothnumber", null);
            claim.SupportingInfo[^1].Code = Concept(Systems.Terminology("ADAUniversalToothDesignationSystem"), "18");
            var site = Told(claim, "additionalbodysite", null);
            claim.SupportingInfo[^1].Code = Concept(Systems.Terminology("ADAUniversalToothDesignationSystem"), "20");
            claim.Item[0].InformationSequence = [site];
            return claim;
        });
    }

    private void Compound(DateOnly day)
    {
        var visit = course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.BackPain);
        var prescription = _chart.Prescribe(visit, Drug.Celecoxib, Diagnosis.BackPain, refills: 1, ongoing: false);
        var original = _chart.AddPharmacyClaim(prescription, day, 0, Denial.DrugNeedsAuthorization, Drug.Celecoxib, Drug.Metformin);
        course.On(day.AddDays(10), () => _chart.Replace(original, () => _chart.AddPharmacyClaim(prescription, day, 0, null, Drug.Celecoxib, Drug.Metformin), days: 10));
    }

    private void Approved(DateOnly day)
    {
        var visit = course.Visit(day, VisitKind.Office, Network.PrimaryCare, Diagnosis.SleepApnea);
        _chart.AddPriorAuthorization(visit, Services.Cpap with { Quantity = 2 }, serviceType: "12", used: 1);
        _chart.AddPriorAuthorization(visit, Services.GlucoseMonitor, serviceType: "12", denied: Denial.NotCovered);
    }
}
