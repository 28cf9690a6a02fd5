using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Observations one by one: more vital signs, what people say of themselves, what questionnaires ask.</summary>
internal static class ObservationResources
{
    /// <summary>How full the blood is of oxygen, in percent, and with what flow of it from a tube, L/min.</summary>
    public static void AddOxygen(this Chart chart, Visit visit, decimal saturation, decimal? flow)
    {
        var observation = Observed(chart, visit, "vital-signs", "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry", Measure(saturation, "%"));
        observation.Code!.Coding.Add(new(Systems.Loinc, "2708-6", "Oxygen saturation in Arterial blood"));
        if (flow is { } litres)
        {
            observation.Component =
            [
                new() { Code = Concept(Systems.Loinc, "3151-8", "Inhaled oxygen flow rate"), Value = Measure(litres, "L/min") },
                new() { Code = Concept(Systems.Loinc, "3150-0", "Inhaled oxygen concentration"), Value = Measure(20 + (litres * 4), "%") },
            ];
        }

        chart.Add(chart.NewId("obs"), Profiles.UsCore("pulse-oximetry"), observation);
    }

    public static void AddTemperatureAndBreath(this Chart chart, Visit visit, decimal celsius, int breaths)
    {
        chart.Add(chart.NewId("obs"), Profiles.UsCore("body-temperature"), Observed(chart, visit, "vital-signs", "8310-5", "Body temperature", Measure(celsius, "Cel")));
        chart.Add(chart.NewId("obs"), Profiles.UsCore("respiratory-rate"), Observed(chart, visit, "vital-signs", "9279-1", "Respiratory rate", Measure(breaths, "/min")));
    }

    /// <summary>A small child's head, in centimetres, and how head and weight compare with others', in percent.</summary>
    public static void AddGrowth(this Chart chart, Visit visit, decimal head, int headPercentile, int weightPercentile)
    {
        chart.Add(chart.NewId("obs"), Profiles.UsCore("head-circumference"), Observed(chart, visit, "vital-signs", "9843-4", "Head Occipital-frontal circumference", Measure(head, "cm")));
        chart.Add(
            chart.NewId("obs"),
            Profiles.UsCoreUnprefixed("head-occipital-frontal-circumference-percentile"),
            Observed(chart, visit, "vital-signs", "8289-1", "Head Occipital-frontal circumference Percentile", Measure(headPercentile, "%")));
        chart.Add(
            chart.NewId("obs"),
            Profiles.UsCoreUnprefixed("pediatric-weight-for-height"),
            Observed(chart, visit, "vital-signs", "77606-2", "Weight-for-length Per age and sex", Measure(weightPercentile, "%")));
    }

    /// <summary>Something about a person's life, by a code.</summary>
    public static void AddSocial(this Chart chart, Visit visit, string profile, string loinc, string text, CodeableConcept value) =>
        chart.Add(chart.NewId("obs"), Profiles.UsCore(profile), Observed(chart, visit, "social-history", loinc, text, value));

    public static void AddOccupation(this Chart chart, Visit visit, DateOnly since)
    {
        const string Occupations = "http://terminology.hl7.org/CodeSystem/PHOccupationalDataForHealthODH";
        var observation = Observed(chart, visit, "social-history", "11341-5", "History of Occupation", Concept(Occupations, "31-1014.00.007136", "Certified Nursing Assistant (CNA) [Nursing Assistants]"));
        observation.Effective = During(since, null);
        observation.Component = [new() { Code = Concept(Systems.Loinc, "86188-0", "History of Occupation Industry"), Value = Concept(Occupations, "621610.008495", "Home nursing services") }];
        chart.Add(chart.NewId("obs"), Profiles.UsCore("observation-occupation"), observation);
    }

