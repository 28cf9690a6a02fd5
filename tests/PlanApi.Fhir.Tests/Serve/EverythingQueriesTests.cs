using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace PlanApi.Fhir.Tests.Serve;

/// <summary>What Patient/$everything asks of the store, and that it leaves nothing open there.</summary>
public sealed class EverythingQueriesTests(Store store) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentDictionary<long, bool> _open = new();
    private readonly ConcurrentDictionary<int, long> _readOn = new();
    private MongoClient? _client;
    private FhirServer? _server;

    public async ValueTask InitializeAsync()
    {
        var database = store.NewDatabase();
        var settings = database.Client.Settings.Clone();
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(Note).Subscribe<CommandSucceededEvent>(Note);
        _client = new(settings);
        _server = new(store) { Database = _client.GetDatabase(database.DatabaseNamespace.DatabaseName) };
        await _server.InitializeAsync();
        await _server.Records.Put(
            Some.Patient("me"), Some.Practitioner("mine"), Some.Practitioner("passed"), Some.Role("role", "passed"), Some.Procedure("p", "me", "PractitionerRole/role"), Some.Provenance("v", "Procedure/p"));
        foreach (var chunk in Enumerable.Range(0, 600).Chunk(200))
            await _server.Records.Put(chunk.Select(Long));
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _client!.Dispose();
    }

    [Fact]
    public async Task Types_that_are_open_alike_are_one_query()
    {
        _asked.Clear();
        Bundles.Entries(await App.Of(_server!, "me").Get("Patient/me/$everything")).Count().ShouldBe(606);
        // The patient that is asked for; the patient and what it owns; links to shared resources; what is linked that passes on others, and to it; and the shared resources.
        _asked.Where(c => c == "find").Count().ShouldBe(7);
        _asked.Where(c => c == "getMore").Count().ShouldBe(2);
        _open.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_without_a_body_leaves_no_cursor_open()
    {
        var app = App.Of(_server!, "me");
        using var head = await app.Send(HttpMethod.Head, "Patient/me/$everything?_type=Observation");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        _asked.ShouldContain("killCursors");
        _open.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_no_cursor_open()
    {
        using var response = await App.Of(_server!, "me").Head("Patient/me/$everything?_type=Observation");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Dispose();
        // It is let go of when the server sees that nobody reads on.
        for (var wait = 0; !(_asked.Contains("killCursors") && _open.IsEmpty) && wait < 500; wait++)
            await Task.Delay(20);
        _asked.ShouldContain("killCursors");
        _open.ShouldBeEmpty();
    }

    // More of them than lie between two computers.
    private static JsonObject Long(int number)
    {
        var observation = Some.Observation($"o{number:d3}", "me", performer: "Practitioner/mine");
        observation["note"] = new JsonArray(new JsonObject { ["text"] = new string('x', 40_000) });
        return observation;
    }

    private void Note(CommandStartedEvent started)
    {
        _asked.Enqueue(started.CommandName);
        if (started.CommandName == "getMore")
            _readOn[started.RequestId] = started.Command["getMore"].ToInt64();
    }

    private void Note(CommandSucceededEvent done)
    {
        if (done.CommandName == "killCursors")
        {
            foreach (var killed in done.Reply["cursorsKilled"].AsBsonArray)
                _open.TryRemove(killed.ToInt64(), out _);
        }

        if (done.CommandName is not ("find" or "getMore"))
            return;
        var id = done.Reply["cursor"]["id"].ToInt64();
        if (id != 0)
            _open[id] = true;
        else if (_readOn.TryGetValue(done.RequestId, out var ended))
            _open.TryRemove(ended, out _);
    }
}
