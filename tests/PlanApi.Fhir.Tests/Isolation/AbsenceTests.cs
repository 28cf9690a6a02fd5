using System.Collections.Concurrent;
using System.Net;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace PlanApi.Fhir.Tests.Isolation;

/// <summary>
/// How long an answer takes tells nothing: what is not there, and what is there and is not the asker's, are looked for in the same way. Told by the
/// commands that reach the store, not by the clock.
/// </summary>
public sealed class AbsenceTests(Store store) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _commands = new();
    private MongoClient? _client;
    private FhirServer? _server;

    public async ValueTask InitializeAsync()
    {
        var database = store.NewDatabase();
        var settings = database.Client.Settings.Clone();
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(c =>
        {
            if (c.Command.Contains(c.CommandName) && c.CommandName is "find" or "aggregate" or "count" or "getMore")
                _commands.Enqueue($"{c.CommandName} {c.Command[c.CommandName]}");
        });
        _client = new(settings);
        _server = new(store) { Database = _client.GetDatabase(database.DatabaseNamespace.DatabaseName) };
        await _server.InitializeAsync();
        await _server.Records.Put(
            Some.Patient("me"), Some.Patient("other"),
            Some.Practitioner("mine"), Some.Practitioner("passed"), Some.Practitioner("theirs"), Some.Practitioner("nobodys"), Some.Role("role", "passed"),
            Some.Observation("a", "me", performer: "Practitioner/mine"), Some.Observation("b", "me", performer: "PractitionerRole/role"),
            Some.Observation("c", "other", performer: "Practitioner/theirs"), Some.Procedure("p", "other"), Some.Procedure("q", "me"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _client!.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/_history/1")]
    [InlineData("/_history")]
    public async Task What_never_was_and_what_another_has_ask_the_same_of_the_store(string below)
    {
        var (whole, observationsOnly) = (App.Of(_server!, "me"), App.Of(_server!, "me", "Observation,Practitioner"));
        foreach (var app in new[] { whole, observationsOnly })
        {
            var absent = await Asked(app, "Practitioner/never" + below);
            absent.ShouldNotBeEmpty();
            (await Asked(app, "Practitioner/theirs" + below)).ShouldBe(absent);
            (await Asked(app, "Practitioner/nobodys" + below)).ShouldBe(absent);
            (await Asked(app, "Observation/c" + below)).ShouldBe(await Asked(app, "Observation/never" + below));
        }

        // Of a type that was not granted, nothing is asked at all.
        foreach (var procedure in new[] { "p", "q", "never" })
            (await Asked(observationsOnly, $"Procedure/{procedure}{below}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Observation/a", 1)]
    [InlineData("Practitioner/mine", 2)]
    [InlineData("Practitioner/passed", 5)]
    public async Task What_is_there_to_see_asks_no_more_than_it_needs(string reference, int commands) =>
        (await Asked(App.Of(_server!, "me"), reference, HttpStatusCode.OK)).Count.ShouldBe(commands);

    private async Task<List<string>> Asked(App app, string path, HttpStatusCode status = HttpStatusCode.NotFound)
    {
        _commands.Clear();
        await app.Get(path, status);
        return [.. _commands];
    }
}
