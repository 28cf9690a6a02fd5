using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>Two parameters that are indexed as a pair are found by as if each were asked for by itself.</summary>
public sealed class PairTests(Store store) : IAsyncLifetime
{
    private const string Nucc = "http://nucc.org/provider-taxonomy";
    private static readonly string[] Codes = ["207Q", "208D", "363L"], Cities = ["Ashton", "Birch", "Cove"];

    private readonly ConcurrentQueue<string> _asked = new();
    private MongoClient? _client;
    private FhirServer? _server;

    public async ValueTask InitializeAsync()
    {
        var database = store.NewDatabase();
        var settings = database.Client.Settings.Clone();
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(started =>
        {
            if (started.CommandName == "find" && started.Command["filter"].AsBsonDocument.GetValue("type", "") == "PractitionerRole")
                _asked.Enqueue(started.Command["filter"].ToString()!);
        });
        _client = new(settings);
        _server = new(store) { Database = _client.GetDatabase(database.DatabaseNamespace.DatabaseName) };
        await _server.InitializeAsync();
        await _server.Open.Put(Enumerable.Range(0, 6).Select(l => Some.Location("l" + l, Cities[l % 3])));
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _client!.Dispose();
    }

    [Fact]
    public async Task Roles_are_found_by_specialty_and_location_whatever_the_form_of_either()
    {
        // Every set of specialties, each at another set of locations.
        var roles = Enumerable.Range(0, 64).Select(i => (Specialties: Bits(i, 4), Locations: Bits(i * 37, 6))).ToList();
        await _server!.Open.Put(roles.Select((r, i) => Role($"r{i:00}", r.Specialties.Select(Specialty), r.Locations)));
        (string Asked, Func<HashSet<int>, bool> Is)[] specialties =
        [
            ("207Q", s => s.Contains(0) || s.Contains(3)), ($"{Nucc}|207Q", s => s.Contains(0)), ("|207Q", s => s.Contains(3)), ("208D,363L", s => s.Contains(1) || s.Contains(2)),
            ($"207Q,{Nucc}|363L", s => s.Overlaps([0, 2, 3])), ($"{Nucc}|", s => s.Overlaps([0, 1, 2])), ("none", _ => false),
        ];
        (string Asked, Func<HashSet<int>, bool> Is)[] locations =
        [
            ("location=l1", l => l.Contains(1)), ("location=Location/l2,l3", l => l.Overlaps([2, 3])), ("location.address-city=birch", l => l.Overlaps([1, 4])),
            ("location:Location.address-city=ashton,cove", l => l.Overlaps([0, 2, 3, 5])), ("location.address-city=nowhere", _ => false), ("location=l0&location=l3", l => l.IsSupersetOf([0, 3])),
        ];
        foreach (var specialty in specialties)
        {
            foreach (var location in locations)
            {
                var search = $"PractitionerRole?specialty={Uri.EscapeDataString(specialty.Asked)}&{location.Asked}";
                var expected = roles.Select((r, i) => (Role: r, Id: $"PractitionerRole/r{i:00}")).Where(r => specialty.Is(r.Role.Specialties) && location.Is(r.Role.Locations)).Select(r => r.Id);
                (await App.AtOpen(_server).Matches(search)).ShouldBe(expected, search);
            }
        }
    }

    [Theory]
    [InlineData("specialty=207Q&location.address-city=birch", true)]
    [InlineData("location=l1&specialty=207Q,208D&practitioner:missing=true", true)]
    [InlineData("specialty=207Q", false)]
    [InlineData("specialty:not=207Q&location=l1", false)]
    [InlineData("specialty:text=general&location=l1", false)]
    [InlineData("specialty=207Q&location:missing=true", false)]
    public async Task The_store_is_asked_for_the_pair_where_both_are_values(string search, bool isPair)
    {
        await App.AtOpen(_server!).Get("PractitionerRole?" + search);
        _asked.ShouldHaveSingleItem().Contains("\"+specialty:code=207Q+location=Location/l1\"", StringComparison.Ordinal).ShouldBe(isPair);
    }

    [Fact]
    public async Task A_role_that_moves_is_found_where_it_is_now()
    {
        await _server!.Open.Put(Role("mover", [Specialty(0)], [1]));
        await _server.Open.Put(Role("mover", [Specialty(0)], [2]));
        (await App.AtOpen(_server).Matches("PractitionerRole?specialty=207Q&location=l1")).ShouldBeEmpty();
        (await App.AtOpen(_server).Matches("PractitionerRole?specialty=207Q&location=l2")).ShouldBe(["PractitionerRole/mover"]);
    }

    private static HashSet<int> Bits(int number, int bits) => [.. Enumerable.Range(0, bits).Where(b => (number >> b & 1) == 1)];

    // The last has the first's code without a system.
    private static JsonObject Specialty(int number) => number < 3 ? new() { ["system"] = Nucc, ["code"] = Codes[number] } : new() { ["code"] = Codes[0] };

    private static JsonObject Role(string id, IEnumerable<JsonObject> specialties, IEnumerable<int> locations)
    {
        var role = new JsonObject { ["resourceType"] = "PractitionerRole", ["id"] = id };
        foreach (var specialty in specialties)
            Add("specialty", new() { ["coding"] = new JsonArray(specialty) });
        foreach (var location in locations)
            Add("location", new() { ["reference"] = $"Location/l{location}" });
        return role;

        void Add(string name, JsonObject value) => (role[name] ??= new JsonArray()).AsArray().Add(value);
    }
}
