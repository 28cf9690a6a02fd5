using System.Collections.Concurrent;
using MongoDB.Bson;
using PlanApi.TestKit;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>A page in default order is a stretch of keys, which the store is told to read where nothing else narrows the search.</summary>
public sealed class DefaultOrderTests(Store store) : IAsyncLifetime
{
    private readonly ConcurrentQueue<BsonDocument> _queries = new();
    private WatchedStore? _watched;
    private FhirServer? _server;

    public async ValueTask InitializeAsync()
    {
        _watched = new(store.NewDatabase(), q => _queries.Enqueue(WatchedStore.Copy(q)));
        _server = new(store) { Database = _watched.Database };
        await _server.InitializeAsync();
        await _server.Records.Put(Some.Patient("me"), Some.Patient("other"), Some.Observation("o", "other"), Some.Observation("a", "me"), Some.Observation("b", "me"), Some.Observation("c", "me"), Some.Procedure("p", "me"));
        await _server.Open.Put(Some.Location("l", "Here"), Some.Location("m", "Here"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _watched!.Dispose();
    }

    [Theory]
    [InlineData("Observation", "me|Observation/", "me|Observation0", "a b c")]
    [InlineData("Observation?patient=me", "me|Observation/", "me|Observation0", "a b c")]
    [InlineData("Observation?_sort=-_id", "me|Observation/", "me|Observation0", "c b a")]
    [InlineData("Observation?code:not=x", "me|Observation/", "me|Observation0", "a b c")]
    public async Task Of_a_patient_the_stretch_of_its_record_is_read(string search, string after, string before, string found) =>
        await IsStretch(App.Of(_server!, "me"), search, after, before, found);

    [Fact]
    public async Task Of_a_directory_the_stretch_of_the_type_is_read() => await IsStretch(App.AtOpen(_server!), "Location", "Location/", "Location0", "l m");

    [Fact]
    public async Task A_further_page_goes_on_where_the_one_before_ended_and_the_one_before_ends_where_it_began()
    {
        var app = App.Of(_server!, "me");
        var second = Bundles.Link(await app.Get("Observation?_count=1"), "next")!;
        _queries.Clear();
        var page = await app.Get(second);
        Keys(Asked()).ShouldBe(("me|Observation/a", "me|Observation0"));
        var third = Bundles.Link(page, "next")!;
        _queries.Clear();
        await app.Get(Bundles.Link(await app.Get(third), "previous")!);
        Keys(Asked()).ShouldBe(("me|Observation/", "me|Observation/c"));
    }

    [Theory]
    [InlineData("Observation?code=8867-4")]
    [InlineData("Observation?date=ge2000-01-01")]
    [InlineData("Observation?_lastUpdated=ge2000-01-01")]
    [InlineData("Observation?_sort=-date")]
    public async Task Where_more_is_asked_for_the_store_weighs_its_indexes(string search)
    {
        _queries.Clear();
        await App.Of(_server!, "me").Get(search);
        var asked = Asked();
        asked.Contains("hint").ShouldBeFalse();
        asked["filter"].AsBsonDocument.Contains("_id").ShouldBeFalse();
    }

    [Fact]
    public async Task A_whole_record_is_a_stretch_for_each_run_of_types_that_are_granted()
    {
        _queries.Clear();
        await App.Of(_server!, "me", "Patient,Observation,Procedure,Provenance").Get("Patient/me/$everything");
        Stretches().ShouldBe([("me|Patient/", "me|Patient0"), ("me|Observation/", "me|Provenance0")]);
        _queries.Clear();
        await App.Of(_server!, "me", "Patient,Observation,Provenance").Get("Patient/me/$everything");
        Stretches().ShouldBe([("me|Patient/", "me|Patient0"), ("me|Observation/", "me|Observation0"), ("me|Provenance/", "me|Provenance0")]);
    }

    private async Task IsStretch(App app, string search, string after, string before, string found)
    {
        _queries.Clear();
        (await app.Matches(search)).Select(m => m.Split('/')[1]).ShouldBe(found.Split(' '));
        Keys(Asked()).ShouldBe((after, before));
    }

    private BsonDocument Asked() => _queries.Last(q => q.Contains("find"));

    private IEnumerable<(string After, string Before)> Stretches() => _queries.Where(q => q.Contains("hint")).Select(Keys);

    private static (string After, string Before) Keys(BsonDocument query)
    {
        query["hint"].AsString.ShouldBe("_id_");
        var keys = query["filter"]["_id"].AsBsonDocument;
        keys.ElementCount.ShouldBe(2);
        return (keys["$gt"].AsString, keys["$lt"].AsString);
    }
}
