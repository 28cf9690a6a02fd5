using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>Filters find what MongoDB's manual says they find.</summary>
public sealed class FilterTests(StoreFixture store)
{
    private static readonly string[] Things =
    [
        "{_id:1, a:1, s:'apple', tags:['x','y'], sub:{k:1}}",
        "{_id:2, a:2.5, s:'Banana', tags:[], sub:{k:2, l:[1,2]}}",
        "{_id:3, a:{$numberLong:'3'}, s:null, tags:'x', items:[{p:1,v:'a'},{p:2,v:'b'}]}",
        "{_id:4, a:[1,5], tags:['y',['x']], items:[{p:1,v:'b'},{p:2,v:'a'}]}",
        "{_id:5, a:{$numberDecimal:'2.5'}, s:'apricot', items:[]}",
        "{_id:6, d:{$date:{$numberLong:'1000'}}, o:{$oid:'507f1f77bcf86cd799439011'}, b:true, r:{$regularExpression:{pattern:'^ap',options:''}}}",
        "{_id:7, a:{$numberDouble:'NaN'}, items:[1,2,{p:[1,2]}]}"
    ];

    [Theory]
    [InlineData("{a:1}", new[] { 1, 4 })]
    [InlineData("{a:2.5}", new[] { 2, 5 })]
    [InlineData("{a:3}", new[] { 3 })]
    [InlineData("{a:{$gt:2}}", new[] { 2, 3, 4, 5 })]
    [InlineData("{a:{$gt:1,$lt:5}}", new[] { 2, 3, 4, 5 })]
    [InlineData("{a:{$elemMatch:{$gt:1,$lt:6}}}", new[] { 4 })]
    [InlineData("{a:{$lte:1}}", new[] { 1, 4 })]
    [InlineData("{a:{$ne:1}}", new[] { 2, 3, 5, 6, 7 })]
    [InlineData("{a:{$in:[1,3]}}", new[] { 1, 3, 4 })]
    [InlineData("{a:{$nin:[1,3]}}", new[] { 2, 5, 6, 7 })]
    [InlineData("{a:{$exists:false}}", new[] { 6 })]
    [InlineData("{s:null}", new[] { 3, 4, 6, 7 })]
    [InlineData("{s:{$ne:null}}", new[] { 1, 2, 5 })]
    [InlineData("{s:{$exists:true}}", new[] { 1, 2, 3, 5 })]
    [InlineData("{s:{$type:'null'}}", new[] { 3 })]
    [InlineData("{a:{$type:'number'}}", new[] { 1, 2, 3, 4, 5, 7 })]
    [InlineData("{a:{$type:['long','decimal']}}", new[] { 3, 5 })]
    [InlineData("{tags:{$type:'array'}}", new[] { 1, 2, 4 })]
    [InlineData("{tags:'x'}", new[] { 1, 3 })]
    [InlineData("{tags:['x']}", new[] { 4 })]
    [InlineData("{tags:['x','y']}", new[] { 1 })]
    [InlineData("{tags:[]}", new[] { 2 })]
    [InlineData("{tags:{$size:2}}", new[] { 1, 4 })]
    [InlineData("{tags:{$all:['x','y']}}", new[] { 1 })]
    [InlineData("{tags:{$all:[]}}", new int[0])]
    [InlineData("{'tags.0':'y'}", new[] { 4 })]
    [InlineData("{'sub.k':{$gte:1}}", new[] { 1, 2 })]
    [InlineData("{'sub.l':2}", new[] { 2 })]
    [InlineData("{sub:{k:1}}", new[] { 1 })]
    [InlineData("{'items.p':1}", new[] { 3, 4, 7 })]
    [InlineData("{'items.p':1,'items.v':'b'}", new[] { 3, 4 })]
    [InlineData("{items:{$elemMatch:{p:1,v:'b'}}}", new[] { 4 })]
    [InlineData("{items:{$all:[{$elemMatch:{p:1}},{$elemMatch:{v:'a'}}]}}", new[] { 3, 4 })]
    [InlineData("{'items.1.v':'b'}", new[] { 3 })]
    [InlineData("{'items.v':null}", new[] { 1, 2, 6, 7 })]
    [InlineData("{'items.v':{$exists:false}}", new[] { 1, 2, 5, 6, 7 })]
    [InlineData("{s:/^ap/}", new[] { 1, 5 })]
    [InlineData("{s:/^B/i}", new[] { 2 })]
    [InlineData("{s:{$regex:'an',$options:'i'}}", new[] { 2 })]
    [InlineData("{s:{$in:[/^ap/,null]}}", new[] { 1, 3, 4, 5, 6, 7 })]
    [InlineData("{r:/^ap/}", new[] { 6 })]
    [InlineData("{s:{$not:/^ap/}}", new[] { 2, 3, 4, 6, 7 })]
    [InlineData("{a:{$not:{$gt:2}}}", new[] { 1, 6, 7 })]
    [InlineData("{a:{$mod:[2,1]}}", new[] { 1, 3, 4 })]
    [InlineData("{$or:[{a:1},{s:'Banana'}]}", new[] { 1, 2, 4 })]
    [InlineData("{$nor:[{a:{$exists:true}},{s:null}]}", new int[0])]
    [InlineData("{$and:[{a:{$gt:1}},{s:{$gt:'a'}}]}", new[] { 5 })]
    [InlineData("{a:{$gt:{$minKey:1}}}", new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("{b:true, o:{$oid:'507f1f77bcf86cd799439011'}, d:{$lt:{$date:{$numberLong:'1001'}}}}", new[] { 6 })]
    [InlineData("{a:{$numberDouble:'NaN'}}", new[] { 7 })]
    [InlineData("{a:{$lt:100}}", new[] { 1, 2, 3, 4, 5 })]
    public void A_filter_finds(string filter, int[] expected)
    {
        var things = store.NewCollection();
        things.Insert(Things);
        things.Ids(filter).ShouldBe(expected);
        foreach (var index in (string[])["{a:1}", "{s:1}", "{tags:-1}", "{'items.p':1,'items.v':1}", "{'sub.k':1}"]) things.Indexes.CreateOne(new MongoDB.Driver.CreateIndexModel<MongoDB.Bson.BsonDocument>(index));
        things.Ids(filter).Order().ToArray().ShouldBe(expected, "with indexes");
    }

    [Theory]
    [InlineData("{a:{$foo:1}}", 2)]
    [InlineData("{$foo:1}", 2)]
    [InlineData("{$or:[]}", 2)]
    [InlineData("{$or:{a:1}}", 2)]
    [InlineData("{a:{$in:1}}", 2)]
    [InlineData("{a:{$in:[{$gt:1}]}}", 2)]
    [InlineData("{a:{$size:-1}}", 9)]
    [InlineData("{a:{$regex:'('}}", 51091)]
    [InlineData("{a:{$mod:[0,1]}}", 2)]
    [InlineData("{a:{$type:'nothing'}}", 2)]
    [InlineData("{a:{$elemMatch:1}}", 2)]
    [InlineData("{$where:'true'}", 238)]
    [InlineData("{a:{$near:[1,2]}}", 238)]
    public void A_filter_that_is_wrong_or_unknown_is_refused_with_its_code(string filter, int code) =>
        store.NewDatabase().Refusal($"{{find:'things', filter:{filter}}}").ShouldBe(code);

    [Fact]
    public void What_is_excluded_again_and_again_is_still_read_as_it_is_asked()
    {
        var database = store.NewDatabase();
        database.GetCollection<BsonDocument>("things").Insert(Things);
        int[] Found(string nor, string let = "{}") =>
            [.. database.Run($"{{find:'things', filter:{{$nor:{nor}}}, sort:{{_id:1}}, let:{let}}}")["cursor"]["firstBatch"].AsBsonArray.Select(d => d["_id"].AsInt32)];

        Found("[{a:{$lt:100}}]").ShouldBe([6, 7]);
        Found("[{a:{$lt:100}}]").ShouldBe([6, 7]);
        Found("[{a:{$lt:2}}]").ShouldBe([2, 3, 5, 6, 7]);
        // The same bytes as those of the array above, of another type.
        database.Refusal("{find:'things', filter:{$nor:{'0':{a:{$lt:100}}}}}").ShouldBe(2);
        Found("[{$expr:{$lt:['$_id','$$n']}}]", "{n:4}").ShouldBe([4, 5, 6, 7]);
        Found("[{$expr:{$lt:['$_id','$$n']}}]", "{n:6}").ShouldBe([6, 7]);
    }

    [Fact]
    public void What_is_excluded_may_differ_each_time()
    {
        var things = store.NewCollection();
        things.Insert([.. Enumerable.Range(0, 600).Select(i => $"{{_id:{i}}}")]);
        for (var i = 0; i < 600; i++) things.CountDocuments($"{{$nor:[{{_id:{{$gt:{i}}}}}]}}").ShouldBe(i + 1);
    }

    [Fact]
    public void A_filter_nested_deeper_than_a_hundred_is_refused()
    {
        // MongoDB's driver does not send what is so deep: the parser is asked.
        static RawValue Deep(int levels)
        {
            var filter = new BsonDocument("a", 1);
            for (var i = 0; i < levels; i++) filter = new BsonDocument("$or", new BsonArray { filter });
            return RawValue.From(filter);
        }
        Should.Throw<CommandException>(() => FilterParser.Parse(Deep(110))).Code.ShouldBe(ErrorCode.BadValue);
        FilterParser.Parse(Deep(80)).ShouldBeOfType<OrFilter>();
    }
}
