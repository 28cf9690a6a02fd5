using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Body measurements as they are taken at a visit.</summary>
/// <param name="HeightCm">In centimetres.</param>
/// <param name="WeightKg">In kilograms.</param>
internal sealed record Vitals(decimal HeightCm, decimal WeightKg, int Systolic, int Diastolic, int HeartRate)
{
    public decimal Bmi => Math.Round(WeightKg / (HeightCm / 100) / (HeightCm / 100), 1);
}

/// <summary>Vital signs and smoking status.</summary>
internal static class MeasurementResources
{
    public static void AddVitals(this Chart chart, Visit visit, Vitals vitals)
    {
        One(chart, visit, "body-height", "8302-2", "Body height", vitals.HeightCm, "cm");
        One(chart, visit, "body-weight", "29463-7", "Body weight", vitals.WeightKg, "kg");
        One(chart, visit, "bmi", "39156-5", "Body mass index (BMI) [Ratio]", vitals.Bmi, "kg/m2");
        One(chart, visit, "heart-rate", "8867-4", "Heart rate", vitals.HeartRate, "/min");

        var pressure = VitalSign(chart, visit, "85354-9", "Blood pressure panel with all children optional");
        pressure.Component =
        [
            new() { Code = Concept(Systems.Loinc, "8480-6", "Systolic blood pressure"), Value = Measure(vitals.Systolic, "mm[Hg]") },
            new() { Code = Concept(Systems.Loinc, "8462-4", "Diastolic blood pressure"), Value = Measure(vitals.Diastolic, "mm[Hg]") },
        ];
        chart.Add(chart.NewId("obs"), Profiles.UsCore("blood-pressure"), pressure);
    }

    /// <summary>How a child's body mass index compares with others of its age and sex, in percent.</summary>
    public static void AddBmiPercentile(this Chart chart, Visit visit, int percentile)
    {
        var observation = VitalSign(chart, visit, "59576-9", "Body mass index (BMI) [Percentile] Per age and sex");
        observation.Value = Measure(percentile, "%");
        chart.Add(chart.NewId("obs"), Profiles.UsCoreUnprefixed("pediatric-bmi-for-age"), observation);
    }

    public static void AddNeverSmoked(this Chart chart, Visit visit) =>
        chart.Add(chart.NewId("obs"), Profiles.UsCore("smokingstatus"), new Observation
        {
            Status = ObservationStatus.Final,
            Category = [Concept(Systems.ObservationCategory, "social-history", "Social History")],
            Code = Concept(Systems.Loinc, "72166-2", "Tobacco smoking status"),
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Effective = When(visit.Start),
            Issued = visit.Start,
            Value = Concept(Systems.Snomed, "266919005", "Never smoked tobacco"),
        });

    private static void One(Chart chart, Visit visit, string profile, string loinc, string text, decimal value, string unit)
    {
        var observation = VitalSign(chart, visit, loinc, text);
        observation.Value = Measure(value, unit);
        chart.Add(chart.NewId("obs"), Profiles.UsCore(profile), observation);
    }

    private static Observation VitalSign(Chart chart, Visit visit, string loinc, string text) => new()
    {
        Status = ObservationStatus.Final,
        Category = [Concept(Systems.ObservationCategory, "vital-signs", "Vital Signs")],
        Code = Concept(Systems.Loinc, loinc, text),
        Subject = chart.Subject,
        Encounter = To("Encounter", visit.EncounterId),
        Effective = When(visit.At(5)),
        Issued = visit.At(5),
        Performer = [chart.Network.To(visit.Clinician)],
    };
}
