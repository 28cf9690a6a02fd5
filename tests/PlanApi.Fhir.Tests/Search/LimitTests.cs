using System.Net;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>What would cost too much is refused with a text that says what to narrow; here two ends of a chain, three to sort, three places and two includes are the most.</summary>
public sealed class LimitTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = new(server.Http, "narrow");
    private readonly string _id = Some.Id();

    [Theory]
    [InlineData("Observation?patient.family=")]
    [InlineData("Patient?_has:Observation:patient:identifier=")]
    public async Task A_chain_has_only_so_many_ends(string search)
    {
        await Fill(2);
        (await _app.Matches(search + _id)).Count.ShouldBe(2);
        await Fill(3);
        (await Refused(search + _id)).ShouldContain("More than 2");
    }

    [Fact]
    public async Task Only_so_much_is_sorted_where_no_index_has_the_order()
    {
        await Fill(3);
        (await _app.Matches($"Patient?family={_id}&_sort=-given,family&_count=1")).Count.ShouldBe(3);
        await Fill(4);
        (await Refused($"Patient?family={_id}&_sort=-given,family&_count=1")).ShouldContain("_lastUpdated");
        (await _app.Matches($"Patient?family={_id}&_sort=-birthdate&_count=1")).Count.ShouldBe(4, "an index has that order");
    }

    [Fact]
    public async Task Where_too_many_places_are_around_the_nearest_are_shown_and_then_it_is_said()
    {
        // Two places are here, four nearly 900 km away.
        double[] degrees = [0, 0.05, 8, 8.01, 8.02, 8.03];
        await server.Narrow.Put(degrees.Select((d, i) => Some.Location($"{_id}{i}", d, 10)));
        (await _app.Matches("Location?near=0|10|230|km&_count=1")).ShouldBe([$"Location/{_id}0", $"Location/{_id}1"]);
        var first = await _app.Get("Location?near=0|10|1000|km&_count=1");
        Bundles.Entries(first).Select(Bundles.Reference).ShouldBe([$"Location/{_id}0"]);
        (await Refused(Bundles.Link(first, "next")!)).ShouldContain("smaller distance");
        foreach (var whole in new[] { "", "&_sort=_id&_count=1", "&_count=1&_total=accurate" })
            (await Refused("Location?near=0|10|1000|km" + whole)).ShouldContain("smaller distance");
    }

    [Fact]
    public async Task Of_a_crowd_around_only_those_count_of_which_everything_else_holds_too()
    {
        await server.Narrow.Put(Enumerable.Range(0, 6).Select(i => Some.Location($"{_id}{i}", 30 + i * 0.01, 60)));
        (await Refused("Location?near=30|60|100|km")).ShouldContain("smaller distance");
        (await _app.Matches($"Location?near=30|60|100|km&name=Place {_id}4&_count=1")).ShouldBe([$"Location/{_id}4"]);
        // The nearest of a crowd, of which the other condition holds: in a smaller circle.
        (await _app.Get($"Location?near=30|60|100|km&name=Place&_count=1")).GetProperty("entry")[0].GetProperty("resource").GetProperty("id").GetString().ShouldBe(_id + "0");
    }

    [Theory]
    [InlineData("Location?near=20|20|100|km", "Location?near=20|20|100|km,20|20|100|km")]
    [InlineData("Location?near=20|20|100|km&_sort=_id", "Location?near=20|20|100|km&near=20|20|99|km&_sort=_id")]
    [InlineData("Location?near=20|20|100|km&_sort=_id", "Location?near=20|20|100|km&near=20|20.01|100|km,20|20.02|100|km&_sort=_id")]
    [InlineData("Observation?patient.family={0}&_count=1&_total=accurate", "Observation?patient.family={0}&patient.family={0}")]
    [InlineData("Patient?_has:Observation:patient:identifier={0}", "Patient?_has:Observation:patient:identifier={0}&_has:Observation:subject:identifier={0}")]
    public async Task All_conditions_of_a_request_have_one_limit_together(string one, string several)
    {
        await Fill(2);
        await server.Narrow.Put([Some.Location("limit-a", 20, 20), Some.Location("limit-b", 20.01, 20.01)]);
        (await _app.Matches(string.Format(System.Globalization.CultureInfo.InvariantCulture, one, _id))).Count.ShouldBe(2);
        await Refused(string.Format(System.Globalization.CultureInfo.InvariantCulture, several, _id));
    }

    [Fact]
    public async Task More_places_in_one_spot_than_are_looked_at_are_refused()
    {
        await server.Narrow.Put(Enumerable.Range(0, 4).Select(i => Some.Location($"{_id}{i}", -60, -60)));
        (await Refused("Location?near=-60|-60|100|km&_count=1")).ShouldContain("smaller distance");
    }

    [Fact]
    public async Task More_to_include_than_a_page_carries_is_left_out_with_a_warning()
    {
        await Fill(3);
        var bundle = await _app.Get($"Observation?identifier={_id}&_include=Observation:patient");
        var modes = Bundles.Entries(bundle).Select(e => e.GetProperty("search").GetProperty("mode").GetString()).ToList();
        modes.ShouldBe(["match", "match", "match", "include", "include", "outcome"]);
        Bundles.Entries(bundle).Last().GetProperty("resource").GetProperty("issue")[0].GetProperty("code").GetString().ShouldBe("too-costly");
    }

    private async Task<string> Refused(string search)
    {
        var (code, why) = await _app.Fails(search, HttpStatusCode.BadRequest);
        code.ShouldBe("too-costly", search);
        return why;
    }

    private Task Fill(int patients) => server.Narrow.Put(Enumerable.Range(0, patients).SelectMany(i =>
    {
        var observation = Some.Observation($"{_id}{i}", $"{_id}{i}");
        observation["identifier"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["value"] = _id });
        return new[] { Some.Patient($"{_id}{i}", _id), observation };
    }));
}
