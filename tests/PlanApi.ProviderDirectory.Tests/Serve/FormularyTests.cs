using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Fhir;
using PlanApi.TestKit;

namespace PlanApi.ProviderDirectory.Tests.Serve;

/// <summary>A directory with one real drug plan in it, with its files as plain JSON.</summary>
public sealed class DrugPlan : PlanApiHost
{
    public const string Archive = "data/drug-formulary.tgz";

    /// <summary>The resources of a file that are well formed: many drugs have a number where a code must be.</summary>
    public static IReadOnlyList<JsonElement> Of(string file) =>
        [.. File.ReadLines(Path.Combine(SharedData.Unpack(Archive)!, "formulary", file + ".ndjson")).Select(l => JsonDocument.Parse(l).RootElement).Where(r => !HasNumberAsCode(r))];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (SharedData.Unpack(Archive) is { } folder)
            await Services.GetRequiredService<LoadTargets>().Run(["directory", Path.Combine(folder, "formulary")], folder, TextWriter.Null, CancellationToken.None);
    }

    private static bool HasNumberAsCode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(HasNumberAsCode),
        JsonValueKind.Object => element.EnumerateObject().Any(p => (p.Name == "code" && p.Value.ValueKind == JsonValueKind.Number) || HasNumberAsCode(p.Value)),
        _ => false,
    };
}

/// <summary>Searches of the drug formulary (US Drug Formulary 2.0.1); every expected answer is computed here from the files.</summary>
public sealed class FormularyTests : IClassFixture<DrugPlan>
{
    private const string Guide = "http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-";
    private readonly FhirClient _app;

    public FormularyTests(DrugPlan plan)
    {
        SharedData.Need(DrugPlan.Archive);
        _app = new(plan.CreateClient());
    }

    [Fact]
    public async Task Items_are_found_by_tier_benefit_status_and_period()
    {
        var items = DrugPlan.Of("Basic");
        var tier = Codes(items[0], "DrugTierID").First();
        var expected = items.Where(i => Codes(i, "DrugTierID").Contains(tier) && Codes(i, "PharmacyBenefitType").Contains("1-month-in-retail")).Select(FhirClient.Reference).ToList();
        expected.ShouldNotBeEmpty();
        var (found, _) = await _app.Search($"Basic?code=formulary-item&status=active&drug-tier={tier}&pharmacy-benefit-type=1-month-in-retail&period=ge2022-06&_count=250");
        found.ShouldBeTheSame(expected);
        (await _app.Search($"Basic?drug-tier={tier}&period=gt2023")).Matches.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_drug_comes_with_the_items_that_cover_it_and_an_item_with_its_drug_and_formulary()
    {
        var drugs = DrugPlan.Of("MedicationKnowledge").Select(FhirClient.Reference).ToHashSet();
        var item = DrugPlan.Of("Basic").First(i => drugs.Contains(Subject(i)));
        var (id, drug) = (item.GetProperty("id").GetString(), Subject(item));
        var formulary = Extensions(item, "FormularyReference").Single().GetProperty("valueReference").GetProperty("reference").GetString()!;
        (await _app.Search($"Basic?_id={id}&_include=Basic:subject&_include=Basic:formulary")).Included.ShouldBeTheSame([drug, formulary]);
        (await _app.Search($"MedicationKnowledge?_id={drug.Split('/')[1]}&_revinclude=Basic:subject")).Included
            .ShouldBeTheSame(DrugPlan.Of("Basic").Where(i => Subject(i) == drug).Select(FhirClient.Reference));
        (await _app.Search($"InsurancePlan?formulary-coverage={formulary}&_include=InsurancePlan:formulary-coverage")).Included.ShouldBe([formulary]);
    }

    [Theory]
    [InlineData("drug-name:contains=interferon")]
    [InlineData("drug-name=to")]
    public async Task Drugs_are_found_by_name_and_items_through_them(string query)
    {
        var (mode, text) = (query.Contains(":contains", StringComparison.Ordinal), query.Split('=')[1]);
        bool Matches(string name) => mode ? name.Contains(text, StringComparison.OrdinalIgnoreCase) : name.StartsWith(text, StringComparison.OrdinalIgnoreCase);
        var drugs = DrugPlan.Of("MedicationKnowledge").Where(d => Names(d).Any(Matches)).Select(FhirClient.Reference).ToHashSet();
        drugs.ShouldNotBeEmpty();
        (await _app.Search($"MedicationKnowledge?{query}&_count=250")).Matches.ShouldBeTheSame(drugs);
        (await _app.Search($"Basic?subject.{query}&_count=250")).Matches.ShouldBeTheSame(DrugPlan.Of("Basic").Where(i => drugs.Contains(Subject(i))).Select(FhirClient.Reference));
    }

    [Fact]
    public async Task Plans_are_found_by_type_of_coverage_and_by_what_covers_drugs()
    {
        var plans = DrugPlan.Of("InsurancePlan").Concat(DrugPlan.Of("InsurancePlan.formulary")).ToList();
        (await _app.Search("InsurancePlan?coverage-type=DRUGPOL&status=active&period=2022")).Matches
            .ShouldBeTheSame(plans.Where(p => p.TryGetProperty("coverage", out _)).Select(FhirClient.Reference));
        (await _app.Search("InsurancePlan?_has:Basic:formulary:code=formulary-item")).Matches
            .ShouldBeTheSame(DrugPlan.Of("Basic").Select(i => Extensions(i, "FormularyReference").Single().GetProperty("valueReference").GetProperty("reference").GetString()!).Distinct());
    }

    private static string Subject(JsonElement item) => item.GetProperty("subject").GetProperty("reference").GetString()!;

    private static IEnumerable<string> Names(JsonElement drug) => drug.GetProperty("code").GetProperty("coding").EnumerateArray().Select(c => c.TryGetProperty("display", out var d) ? d.GetString()! : "");

    private static IEnumerable<JsonElement> Extensions(JsonElement item, string name) =>
        item.GetProperty("extension").EnumerateArray().Where(e => e.GetProperty("url").GetString() == $"{Guide}{name}-extension");

    private static IEnumerable<string> Codes(JsonElement item, string name) =>
        Extensions(item, name).SelectMany(e => e.GetProperty("valueCodeableConcept").GetProperty("coding").EnumerateArray()).Select(c => c.GetProperty("code").GetString()!);
}
