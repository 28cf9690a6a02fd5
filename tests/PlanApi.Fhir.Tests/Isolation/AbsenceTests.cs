using System.Collections.Concurrent;
using System.Net;
using PlanApi.TestKit;

namespace PlanApi.Fhir.Tests.Isolation;

/// <summary>
/// How long an answer takes tells nothing: what is not there, and what is there and is not the asker's, are looked for in the same way. Told by the
/// queries that reach the store, not by the clock.
/// </summary>
public sealed class AbsenceTests(Store store) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _queries = new();
    private WatchedStore? _watched;
    private FhirServer? _server;

    public async ValueTask InitializeAsync()
    {
        _watched = new(store.NewDatabase(), q => _queries.Enqueue($"{q.GetElement(0)}"));
        _server = new(store) { Database = _watched.Database };
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
        _watched!.Dispose();
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
    public async Task What_is_there_to_see_asks_no_more_than_it_needs(string reference, int queries) =>
        (await Asked(App.Of(_server!, "me"), reference, HttpStatusCode.OK)).Count.ShouldBe(queries);

    private async Task<List<string>> Asked(App app, string path, HttpStatusCode status = HttpStatusCode.NotFound)
    {
        _queries.Clear();
        await app.Get(path, status);
        return [.. _queries];
    }
}