    /// <summary>One answer, or the panel that holds answers, of a screening.</summary>
    /// <param name="category">What it screens for, besides being a survey: a code of US Core, such as <c>sdoh</c>.</param>
    public static ResourceReference AddScreening(this Chart chart, Visit visit, string category, string loinc, string text, DataType? value, params IReadOnlyList<ResourceReference> members)
    {
        var id = chart.NewId("obs");
        var observation = Observed(chart, visit, "survey", loinc, text, value);
        observation.Category.Add(Concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-category", category));
        observation.HasMember = [.. members];
        observation.DerivedFrom = members.Count > 0 ? [members[0]] : [];
        chart.Add(id, Profiles.UsCore("observation-screening-assessment"), observation);
        return To("Observation", id, text);
    }

    /// <summary>A plain observation of how somebody lives or gets on.</summary>
    public static void AddSimple(this Chart chart, Visit visit, string category, string loinc, string text, DataType value, ResourceReference? derivedFrom = null)
    {
        var observation = Observed(chart, visit, "survey", loinc, text, value);
        observation.Category = [Concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-category", category)];
        observation.DerivedFrom = derivedFrom is null ? [] : [derivedFrom];
        chart.Add(chart.NewId("obs"), Profiles.UsCore("simple-observation"), observation);
    }

    /// <summary>A result that is neither of a laboratory nor a vital sign.</summary>
    public static ResourceReference AddFinding(this Chart chart, Visit visit, string category, string loinc, string text, DataType value)
    {
        var id = chart.NewId("obs");
        chart.Add(id, Profiles.UsCore("observation-clinical-result"), Observed(chart, visit, category, loinc, text, value));
        return To("Observation", id, text);
    }

    /// <summary>A laboratory's result in words or by a code, without the rest of a panel.</summary>
    public static void AddPlainLab(this Chart chart, Visit visit, string loinc, string text, DataType value)
    {
        var specimen = chart.NewId("spec");
        chart.Add(specimen, Profiles.UsCore("specimen"), new Specimen
        {
            Status = Specimen.SpecimenStatus.Available,
            Type = Concept(Systems.Snomed, "122575003", "Urine specimen"),
            Subject = chart.Subject,
            Collection = new() { Collected = When(visit.At(15)) },
        });
        var observation = Observed(chart, visit, "laboratory", loinc, text, value);
        observation.Specimen = To("Specimen", specimen);
        chart.Add(chart.NewId("obs"), Profiles.UsCore("observation-lab"), observation);
    }

    /// <summary>A blood pressure of which one part could not be measured.</summary>
    public static void AddPartialPressure(this Chart chart, Visit visit, int? systolic, int? diastolic)
    {
        var observation = Observed(chart, visit, "vital-signs", "85354-9", "Blood pressure panel with all children optional", null);
        observation.Component = [Part("8480-6", "Systolic blood pressure", systolic), Part("8462-4", "Diastolic blood pressure", diastolic)];
        chart.Add(chart.NewId("obs"), Profiles.UsCore("blood-pressure"), observation);
    }

    private static Observation.ComponentComponent Part(string loinc, string text, int? value) => new()
    {
        Code = Concept(Systems.Loinc, loinc, text),
        Value = value is { } pressure ? Measure(pressure, "mm[Hg]") : null,
        DataAbsentReason = value is null ? Concept(Systems.Terminology("data-absent-reason"), "not-performed", "Not Performed") : null,
    };

    private static Observation Observed(Chart chart, Visit visit, string category, string loinc, string text, DataType? value) => new()
    {
        Status = ObservationStatus.Final,
        Category = [Concept(Systems.ObservationCategory, category, category switch
        {
            "vital-signs" => "Vital Signs",
            "social-history" => "Social History",
            "survey" => "Survey",
            "laboratory" => "Laboratory",
            "imaging" => "Imaging",
            "procedure" => "Procedure",
            _ => null,
        })],
        Code = Concept(Systems.Loinc, loinc, text),
        Subject = chart.Subject,
        Encounter = To("Encounter", visit.EncounterId),
        Effective = When(visit.At(10)),
        Issued = visit.At(10),
        Performer = [chart.Network.To(visit.Clinician)],
        Value = value,
    };
}
