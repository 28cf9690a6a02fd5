using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Execution;

/// <summary>Updates and deletes of many documents: how many does not decide how much memory they take.</summary>
public sealed class ManyChangesTests(StoreFixture fixture) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("many-").FullName;

    [Fact]
    public void Documents_are_read_one_by_one_when_their_turn_comes()
    {
        const int size = 500_000, count = 40;
        using var store = Store.Open(Path.Combine(_directory, "store.db"), _ => { });
        store.Writer.Run(s =>
        {
            var made = s.Create("d", "c", []);
            for (var i = 0; i < count; i++) s.Tables.Insert(made, RawValue.ToBytes(new BsonDocument { { "_id", i }, { "x", new BsonBinaryData(new byte[size]) } }));
            return true;
        });
        var allocated = store.Writer.Run(s =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            FindQuery.ToChange(s.File, s.Catalog.Find("d", "c")!, new Request(Filter.Everything)).First().Document.Length.ShouldBeGreaterThan(size);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        allocated.ShouldBeLessThan(size * count / 4);
    }

    [Fact]
    public void A_refusal_on_the_way_leaves_what_was_changed_before_it()
    {
        var things = fixture.NewCollection();
        things.Insert("{_id:1,n:1}", "{_id:2,n:1}", "{_id:3,n:'x'}", "{_id:4,n:1}");
        Should.Throw<MongoWriteException>(() => things.UpdateMany("{}", "{$inc:{n:1}}")).WriteError.Code.ShouldBe(14);
        things.Find("{}").ToList().Select(d => d["n"]).ShouldBe([2, 2, "x", 1]);
        things.UpdateMany("{n:{$type:'int'}}", "{$max:{n:2}}").ShouldSatisfyAllConditions(r => r.MatchedCount.ShouldBe(3), r => r.ModifiedCount.ShouldBe(1));
        things.DeleteMany("{n:{$gte:1}}").DeletedCount.ShouldBe(3);
        things.Ids("{}").ShouldBe([3]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
