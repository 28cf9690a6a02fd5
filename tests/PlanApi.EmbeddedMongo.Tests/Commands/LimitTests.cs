using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>What would take all memory or stack is refused, and the store goes on.</summary>
public sealed class LimitTests(StoreFixture store)
{
    private static readonly string LongPath = string.Join('.', Enumerable.Repeat("a", 100_000));

    private static BsonDocument Pipeline(params BsonDocument[] stages) =>
        new() { { "aggregate", "things" }, { "pipeline", new BsonArray(stages) }, { "cursor", new BsonDocument() } };

    public static TheoryData<BsonDocument, int> TooMuch => new()
    {
        { new() { { "update", "things" }, { "updates", new BsonArray { new BsonDocument { { "q", new BsonDocument() }, { "u", new BsonDocument("$set", new BsonDocument(LongPath, 1)) } } } } }, 15 },
        { new() { { "update", "things" }, { "updates", new BsonArray { new BsonDocument { { "q", new BsonDocument() }, { "u", new BsonDocument("$push", new BsonDocument("x", new BsonDocument { { "$each", new BsonArray { 1, 2 } }, { "$sort", new BsonDocument(LongPath, 1) } })) } } } } }, 15 },
        { new() { { "update", "things" }, { "updates", new BsonArray { new BsonDocument { { "q", new BsonDocument(LongPath, 1) }, { "u", new BsonDocument("$set", new BsonDocument("x", 1)) }, { "upsert", true } } } } }, 15 },
        { new() { { "find", "things" }, { "filter", new BsonDocument(LongPath, 1) } }, 15 },
        { new() { { "find", "things" }, { "sort", new BsonDocument(LongPath, 1) } }, 15 },
        { new() { { "find", "things" }, { "projection", new BsonDocument(LongPath, 1) } }, 15 },
        { new() { { "distinct", "things" }, { "key", LongPath } }, 15 },
        { new() { { "createIndexes", "things" }, { "indexes", new BsonArray { new BsonDocument { { "name", "x" }, { "key", new BsonDocument(LongPath, 1) } } } } }, 15 },
        { new() { { "createIndexes", "things" }, { "indexes", new BsonArray { new BsonDocument { { "name", "x" }, { "key", new BsonDocument(Enumerable.Range(0, 33).Select(i => new BsonElement($"f{i}", 1))) } } } } }, 13103 },
        { Pipeline(new BsonDocument("$addFields", new BsonDocument(LongPath, 1))), 15 },
        { Pipeline(new BsonDocument("$project", new BsonDocument("x", "$" + LongPath))), 15 },
        { Pipeline(new BsonDocument("$unwind", "$" + LongPath)), 15 },
        { Pipeline([.. Enumerable.Repeat(Json.Doc("{$addFields:{a:{a:'$a'}}}"), 1001)]), 7749501 },
        { Pipeline([.. Enumerable.Repeat(Json.Doc("{$addFields:{a:{a:'$a'}}}"), 300)]), 15 },
        { Pipeline(Json.Doc("{$project:{x:{$reduce:{input:{$range:[0,300]},initialValue:1,in:['$$value']}}}}")), 15 },
        { Pipeline(Json.Doc("{$project:{x:{$reduce:{input:{$range:[0,60]},initialValue:1,in:['$$value','$$value']}}}}")), 10334 },
        { Pipeline(Json.Doc("{$project:{x:{$reduce:{input:{$range:[0,60]},initialValue:'x',in:{$concat:['$$value','$$value']}}}}}")), 10334 },
        { Pipeline(Json.Doc("{$project:{x:{$reduce:{input:{$range:[0,60]},initialValue:[1],in:{$concatArrays:['$$value','$$value']}}}}}")), 10334 },
        { Pipeline([.. Enumerable.Repeat(Json.Doc("{$addFields:{a:['$a','$a']}}"), 60)]), 10334 },
    };

    [Theory]
    [MemberData(nameof(TooMuch), DisableDiscoveryEnumeration = true)]
    public void What_grows_without_end_is_refused(BsonDocument command, int code)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:{b:1}}");
        try
        {
            var reply = things.Database.RunCommand<BsonDocument>(command);
            reply["writeErrors"][0]["code"].ToInt32().ShouldBe(code);
        }
        catch (MongoCommandException refusal)
        {
            refusal.Code.ShouldBe(code, refusal.Message);
        }
        things.Ids("{}").ShouldBe([1]);
    }

    [Theory]
    [InlineData("{$push:{$concat:['$x','$x']}}", "1", 146)]
    [InlineData("{$addToSet:{$concat:['$x',{$toString:'$_id'}]}}", "1", 146)]
    [InlineData("{$mergeObjects:{$arrayToObject:[[{k:{$toString:'$_id'},v:'$x'}]]}}", "1", 292)]
    [InlineData("{$push:{$concat:['$x','$x']}}", "'$_id'", 292)]
    [InlineData("{$last:{$concat:['$x','$x']}}", "'$_id'", 292)]
    public void Groups_beyond_a_hundred_megabytes_are_refused(string accumulator, string id, int code)
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 110).Select(i => new BsonDocument { { "_id", i }, { "x", new string('x', 1 << 19) } }));
        things.Database.Refusal($"{{aggregate:'things',pipeline:[{{$group:{{_id:{id},v:{accumulator}}}}}],cursor:{{}}}}").ShouldBe(code);
        // What is put in the place of another value does not add to it.
        things.Aggregate<BsonDocument>(Stages("[{$group:{_id:1,v:{$last:{$concat:['$x','$x']}},m:{$mergeObjects:{x:'$x'}}}}]")).Single()["v"].AsString.Length.ShouldBe(1 << 20);
    }

    private static List<BsonDocument> Stages(string pipeline) => [.. Json.Value(pipeline).AsBsonArray.Select(s => s.AsBsonDocument)];

    [Fact]
    public void Distinct_values_beyond_sixteen_megabytes_are_refused()
    {
        var things = store.NewCollection();
        for (var i = 0; i < 17; i++) things.InsertOne(new BsonDocument { { "_id", i }, { "x", new string((char)('a' + i), 1 << 20) } });
        things.Database.Refusal("{distinct:'things',key:'x'}").ShouldBe(17217);
    }
}
