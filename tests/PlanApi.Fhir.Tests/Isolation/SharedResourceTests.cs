using System.Net;

namespace PlanApi.Fhir.Tests.Isolation;

/// <summary>Practitioners, organizations and places are visible where the patient's own, granted resources refer to them, and one hop further.</summary>
public sealed class SharedResourceTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly string _me = Some.Id("me");

    [Fact]
    public async Task Seen_is_what_a_readable_resource_refers_to_and_nothing_else_of_the_kind()
    {
        await server.Records.Put(
            Some.Practitioner(_me + "a", "Seen"), Some.Practitioner(_me + "b", "Seen"), Some.Practitioner(_me + "c", "Seen"),
            Some.Observation(_me + "o", _me, performer: $"Practitioner/{_me}a"), Some.Observation(_me + "x", "someone-else", performer: $"Practitioner/{_me}b"));
        var app = App.Of(server, _me);
        await app.Get($"Practitioner/{_me}a");
        await app.Fails($"Practitioner/{_me}b", HttpStatusCode.NotFound);
        await app.Fails($"Practitioner/{_me}c", HttpStatusCode.NotFound);
        (await app.Matches("Practitioner")).ShouldBe([$"Practitioner/{_me}a"]);
        (await app.Matches("Practitioner?name=seen")).ShouldBe([$"Practitioner/{_me}a"]);
        (await app.Get("Practitioner?name=seen&_count=0")).GetProperty("total").GetInt32().ShouldBe(1);
        (await app.Search("Observation?_include=Observation:performer")).Included.ShouldBe([$"Practitioner/{_me}a"]);
        (await app.Matches("Observation?performer:Practitioner.name=seen")).ShouldBe([$"Observation/{_me}o"]);
        (await app.Search($"Practitioner?_id={_me}a,{_me}b&_revinclude=Observation:performer")).Included.ShouldBe([$"Observation/{_me}o"]);
    }

    [Fact]
    public async Task A_reference_from_a_type_that_was_not_granted_shows_nothing()
    {
        await server.Records.Put(Some.Practitioner(_me + "a"), Some.Procedure(_me + "p", _me, $"Practitioner/{_me}a"));
        var app = App.Of(server, _me, "Observation,Practitioner");
        await app.Fails($"Practitioner/{_me}a", HttpStatusCode.NotFound);
        (await app.Matches("Practitioner")).ShouldBeEmpty();
        await App.Of(server, _me, "Procedure,Practitioner").Get($"Practitioner/{_me}a");
        await App.Of(server, _me, "Procedure").Fails($"Practitioner/{_me}a", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_role_passes_on_its_practitioner_organization_and_place_and_an_organization_its_parent_one_hop_and_no_more()
    {
        await server.Records.Put(
            Some.Practitioner(_me + "d"), Some.Location(_me + "l"), Some.Organization(_me + "o", partOf: _me + "p"), Some.Organization(_me + "p", partOf: _me + "g"), Some.Organization(_me + "g"),
            Some.Role(_me + "r", _me + "d", _me + "o", _me + "l"), Some.Observation(_me + "x", _me, performer: $"PractitionerRole/{_me}r"));
        var app = App.Of(server, _me);
        foreach (var seen in new[] { $"PractitionerRole/{_me}r", $"Practitioner/{_me}d", $"Location/{_me}l", $"Organization/{_me}o" })
            await app.Get(seen);
        await app.Fails($"Organization/{_me}p", HttpStatusCode.NotFound);
        (await app.Matches("Organization")).ShouldBe([$"Organization/{_me}o"]);
        (await app.Search("Observation?_include=Observation:performer&_include:iterate=PractitionerRole:*&_include:iterate=Organization:partof")).Included
            .ShouldBe([$"PractitionerRole/{_me}r", $"Practitioner/{_me}d", $"Location/{_me}l", $"Organization/{_me}o"], ignoreOrder: true);

        await server.Records.Put(Some.Observation(_me + "y", _me, performer: $"Organization/{_me}o"));
        await app.Get($"Organization/{_me}p");
        await app.Fails($"Organization/{_me}g", HttpStatusCode.NotFound);
        (await app.Matches("Organization")).ShouldBe([$"Organization/{_me}o", $"Organization/{_me}p"]);
        await App.Of(server, _me, "Observation,Organization,Practitioner").Fails($"Practitioner/{_me}d", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Seen_no_longer_is_what_no_current_resource_refers_to()
    {
        await server.Records.Put(Some.Practitioner(_me + "a"), Some.Practitioner(_me + "b"), Some.Observation(_me + "1", _me, performer: $"Practitioner/{_me}a"), Some.Observation(_me + "2", _me, performer: $"Practitioner/{_me}b"));
        var app = App.Of(server, _me);
        (await app.Matches("Practitioner")).Count.ShouldBe(2);
        await server.Records.Put(Some.Observation(_me + "1", _me));
        await server.Records.Changes.Delete("Observation", _me + "2", default);
        (await app.Matches("Practitioner")).ShouldBeEmpty();
        await app.Fails($"Practitioner/{_me}a", HttpStatusCode.NotFound);
        await app.Fails($"Practitioner/{_me}b", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_of_shared_resources_are_full_though_candidates_fell_away()
    {
        for (var i = 0; i < 7; i++)
            await server.Records.Put(Some.Practitioner($"{_me}{i}"), Some.Observation($"{_me}o{i}", _me, performer: $"Practitioner/{_me}{i}"));
        for (var i = 0; i < 7; i += 2)
            await server.Records.Put(Some.Observation($"{_me}o{i}", _me));
        var app = App.Of(server, _me);
        var first = await app.Get("Practitioner?_count=2");
        Bundles.Entries(first).Count().ShouldBe(2);
        (await app.Matches("Practitioner?_count=2")).ShouldBe([$"Practitioner/{_me}1", $"Practitioner/{_me}3", $"Practitioner/{_me}5"]);
    }
}
