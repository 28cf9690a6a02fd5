using CsCheck;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Planning;

/// <summary>Ranges of an index that are walked to from one another, where they lie near, and sought where they do not.</summary>
public sealed class ManyRangesTests(StoreFixture store)
{
    [Fact]
    public void Keys_in_many_ranges_are_found_in_order_however_far_the_ranges_are_apart()
    {
        var near = Gen.Int[0, 60];
        var far = Gen.Int[0, 5000];
        Gen.Select(Gen.OneOf(near, far).Array[0, 400], Gen.OneOf(near, far).HashSet[16, 80], Gen.Bool, Gen.Int[2, 50])
            .Sample((values, wanted, descends, batch) =>
            {
                var things = store.NewCollection();
                things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>($"{{value:{(descends ? -1 : 1)},_id:1}}"));
                if (values.Length > 0)
                    things.InsertMany(values.Select((v, i) => new BsonDocument { { "_id", $"d{i:000}" }, { "value", Text(v) } }));
                var filter = new BsonDocument("value", new BsonDocument("$in", new BsonArray(wanted.Select(Text))));
                var found = Enumerable.Range(0, values.Length).Where(i => wanted.Contains(values[i])).ToList();
                var upwards = found.OrderBy(i => values[i]).ThenBy(i => descends ? -i : i).ToList();
                // A batch that ends in the middle is gone on from by another statement.
                Ids(things, filter, descends ? "{value:1,_id:-1}" : "{value:1,_id:1}", batch).ShouldBe(upwards);
                Ids(things, filter, descends ? "{value:-1,_id:1}" : "{value:-1,_id:-1}", batch).ShouldBe(Enumerable.Reverse(upwards));
                Ids(things, filter, "{_id:1}", batch).ShouldBe(found);
                things.Database.Client.DropDatabase(things.Database.DatabaseNamespace.DatabaseName);
            }, iter: 100, threads: 2);
    }

    [Theory]
    // Two of three keys lie between. The first of them is where a range ends, and the other is walked over.
    [InlineData(3, 199)]
    // Of those a hundred keys apart some are walked from at first, until it is plain.
    [InlineData(100, 115)]
    public void What_is_walked_over_is_counted(int apart, int examined)
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{value:1,_id:1}"));
        things.InsertMany(Enumerable.Range(0, 100 * apart).Select(i => new BsonDocument { { "_id", $"d{i:0000}" }, { "value", Text(i) } }));
        var filter = new BsonDocument("value", new BsonDocument("$in", new BsonArray(Enumerable.Range(0, 100).Select(i => Text(i * apart)))));
        var explained = things.Database.RunCommand<BsonDocument>(new BsonDocument { { "explain", new BsonDocument { { "find", "things" }, { "filter", filter }, { "projection", new BsonDocument("_id", 1) } } }, { "verbosity", "executionStats" } });
        explained["executionStats"]["nReturned"].ShouldBe(100);
        explained["executionStats"]["totalDocsExamined"].ShouldBe(0);
        explained["executionStats"]["totalKeysExamined"].ShouldBe(examined);
    }

    // Keys of texts tell the ids behind them, so that no document is read.
    private static string Text(int value) => $"v{value:0000}";

    private static List<int> Ids(IMongoCollection<BsonDocument> things, BsonDocument filter, string sort, int batch) =>
        [.. things.Find(filter, new() { BatchSize = batch }).Sort(sort).Project<BsonDocument>("{_id:1}").ToEnumerable().Select(d => int.Parse(d["_id"].AsString[1..]))];
}
