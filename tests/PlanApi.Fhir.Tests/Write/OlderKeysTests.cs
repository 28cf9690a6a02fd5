using System.Net;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Fhir.Tests.Write;

/// <summary>A store that was written when keys did not say the owner is read, searched and written on like any other.</summary>
public sealed class OlderKeysTests(Store store) : IAsyncLifetime
{
    private readonly string _me = Some.Id(), _doctor = Some.Id();
    private FhirServer _server = null!;

    private IMongoCollection<BsonDocument> Resources => _server.Database!.GetCollection<BsonDocument>("records.resources");

    public async ValueTask InitializeAsync()
    {
        _server = new(store) { Database = store.NewDatabase() };
        await _server.InitializeAsync();
        await _server.Records.Put(Some.Patient(_me), Some.Practitioner(_doctor), Some.Observation("a" + _me, _me, "2020-01-01", $"Practitioner/{_doctor}"), Some.Observation("b" + _me, _me));
        await _server.Records.Put(Some.Observation("a" + _me, _me, "2021-01-01", $"Practitioner/{_doctor}"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Older_keys_are_moved_at_the_start_even_after_a_kill_in_the_middle(bool killed)
    {
        var moved = await Resources.Find(new BsonDocument("reference", $"Observation/a{_me}")).SingleAsync();
        await Resources.Indexes.DropOneAsync("by-version");
        await MakeOlder(Resources);
        await MakeOlder(_server.Database!.GetCollection<BsonDocument>("records.history"));
        if (killed)
            await Resources.InsertOneAsync(moved);
        await App.Of(_server, _me).Fails($"Observation/b{_me}", HttpStatusCode.NotFound);

        await _server.Records.EnsureIndexes(default);

        var app = App.Of(_server, _me);
        (await app.Matches("Observation")).ShouldBe([$"Observation/a{_me}", $"Observation/b{_me}"]);
        (await app.Get($"Observation/a{_me}")).GetProperty("meta").GetProperty("versionId").GetString().ShouldBe("2");
        (await app.Get($"Observation/a{_me}/_history/1")).GetProperty("effectiveDateTime").GetString().ShouldBe("2020-01-01");
        (await app.Get($"Practitioner/{_doctor}")).GetProperty("id").GetString().ShouldBe(_doctor);
        (await _server.Records.Changes.Put([Some.Bytes(Some.Observation("b" + _me, _me))], null, default)).Single().Kind.ShouldBe(ChangeKind.Unchanged);
        (await Resources.CountDocumentsAsync(FilterDefinition<BsonDocument>.Empty)).ShouldBe(4);
        (await (await Resources.Indexes.ListAsync()).ToListAsync()).ShouldContain(i => i["name"] == "by-version");
    }

    private static async Task MakeOlder(IMongoCollection<BsonDocument> documents)
    {
        foreach (var document in await documents.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync())
        {
            await documents.DeleteOneAsync(new BsonDocument("_id", document["_id"]));
            document["_id"] = document["reference"];
            document.Remove("reference");
            await documents.InsertOneAsync(document);
        }
    }
}
