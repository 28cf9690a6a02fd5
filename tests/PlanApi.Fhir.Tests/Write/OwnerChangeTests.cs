using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Fhir.Tests.Write;

/// <summary>A resource that is written for another patient than before: it changes its place in the store, and is never in none.</summary>
public sealed class OwnerChangeTests(Store store) : IAsyncLifetime
{
    private readonly string _one = Some.Id(), _two = Some.Id(), _id = Some.Id();
    private FhirServer _server = null!;

    private IMongoCollection<BsonDocument> Resources => _server.Database!.GetCollection<BsonDocument>("records.resources");

    public async ValueTask InitializeAsync()
    {
        _server = new(store) { Database = store.NewDatabase() };
        await _server.InitializeAsync();
        await _server.Records.Put(Some.Patient(_one), Some.Patient(_two), Some.Observation(_id, _one));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Is_the_other_ones_and_no_longer_the_first_ones()
    {
        await _server.Records.Put(Some.Observation(_id, _two));
        await IsOnlyOf(_two, _one, "2");
        await App.Of(_server, _two).Fails($"Observation/{_id}/_history/1", HttpStatusCode.NotFound);
        await _server.Records.Put(Some.Observation(_id, _one));
        await IsOnlyOf(_one, _two, "3");
        await App.Of(_server, _one).Get($"Observation/{_id}/_history/1");
        (await _server.Records.Changes.Delete("Observation", _id, default)).ShouldBeTrue();
        await App.Of(_server, _one).Fails($"Observation/{_id}", HttpStatusCode.Gone);
        await _server.Records.Put(Some.Observation(_id, _two));
        await IsOnlyOf(_two, _one, "5");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_killed_write_left_behind_the_next_one_takes_away(bool same)
    {
        var left = await Resources.Find(new BsonDocument("reference", $"Observation/{_id}")).SingleAsync();
        await _server.Records.Put(Some.Observation(_id, _two));
        await Resources.InsertOneAsync(left);
        await _server.Records.Put(Some.Observation(_id, same ? _two : _one));
        await IsOnlyOf(same ? _two : _one, same ? _one : _two, "3");
    }

    [Fact]
    public async Task Of_writes_for_several_patients_at_once_one_is_the_last_and_none_is_lost()
    {
        string[] patients = [_one, _two, _one, Some.Id()];
        await Task.WhenAll(patients.Select((p, i) => _server.Records.Put(Some.Observation(_id, p, $"2020-01-0{i + 1}"))));
        var last = await Resources.Find(new BsonDocument("reference", $"Observation/{_id}")).SingleAsync();
        last["version"].AsInt32.ShouldBeGreaterThanOrEqualTo(1 + patients.Length);
        last["_id"].ShouldBe($"{last["owner"]}|Observation/{_id}");
        var earlier = await _server.Database!.GetCollection<BsonDocument>("records.history").Find(new BsonDocument("reference", new BsonRegularExpression($"^Observation/{_id}/"))).ToListAsync();
        var dates = earlier.Append(last).Select(v => JsonNode.Parse(v["json"].AsByteArray)!["effectiveDateTime"]?.GetValue<string>()).OfType<string>();
        patients.Select((_, i) => $"2020-01-0{i + 1}").ShouldBeSubsetOf(dates);
    }

    private async Task IsOnlyOf(string owner, string other, string version)
    {
        (await App.Of(_server, owner).Get($"Observation/{_id}")).GetProperty("meta").GetProperty("versionId").GetString().ShouldBe(version);
        (await App.Of(_server, owner).Matches("Observation")).ShouldBe([$"Observation/{_id}"]);
        await App.Of(_server, other).Fails($"Observation/{_id}", HttpStatusCode.NotFound);
        (await App.Of(_server, other).Matches("Observation")).ShouldBeEmpty();
        (await Resources.CountDocumentsAsync(new BsonDocument("reference", $"Observation/{_id}"))).ShouldBe(1);
    }
}
