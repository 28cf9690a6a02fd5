using System.Text.Json;
using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;
using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests;

public sealed class LoadTests(ConformanceHost host)
{
    [Fact]
    public async Task Every_example_is_loaded_but_those_that_R4_does_not_allow()
    {
        var rejects = (await host.For(Guide.UsCore)).Rejects.Concat((await host.For(Guide.PlanNet)).Rejects).ToList();
        rejects.Select(r => r.Key).ShouldBe(GuideExamples.Wrong.Keys, ignoreOrder: true, string.Join('\n', rejects.Select(r => $"{r.Key}: {r.Value}")));
    }

    [Fact]
    public async Task A_real_drug_plan_is_loaded_but_drugs_whose_dose_form_has_a_number_for_a_code()
    {
        SharedData.Need(ConformanceHost.Formulary);
        var directory = await host.For(Guide.Formulary);

        directory.RealRejects.ShouldBe(DrugsWithANumberForACode(), ignoreOrder: true);
        foreach (var type in new[] { "InsurancePlan", "Basic", "MedicationKnowledge", "Location" })
        {
            var loaded = directory.World.Of(type).Select(r => r.Reference).ToList();
            loaded.Count.ShouldBeGreaterThan(10);
            (await directory.Ask($"{type}?_count=250")).Matches.Keys.ShouldBe(loaded, ignoreOrder: true);
        }
    }

    // Read from the files: a code is a text (R4, 2.24.0.1), and some dose forms of theirs are numbers.
    private static List<KeyValuePair<string, string>> DrugsWithANumberForACode() =>
    [
        .. Directory.EnumerateFiles(SharedData.Unpack(ConformanceHost.Formulary)!, "*.ndjson", SearchOption.AllDirectories).SelectMany(File.ReadLines)
            .Select(line => JsonNode.Parse(line)!).Where(r => r["resourceType"]!.GetValue<string>() == "MedicationKnowledge")
            .Select(r => (Reference: $"MedicationKnowledge/{r["id"]}", Code: r["doseForm"]?["coding"]?[0]?["code"])).DistinctBy(d => d.Reference)
            .Where(d => d.Code?.GetValueKind() == JsonValueKind.Number)
            .Select(d => KeyValuePair.Create(
                d.Reference, $"MedicationKnowledge.doseForm.coding[0].code integer {d.Code} is not the right type of literal for a code. At MedicationKnowledge.doseForm.coding[0].code.")),
    ];
}
