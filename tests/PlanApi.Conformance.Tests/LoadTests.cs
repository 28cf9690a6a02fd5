using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

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
        Shared.Need(ConformanceHost.Formulary);
        var directory = await host.For(Guide.Formulary);

        directory.RealRejects.ShouldAllBe(r => r.Key.StartsWith("MedicationKnowledge/") && r.Value.Contains("doseForm.coding[0].code"));
        foreach (var type in new[] { "InsurancePlan", "Basic", "MedicationKnowledge", "Location" })
        {
            var loaded = directory.World.Of(type).Select(r => r.Reference).ToList();
            loaded.Count.ShouldBeGreaterThan(10);
            (await directory.Ask($"{type}?_count=250")).Matches.Keys.ShouldBe(loaded, ignoreOrder: true);
        }
    }
}
