using System.Net;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>Numbers and quantities (search.html#number, #quantity).</summary>
public sealed class QuantityTests(FhirServer server) : IClassFixture<FhirServer>
{
    private const string Ucum = "http://unitsofmeasure.org";
    private readonly App _app = App.AtOpen(server);

    // The observation is of 5.4 mg, in UCUM, written as "milligram".
    [Theory]
    [InlineData("5.4", true)]
    [InlineData("5.40", true)]
    [InlineData("5", true)]
    [InlineData("5.5", false)]
    [InlineData("5.41", false)]
    [InlineData("5.4|http://unitsofmeasure.org|mg", true)]
    [InlineData("5.4|http://unitsofmeasure.org|g", false)]
    [InlineData("5.4|http://example.org/units|mg", false)]
    [InlineData("5.4||mg", true)]
    [InlineData("5.4||milligram", true)]
    [InlineData("5.4||gram", false)]
    [InlineData("5.4||", true)]
    [InlineData("gt5.3", true)]
    [InlineData("gt5.4", false)]
    [InlineData("ge5.4||mg", true)]
    [InlineData("lt5.4", false)]
    [InlineData("lt5.41", true)]
    [InlineData("le5.4", true)]
    [InlineData("le5.39", false)]
    [InlineData("ne5.4", false)]
    [InlineData("ne5.5", true)]
    [InlineData("ap5", true)]
    [InlineData("ap4.5", false)]
    [InlineData("sa5.3", true)]
    [InlineData("eb5.3", false)]
    [InlineData("eb5.5|http://unitsofmeasure.org|mg", true)]
    [InlineData("54e-1", true)]
    [InlineData("1,5.4", true)]
    [InlineData("1||mg,2||mg", false)]
    public async Task A_quantity_is_compared_by_number_and_unit(string asked, bool found)
    {
        var (id, patient) = (Some.Id(), Some.Id());
        var observation = Some.Observation(id, patient);
        observation["valueQuantity"] = Some.Quantity(5.4, "milligram", "mg", Ucum);
        await server.Open.Put(observation);
        await Expect($"Observation?patient={patient}&value-quantity={Uri.EscapeDataString(asked)}", "Observation/" + id, found);
    }

    [Theory]
    [InlineData("lt5", true)]
    [InlineData("gt5", false)]
    [InlineData("5", false)]
    [InlineData("eb7", true)]
    public async Task A_quantity_of_less_than_a_number_may_be_anything_below(string asked, bool found)
    {
        var (id, patient) = (Some.Id(), Some.Id());
        var observation = Some.Observation(id, patient);
        observation["valueQuantity"] = Some.Quantity(5);
        observation["valueQuantity"]!["comparator"] = "<";
        await server.Open.Put(observation);
        await Expect($"Observation?patient={patient}&value-quantity={asked}", "Observation/" + id, found);
    }

    [Theory]
    [InlineData("0.8", true)]
    [InlineData("0.80", true)]
    [InlineData("0.81", false)]
    [InlineData("gt0.5", true)]
    [InlineData("lt0.8", false)]
    [InlineData("8e-1", true)]
    public async Task A_number_is_equal_within_the_precision_it_is_asked_with(string asked, bool found)
    {
        var (id, patient) = (Some.Id(), Some.Id());
        await server.Open.Put(new JsonObject
        {
            ["resourceType"] = "RiskAssessment",
            ["id"] = id,
            ["status"] = "final",
            ["subject"] = Some.Reference("Patient/" + patient),
            ["prediction"] = new JsonArray(new JsonObject { ["probabilityDecimal"] = 0.8 }),
        });
        await Expect($"RiskAssessment?patient={patient}&probability={asked}", "RiskAssessment/" + id, found);
    }

    [Theory]
    [InlineData("code-value-quantity=8867-4$gt50", true)]
    [InlineData("code-value-quantity=http://loinc.org|8867-4$60||bpm", true)]
    [InlineData("code-value-quantity=8867-4$lt50", false)]
    [InlineData("code-value-quantity=8867-5$60", false)]
    [InlineData("code-value-quantity=8867-4$10,8867-4$60", true)]
    [InlineData("code-value-concept=8867-4$http://example.org|high", false)]
    [InlineData("code-value-quantity:missing=false", true)]
    [InlineData("code-value-concept:missing=true", true)]
    public async Task Two_values_of_one_element_are_asked_for_together(string asked, bool found)
    {
        var (id, patient) = (Some.Id(), Some.Id());
        var observation = Some.Observation(id, patient);
        observation["valueQuantity"] = Some.Quantity(60, "bpm");
        await server.Open.Put(observation);
        await Expect($"Observation?patient={patient}&{asked}", "Observation/" + id, found);
    }

    [Fact]
    public async Task A_code_and_a_coded_value_are_asked_for_together()
    {
        var (id, patient) = (Some.Id(), Some.Id());
        var observation = Some.Observation(id, patient);
        observation["valueCodeableConcept"] = new JsonObject { ["coding"] = new JsonArray(Some.Coding("http://example.org", "high")) };
        await server.Open.Put(observation);
        await Expect($"Observation?patient={patient}&code-value-concept=8867-4$high", "Observation/" + id, true);
        await Expect($"Observation?patient={patient}&code-value-concept=8867-4$http://example.org|high", "Observation/" + id, true);
        await Expect($"Observation?patient={patient}&code-value-concept=8867-4$low", "Observation/" + id, false);
        await Expect($"Observation?patient={patient}&code-value-concept=high$high", "Observation/" + id, false);
    }

    [Theory]
    [InlineData("value-quantity=many")]
    [InlineData("value-quantity=5|mg")]
    [InlineData("value-quantity=5.4|http://unitsofmeasure.org|")]
    [InlineData("code-value-quantity=8867-4$5.4|http://unitsofmeasure.org|")]
    [InlineData("value-quantity=1e-9999999999")]
    [InlineData("value-quantity=0e9999999999")]
    [InlineData("code-value-quantity=8867-4$1e-9999999999")]
    [InlineData("value-quantity:exact=5")]
    [InlineData("code-value-quantity=8867-4")]
    [InlineData("code-value-quantity=8867-4$many")]
    public async Task What_is_no_number_or_pair_is_refused(string asked) =>
        (await _app.Fails("Observation?" + asked, HttpStatusCode.BadRequest)).Diagnostics.ShouldNotBeEmpty();

    private async Task Expect(string search, string reference, bool found) => (await _app.Matches(search)).ShouldBe(found ? [reference] : [], search);
}
