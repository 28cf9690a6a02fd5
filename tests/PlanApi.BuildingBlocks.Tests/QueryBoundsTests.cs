using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.TestKit;
using PlanApi.TestMongo;

namespace PlanApi.BuildingBlocks.Tests;

/// <summary>The bound that every host of these tests is held to does find the queries that break it.</summary>
public sealed class QueryBoundsTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task A_scan_and_an_index_that_leads_to_too_much_are_told_and_good_queries_are_not()
    {
        Assert.SkipWhen(ChosenMongo.IsNamed, "The embedded store explains its queries.");
        using var bounds = new QueryBounds(host.Database);
        var things = bounds.Database.GetCollection<BsonDocument>("test.things");
        await things.Indexes.CreateManyAsync([new("{owner:1}"), new("{state:1}")]);
        await things.InsertManyAsync(Enumerable.Range(1, 5).Select(i => new BsonDocument { { "_id", $"thing-number-{i}" }, { "owner", $"owner-number-{i}" }, { "state", "Open" }, { "mail", $"p{i}@things.example" } }));

        await things.Find("{owner:'owner-number-2'}").ToListAsync();
        await things.CountDocumentsAsync("{_id:{$in:[]}}");
        await things.UpdateOneAsync("{owner:'owner-number-2',state:'Open'}", "{$set:{x:1}}");
        await things.Find("{mail:'p3@things.example'}").ToListAsync();
        await things.DeleteOneAsync("{state:'Open',mail:'p9@things.example'}");

        var problems = await bounds.Check();

        problems.Count.ShouldBe(2, string.Join(Environment.NewLine, problems));
        problems.ShouldContain(p => p.Contains("test.things: scans the collection", StringComparison.Ordinal) && p.Contains("p3@things.example", StringComparison.Ordinal));
        problems.ShouldContain(p => p.Contains("test.things: examines too much", StringComparison.Ordinal) && p.Contains("p9@things.example", StringComparison.Ordinal));
    }
}
