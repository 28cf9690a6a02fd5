using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>Two years in which the plan says no: in whole, for one line, at the counter, too late, twice; and then changes its mind, or takes back what it paid.</summary>
internal sealed class DenialStory(Chart chart)
{
    private readonly Course _course = new(chart);
    private readonly DateOnly _first = chart.AsOf.AddYears(-2).AddDays(chart.Chance.Between(5, 30));

    public void Tell()
    {
        On(0, PaidTwice);
        On(40, NoAuthorization);
        On(130, PartlyNotCovered);
        On(190, day => Whole(day, Denial.FiledLate));
        On(230, PriorAuthorization);
        On(300, RefusedAtTheCounter);
        On(420, PaidTooMuch);
        On(500, day => Whole(day, Denial.NotCovered));
        On(560, TooSoon);
        On(640, TakenBack);
    }

    private void On(int days, Action<DateOnly> happens) => _course.On(_first.AddDays(days), () => happens(_first.AddDays(days)));

    private Visit Office(DateOnly day, Diagnosis reason)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.PrimaryCare, reason);
        chart.AddVisitDiagnosis(visit, reason);
        return visit;
    }

    /// <summary>The same visit is billed again, and the second claim denied.</summary>
    private void PaidTwice(DateOnly day)
    {
        var visit = Office(day, Diagnosis.BackPain);
        chart.AddProfessionalClaim(visit, Services.Visit);
        chart.AddProfessionalClaim(visit, Services.Visit with { Denied = Denial.Duplicate });
    }

    /// <summary>Denied for want of approval; two months later, on appeal, paid.</summary>
    private void NoAuthorization(DateOnly day)
    {
        var visit = Office(day, Diagnosis.SleepApnea);
        chart.AddPriorAuthorization(visit, Services.Cpap, serviceType: "12", denied: Denial.NoAuthorization);
        var original = chart.AddProfessionalClaim(visit, Services.Visit, Services.Cpap with { Denied = Denial.NoAuthorization });
        _course.On(day.AddDays(60), () => chart.Replace(original, () => chart.AddProfessionalClaim(visit, Services.Visit, Services.Cpap), days: 60));
    }

    private void PartlyNotCovered(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Dental, Network.Dentist, Diagnosis.Caries);
        chart.AddOralClaim(visit, Services.DentalExam, Services.Filling, Services.Crown with { Denied = Denial.NotCovered });
    }

    private void Whole(DateOnly day, Denial denial) => chart.AddProfessionalClaim(Office(day, Diagnosis.Cold), Services.UrgentCare with { Denied = denial });

    private void PriorAuthorization(DateOnly day)
    {
        var visit = Office(day, Diagnosis.SleepApnea);
        chart.AddPriorAuthorization(visit, Services.Cpap, serviceType: "18", used: 1);
        chart.AddProfessionalClaim(visit, Services.Visit);
    }

    /// <summary>The pharmacy's claim is refused; a week later, after the prescriber has asked, the drug is paid.</summary>
    private void RefusedAtTheCounter(DateOnly day)
    {
        var visit = Office(day, Diagnosis.Diabetes);
        var prescription = chart.Prescribe(visit, Drug.Empagliflozin, Diagnosis.Diabetes, refills: 5, ongoing: true);
        chart.AddProfessionalClaim(visit, Services.Visit);
        chart.AddPharmacyClaim(prescription, day, 0, Denial.DrugNeedsAuthorization);
        _course.Fills(prescription, day.AddDays(7));
    }

    /// <summary>Paid as a visit to urgent care; corrected to an ordinary one.</summary>
    private void PaidTooMuch(DateOnly day)
    {
        var visit = Office(day, Diagnosis.Bronchitis);
        var original = chart.AddProfessionalClaim(visit, Services.UrgentCare);
        _course.On(day.AddDays(35), () => chart.Replace(original, () => chart.AddProfessionalClaim(visit, Services.Visit), days: 35));
    }

    private void TooSoon(DateOnly day)
    {
        var visit = Office(day, Diagnosis.Hypertension);
        var prescription = chart.Prescribe(visit, Drug.Lisinopril, Diagnosis.Hypertension, refills: 3, ongoing: true);
        chart.AddProfessionalClaim(visit, Services.Visit);
        _course.Fills(prescription, day);
        _course.On(day.AddDays(30), () => chart.AddPharmacyClaim(prescription, day.AddDays(30), 1, Denial.RefillTooSoon));
    }

    /// <summary>A bill for somebody else, by mistake: reversed, and nothing in its place.</summary>
    private void TakenBack(DateOnly day)
    {
        var visit = _course.Visit(day, VisitKind.Office, Network.Orthopedist, Diagnosis.KneeOsteoarthritis);
        var original = chart.AddOutpatientClaim(visit, typeOfBill: "131", admissionType: "3", Services.ClinicVisit, Services.Stimulation);
        _course.On(day.AddDays(25), () => chart.TakeBack(original));
    }
}
