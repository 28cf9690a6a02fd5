using System.Net;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>Places by distance (location.html#search).</summary>
public sealed class NearTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);
    private readonly string _id = Some.Id();

    // From Hartford: West Hartford about 6 km, New Britain about 15, New Haven about 56, New York about 160.
    private static readonly (string Name, double Latitude, double Longitude)[] Towns =
    [
        ("newyork", 40.7128, -74.0060), ("westhartford", 41.7620, -72.7420), ("newhaven", 41.3083, -72.9279), ("newbritain", 41.6612, -72.7795), ("hartford", 41.7658, -72.6734),
    ];

    [Theory]
    [InlineData("41.7658|-72.6734|1|km", "hartford")]
    [InlineData("41.7658|-72.6734|10", "hartford westhartford")]
    [InlineData("41.7658|-72.6734|10|[mi_i]", "hartford westhartford newbritain")]
    [InlineData("41.7658|-72.6734|20000|m", "hartford westhartford newbritain")]
    [InlineData("41.7658|-72.6734", "hartford westhartford newbritain")]
    [InlineData("41.7658|-72.6734|110|[mi_us]", "hartford westhartford newbritain newhaven newyork")]
    [InlineData("40.7|-74|10|km,41.7658|-72.6734|1|km", "hartford newyork")]
    [InlineData("0|0|100|km", "")]
    public async Task What_is_within_the_distance_is_found(string near, string towns)
    {
        await Fill();
        var found = await _app.Matches($"Location?_tag={_id}&near={Uri.EscapeDataString(near)}");
        found.ShouldBe(towns.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => $"Location/{_id}{t}"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&_count=1")]
    [InlineData("&_count=2&_sort=near")]
    public async Task The_nearest_comes_first_page_by_page(string more)
    {
        await Fill();
        (await _app.Matches($"Location?_tag={_id}&near=41.7658|-72.6734|300|km{more}"))
            .ShouldBe("hartford westhartford newbritain newhaven newyork".Split(' ').Select(t => $"Location/{_id}{t}"));
    }

    [Fact]
    public async Task Another_order_can_be_asked_for_and_everything_counted()
    {
        await Fill();
        (await _app.Matches($"Location?_tag={_id}&near=41.7658|-72.6734|300|km&_sort=_id")).ShouldBe(Towns.Select(t => $"Location/{_id}{t.Name}").Order(StringComparer.Ordinal));
        (await _app.Get($"Location?_tag={_id}&near=41.7658|-72.6734|20|km&_count=1&_total=accurate")).GetProperty("total").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Roles_are_found_by_where_they_are()
    {
        await Fill();
        await server.Open.Put(Some.Role(_id + "a", "d", location: _id + "newbritain"), Some.Role(_id + "b", "d", location: _id + "newyork"));
        (await _app.Matches($"PractitionerRole?location.near={Uri.EscapeDataString("41.7658|-72.6734|10|[mi_i]")}&_id={_id}a,{_id}b")).ShouldBe([$"PractitionerRole/{_id}a"]);
    }

    [Fact]
    public async Task A_place_that_no_visible_resource_names_is_not_near()
    {
        await server.Records.Put(Some.Location(_id, 10, 10), Some.Location(_id + "x", 10, 10), Some.Role(_id, "d", location: _id), Some.Observation(_id, _id, performer: "PractitionerRole/" + _id));
        (await App.Of(server, _id).Matches("Location?near=10|10|1|km")).ShouldBe(["Location/" + _id]);
    }

    [Theory]
    [InlineData("Location?near=41.7")]
    [InlineData("Location?near=here|there")]
    [InlineData("Location?near=91|0")]
    [InlineData("Location?near=0|181")]
    [InlineData("Location?near=0|0|-1")]
    [InlineData("Location?near=0|0|1|furlong")]
    [InlineData("Location?_sort=near")]
    [InlineData("Location?near=0|0&_sort=near,_id")]
    [InlineData("Location?near=0|0&_sort=-near")]
    public async Task What_is_no_place_or_order_of_distance_is_refused(string search) => await _app.Fails(search, HttpStatusCode.BadRequest);

    [Fact]
    public async Task Places_across_the_date_line_and_at_the_poles_are_near()
    {
        await server.Open.Put(Some.Location(_id + "fiji", -16.5, 179.9), Some.Location(_id + "taveuni", -16.5, -179.9), Some.Location(_id + "pole", 89.99, 90));
        (await _app.Matches($"Location?near=-16.5|179.95|30|km&_id={_id}fiji,{_id}taveuni")).ShouldBe([$"Location/{_id}fiji", $"Location/{_id}taveuni"]);
        (await _app.Matches($"Location?near=89.99|-90|10|km&_id={_id}pole")).ShouldBe([$"Location/{_id}pole"]);
    }

    private Task Fill() => server.Open.Put(Towns.Select(t =>
    {
        var location = Some.Location(_id + t.Name, t.Latitude, t.Longitude);
        location["meta"] = new System.Text.Json.Nodes.JsonObject { ["tag"] = new System.Text.Json.Nodes.JsonArray(Some.Coding("http://example.org", _id)) };
        return location;
    }));
}
