namespace PlanApi.Fhir.Tests.Search;

public sealed class IncludeTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);
    private readonly string _id = Some.Id();

    [Fact]
    public async Task Included_resources_come_once_each_after_the_matches()
    {
        await Roles();
        var (matches, included) = await _app.Search($"PractitionerRole?practitioner={_id}&_include=PractitionerRole:organization&_include=PractitionerRole:practitioner&_include=PractitionerRole:organization");
        matches.ShouldBe([$"PractitionerRole/{_id}1", $"PractitionerRole/{_id}2"]);
        included.ShouldBe([$"Organization/{_id}o", $"Practitioner/{_id}"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_star_includes_all_that_is_declared_and_iterate_goes_on_from_what_was_included()
    {
        await Roles();
        (await _app.Search($"PractitionerRole?_id={_id}1&_include=PractitionerRole:*")).Included
            .ShouldBe([$"Organization/{_id}o", $"Practitioner/{_id}", $"Location/{_id}l"], ignoreOrder: true);
        (await _app.Search($"PractitionerRole?_id={_id}1&_include=PractitionerRole:organization&_include:iterate=Organization:partof")).Included
            .ShouldBe([$"Organization/{_id}o", $"Organization/{_id}p"], ignoreOrder: true);
        (await _app.Search($"PractitionerRole?_id={_id}1&_include=PractitionerRole:organization:Location")).Included.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_refers_to_a_match_is_included_in_reverse()
    {
        await server.Open.Put(Some.Practitioner(_id), Some.Observation(_id + "a", "p", performer: "Practitioner/" + _id), Some.Observation(_id + "b", "p"));
        (await _app.Search($"Practitioner?_id={_id}&_revinclude=Observation:performer")).Included.ShouldBe([$"Observation/{_id}a"]);
    }

    [Fact]
    public async Task More_than_a_page_can_carry_is_cut_and_said()
    {
        await server.Open.Put(Some.Practitioner(_id));
        await server.Open.Put(Enumerable.Range(0, 1005).Select(i => Some.Observation($"{_id}-{i}", "p", performer: "Practitioner/" + _id)));
        var bundle = await _app.Get($"Practitioner?_id={_id}&_revinclude=Observation:performer");
        var modes = Bundles.Entries(bundle).Select(e => e.GetProperty("search").GetProperty("mode").GetString()).ToList();
        modes.Count(m => m == "include").ShouldBe(1000);
        modes.Count(m => m == "outcome").ShouldBe(1);
        Bundles.Entries(bundle).Last().GetProperty("resource").GetProperty("issue")[0].GetProperty("code").GetString().ShouldBe("too-costly");
    }

    private Task Roles() => server.Open.Put(
        Some.Practitioner(_id), Some.Location(_id + "l"), Some.Organization(_id + "p"), Some.Organization(_id + "o", partOf: _id + "p"),
        Some.Role(_id + "1", _id, _id + "o", _id + "l"), Some.Role(_id + "2", _id, _id + "o"));
}
