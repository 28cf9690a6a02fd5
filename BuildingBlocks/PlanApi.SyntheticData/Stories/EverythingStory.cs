using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Stories;

/// <summary>An adult's life in which, besides, one visit after another tells what the profiles name and few records hold.</summary>
internal sealed class EverythingStory(Chart chart) : AdultStory(chart)
{
    private readonly DateOnly _day = chart.AsOf.AddDays(-300);

    private Chart Chart => Course.Chart;

    protected override void TellMore()
    {
        Course.On(_day, Answers);
        Course.On(_day.AddDays(20), Results);
        Course.On(_day.AddDays(30), Refusals);
        Course.On(_day.AddDays(40), Orders);
        new EverythingClaims(Course, _day.AddDays(60)).Tell();
    }

    private Visit Office(DateOnly day, Diagnosis reason) => Course.Visit(day, VisitKind.Office, Network.PrimaryCare, reason);

    private void Answers()
    {
        var visit = Office(_day, Diagnosis.FoodInsecurity);
        Chart.AddOxygen(visit, saturation: 93, flow: 2);
        Chart.InPosition(UnmeasuredResources.Standing, () => Measure(visit));
        Chart.AddPartialPressure(visit, null, 82);
        Chart.AddPartialPressure(visit, 128, null);
        Chart.AddOccupation(visit, _day.AddYears(-6));
        Chart.AddSocial(visit, "observation-pregnancystatus", "82810-3", "Pregnancy status", Concept(Systems.Snomed, "60001007", "Not pregnant"));
        Chart.AddSocial(visit, "observation-pregnancyintent", "86645-9", "Pregnancy intention in the next year - Reported", Concept(Systems.Snomed, "454381000124105", "Not sure of desire to become pregnant"));
        Chart.AddSocial(visit, "observation-sexual-orientation", "76690-7", "Sexual orientation", Concept(Systems.Snomed, "20430005", "Heterosexual"));
        var worried = Chart.AddScreening(visit, "sdoh", "88122-7", "(I/We) worried whether (my/our) food would run out before (I/we) got money to buy more", Concept(Systems.Loinc, "LA6729-3", "Sometimes true"));
        var lasted = Chart.AddScreening(visit, "sdoh", "88123-5", "The food that (I/we) bought just didn't last, and (I/we) didn't have money to get more", new FhirString("Twice this month"));
        Chart.AddScreening(visit, "sdoh", "63512-8", "How many people are living or staying at this address [#]", Build.Measure(2, "{#}"));
        Chart.AddScreening(visit, "sdoh", "88121-9", "Hunger Vital Sign [HVS]", null, worried, lasted);
        Chart.AddSimple(visit, "sdoh", "88124-3", "Food insecurity risk [HVS]", Concept(Systems.Loinc, "LA19952-3", "At risk"), worried);
        Chart.AddSimple(visit, "disability-status", "69859-7", "Do you have serious difficulty walking or climbing stairs", new FhirBoolean(false));
        Chart.AddSimple(visit, "functional-status", "93832-4", "Sleep duration", Build.Measure(6, "h"));
        Chart.AddSimple(visit, "functional-status", "75276-6", "Functional status [Interpretation]", new FhirString("Walks and climbs stairs without help"));
        var problem = Chart.AddProblem(visit, Diagnosis.FoodInsecurity, abated: _day.AddDays(120));
        Chart.Correct<Condition>(problem, c => c.Category.Add(Concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-category", "sdoh")));
        Chart.Correct<Encounter>(visit.EncounterId, e =>
        {
            e.ReasonReference = [To("Condition", problem)];
            e.Hospitalization = new() { DischargeDisposition = Concept(Systems.Terminology("discharge-disposition"), "home", "Home") };
        });
        Chart.AddRefusedVaccine(visit, Vaccine.Pneumococcal, Concept(Systems.Terminology("v3-ActReason"), "PATOBJ", "patient objection"));
    }

    private void Results()
    {
        var visit = Office(_day.AddDays(20), Diagnosis.ChestPain);
        Chart.AddPlainLab(visit, "5778-6", "Color of Urine", new FhirString("Yellow, clear"));
        Chart.AddPlainLab(visit, "5802-4", "Nitrite [Presence] in Urine by Test strip", Concept(Systems.Snomed, "260385009", "Negative"));
        var rhythm = Chart.AddFinding(visit, "procedure", "8884-9", "Heart rate rhythm", Concept(Systems.Snomed, "64730000", "Normal sinus rhythm"));
        Chart.AddFinding(visit, "procedure", "8625-6", "P-R Interval", Build.Measure(158, "ms"));
        var impression = Chart.AddFinding(visit, "imaging", "19005-8", "Radiology Imaging study [Impression] (narrative)", new FhirString("Heart and lungs without findings."));
        Chart.AddImagingReport(visit, "X-ray of the chest", "Heart and lungs without findings.");
        ((DiagnosticReport)Chart.Resources[^1]).Result = [impression, rhythm];
        Chart.AddPicture("chest.png", "Chest from the front");
    }

    /// <summary>A visit at which she wanted to talk, and not to be measured; the sample could not be used.</summary>
    private void Refusals()
    {
        var visit = Office(_day.AddDays(30), Diagnosis.BackPain);
        Chart.Unmeasured("asked-declined", "Asked But Declined", () =>
        {
            Chart.InPosition(UnmeasuredResources.Standing, () => Measure(visit));
            Chart.AddOxygen(visit, saturation: 95, flow: 2);
            Chart.AddScreening(visit, "functional-status", "44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]", Build.Measure(0, "{score}"));
        });
        Chart.Unmeasured("not-performed", "Not Performed", () =>
        {
            Chart.AddPlainLab(visit, "5802-4", "Nitrite [Presence] in Urine by Test strip", Concept(Systems.Snomed, "260385009", "Negative"));
            Chart.AddFinding(visit, "procedure", "8625-6", "P-R Interval", Build.Measure(0, "ms"));
        });
    }

    private void Measure(Visit visit)
    {
        Chart.AddVitals(visit, Body.Of(Chart.Member, visit.Day, Chart.Chance));
        Chart.AddTemperatureAndBreath(visit, 36.9m, 16);
    }

    private void Orders()
    {
        var visit = Office(_day.AddDays(40), Diagnosis.BackPain);
        var problem = Chart.AddProblem(visit, Diagnosis.BackPain);
        var order = Chart.AddReferral(visit, Concept(Systems.Snomed, "91251008", "Physical therapy procedure"), Diagnosis.BackPain, _day.AddDays(50), Network.Orthopedist);
        Chart.Correct<ServiceRequest>(order, o =>
        {
            o.Occurrence = During(_day.AddDays(50), _day.AddDays(110));
            o.ReasonReference = [To("Condition", problem)];
            o.Category.Add(Concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-category", "functional-status"));
        });
        var prescription = Chart.Prescribe(visit, Drug.Celecoxib, Diagnosis.BackPain, refills: 0, ongoing: false);
        Chart.Correct<MedicationRequest>(prescription.Id, m =>
        {
            m.Reported = Chart.Subject;
            m.ReasonReference = [To("Condition", problem)];
        });
        Chart.AddNote(visit, "11488-4", "Consult note", "The back pain began after lifting. No numbness, no weakness. Exercises and a short course of an anti-inflammatory.");
        ((DocumentReference)Chart.Resources[^1]).Content.Add(new()
        {
            Attachment = new() { ContentType = "application/pdf", Url = $"https://lakeshore.example/documents/{visit.EncounterId}.pdf", Title = "Consultation note" },
            Format = new("http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode", "urn:ihe:iti:xds:2017:mimeTypeSufficient", "mimeType Sufficient"),
        });
        Chart.AddImplant(_day.AddDays(-400), Concept(Systems.Snomed, "468063009", "Coated femoral stem prosthesis, modular"));
        ((Device)Chart.Resources[^1]).DistinctIdentifier = $"DI-{Chart.Chance.Between(100000, 999999)}";
    }
}
