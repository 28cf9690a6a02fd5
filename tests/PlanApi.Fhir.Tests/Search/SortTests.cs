using System.Net;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>Orders of several keys, by any parameter (search.html#sort).</summary>
public sealed class SortTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);
    private readonly string _id = Some.Id();

    [Theory]
    [InlineData("family", "edabc")]
    [InlineData("-family", "cbade")]
    [InlineData("family,birthdate", "edbac")]
    [InlineData("family,-birthdate", "edabc")]
    [InlineData("-family,-birthdate", "cabde")]
    [InlineData("birthdate,family,-_id", "edbca")]
    [InlineData("-_id", "edcba")]
    [InlineData("given,-_id", "edcba")]
    [InlineData("identifier,family", "edabc")]
    [InlineData("name", "edabc")]
    public async Task Patients_come_in_the_order_asked_for(string order, string expected)
    {
        await Fill();
        foreach (var count in new[] { 1, 2, 50 })
        {
            (await _app.Matches($"Patient?_tag={_id}&_sort={order}&_count={count}")).ShouldBe(expected.Select(c => $"Patient/{_id}{c}"), $"{order} by {count}");
        }
    }

    [Fact]
    public async Task Numbers_are_ordered_as_numbers()
    {
        foreach (var (name, value) in new[] { ("a", 9.5), ("b", 100), ("c", -3) })
        {
            var observation = Some.Observation(_id + name, _id);
            observation["valueQuantity"] = Some.Quantity(value);
            await server.Open.Put(observation);
        }

        await server.Open.Put(Some.Observation(_id + "d", _id));
        (await _app.Matches($"Observation?patient={_id}&_sort=value-quantity&_count=1")).ShouldBe("dcab".Select(c => $"Observation/{_id}{c}"));
        (await _app.Matches($"Observation?patient={_id}&_sort=-value-quantity,_id&_count=1")).ShouldBe("bacd".Select(c => $"Observation/{_id}{c}"));
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("_tag")]
    [InlineData("name:exact")]
    [InlineData("family,,name")]
    [InlineData("family,given,name,gender,birthdate,active")]
    public async Task What_orders_nothing_is_refused(string order) =>
        (await _app.Fails($"Patient?_sort={order}", HttpStatusCode.BadRequest)).Diagnostics.ShouldContain("sorted");

    private Task Fill() => server.Open.Put(
        Patient("a", "Young", "1990-01-01"), Patient("b", "Young", "1980-01-01"), Patient("c", "Zebra", "1985-01-01"), Patient("d", "Ábel", "1970-01-01"), Patient("e", null, null));

    private System.Text.Json.Nodes.JsonObject Patient(string name, string? family, string? birthDate)
    {
        var patient = Some.Patient(_id + name, family ?? "", birthDate ?? "");
        patient["meta"] = new System.Text.Json.Nodes.JsonObject { ["tag"] = new System.Text.Json.Nodes.JsonArray(Some.Coding("http://example.org", _id)) };
        if (family is null)
            patient.Remove("name");
        if (birthDate is null)
            patient.Remove("birthDate");
        return patient;
    }
}
