using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests;

public sealed class SmokeTests(StoreFixture store)
{
    [Fact]
    public async Task The_driver_inserts_finds_updates_and_deletes()
    {
        var things = store.NewCollection();
        await things.InsertManyAsync([new("_id", 1) { { "a", 1 } }, new("_id", 2) { { "a", 2 } }, new("_id", 3) { { "a", 3 } }]);
        (await things.Find(Builders<BsonDocument>.Filter.Gte("a", 2)).Sort("{a:-1}").ToListAsync()).Select(d => d["_id"].AsInt32).ShouldBe([3, 2]);
        (await things.UpdateOneAsync("{_id:2}", "{$set:{b:'x'}}")).ModifiedCount.ShouldBe(1);
        (await things.Find("{b:'x'}").SingleAsync())["_id"].ShouldBe(2);
        (await things.DeleteOneAsync("{_id:1}")).DeletedCount.ShouldBe(1);
        (await things.CountDocumentsAsync("{}")).ShouldBe(2);
        await things.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{a:1}", new CreateIndexOptions { Unique = true }));
        Should.Throw<MongoWriteException>(() => things.InsertOne(new BsonDocument("a", 3))).WriteError.Category.ShouldBe(ServerErrorCategory.DuplicateKey);
    }
}
