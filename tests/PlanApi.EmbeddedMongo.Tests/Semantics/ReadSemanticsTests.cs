using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>Filters, distinct, count, cursors and collation: what is easy to get wrong.</summary>
public sealed class ReadSemanticsTests(StoreFixture store)
{
    private static readonly string[] Nulls =
    [
        "{_id:1}", "{_id:2,a:null}", "{_id:3,a:{$undefined:true}}", "{_id:4,a:4}", "{_id:5,a:{}}", "{_id:6,a:{b:null}}", "{_id:7,a:{b:1}}", "{_id:8,a:[]}", "{_id:9,a:[[]]}",
        "{_id:10,a:[{b:null},{}]}", "{_id:11,a:[{b:1},{b:2}]}", "{_id:12,a:[{b:1},{}]}", "{_id:13,a:[null,1]}", "{_id:14,a:[1,2]}", "{_id:15,a:{b:[]}}", "{_id:16,a:{b:[null]}}", "{_id:17,a:[{b:[]}]}"
    ];

    [Theory]
    [InlineData("{a:null}", new[] { 1, 2, 3, 13 })]
    [InlineData("{a:{$ne:null}}", new[] { 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17 })]
    [InlineData("{a:{$exists:false}}", new[] { 1 })]
    [InlineData("{a:{$in:[null,4]}}", new[] { 1, 2, 3, 4, 13 })]
    [InlineData("{a:{$nin:[null,4,1]}}", new[] { 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17 })]
    [InlineData("{a:{$gte:null}}", new[] { 1, 2, 3, 13 })]
    [InlineData("{a:{$gt:null}}", new int[0])]
    [InlineData("{a:{$type:'null'}}", new[] { 2, 13 })]
    [InlineData("{'a.b':null}", new[] { 1, 2, 3, 4, 5, 6, 10, 12, 16 })]
    [InlineData("{'a.b':{$ne:null}}", new[] { 7, 8, 9, 11, 13, 14, 15, 17 })]
    [InlineData("{'a.b':{$exists:false}}", new[] { 1, 2, 3, 4, 5, 8, 9, 13, 14 })]
    [InlineData("{'a.b':{$exists:true}}", new[] { 6, 7, 10, 11, 12, 15, 16, 17 })]
    [InlineData("{a:{$elemMatch:{b:null}}}", new[] { 9, 10, 12 })]
    [InlineData("{a:{$elemMatch:{$eq:null}}}", new[] { 13 })]
    [InlineData("{a:{$not:{$elemMatch:{b:1}}}}", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17 })]
    [InlineData("{'a.b':[]}", new[] { 15, 17 })]
    [InlineData("{a:{$size:0}}", new[] { 8 })]
    [InlineData("{'a.0':{$exists:true}}", new[] { 9, 10, 11, 12, 13, 14, 17 })]
    [InlineData("{a:{$all:[null,1]}}", new[] { 13 })]
    [InlineData("{a:{$elemMatch:{$all:[1],$gt:0}}}", new[] { 13, 14 })]
    [InlineData("{$expr:{$eq:['$a',null]}}", new[] { 2 })]
    [InlineData("{$expr:{$gt:['$a.b',0]}}", new[] { 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 })]
    [InlineData("{$and:[{$expr:{$eq:[{$type:'$a'},'missing']}},{_id:{$gt:0}}]}", new[] { 1 })]
    public void Null_missing_and_undefined(string filter, int[] expected)
    {
        var things = store.NewCollection();
        things.Insert(Nulls);
        things.Ids(filter).ShouldBe(expected);
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{a:1}"));
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{'a.b':1}"));
        things.Ids(filter).Order().ToArray().ShouldBe(expected, "with indexes");
    }

    [Theory]
    [InlineData("{a:{$numberDouble:'NaN'}}", new[] { 1, 2, 6 })]
    [InlineData("{a:{$gte:{$numberDecimal:'NaN'}}}", new[] { 1, 2, 6 })]
    [InlineData("{a:{$lte:{$numberDouble:'NaN'}}}", new[] { 1, 2, 6 })]
    [InlineData("{a:{$gt:{$numberDouble:'NaN'}}}", new int[0])]
    [InlineData("{a:{$lt:5}}", new[] { 4 })]
    [InlineData("{a:{$gte:{$numberDouble:'-Infinity'}}}", new[] { 3, 4, 6 })]
    [InlineData("{a:{$ne:{$numberDouble:'NaN'}}}", new[] { 3, 4, 5 })]
    [InlineData("{a:{$in:[{$numberDouble:'NaN'},'x']}}", new[] { 1, 2, 5, 6 })]
    public void No_number_equals_itself_alone(string filter, int[] expected)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:{$numberDouble:'NaN'}}", "{_id:2,a:{$numberDecimal:'NaN'}}", "{_id:3,a:5}", "{_id:4,a:{$numberDouble:'-Infinity'}}", "{_id:5,a:'x'}", "{_id:6,a:[{$numberDouble:'NaN'},7]}");
        things.Ids(filter).ShouldBe(expected);
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{a:1}"));
        things.Ids(filter).Order().ToArray().ShouldBe(expected, "with an index");
    }

    [Theory]
    [InlineData("{$expr:{$gt:['$spent','$budget']}}", "{}", new[] { 2 })]
    [InlineData("{$expr:{$eq:['$_id','$$id']}}", "{id:1}", new[] { 1 })]
    [InlineData("{$expr:{$in:['$_id','$$ids']}}", "{ids:[1,2]}", new[] { 1, 2 })]
    [InlineData("{$or:[{$expr:{$eq:['$_id','$$a']}},{_id:1}]}", "{a:{$add:[1,1]}}", new[] { 1, 2 })]
    [InlineData("{$nor:[{$expr:'$over'}]}", "{}", new[] { 1 })]
    [InlineData("{$expr:{$eq:['$_id','$$b']}}", "{a:1,b:{$add:['$$a',1]}}", new[] { 2 })]
    [InlineData("{$expr:{$eq:['$a','$$ROOT._id']}}", "{CURRENT:{a:2},b:'$a'}", new[] { 2 })]
    public void Expressions_in_filters_see_the_variables_of_let(string filter, string let, int[] expected)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,spent:1,budget:2}", "{_id:2,spent:3,budget:2,over:true}");
        var found = things.Database.Run($"{{find:'things',filter:{filter},let:{let}}}")["cursor"]["firstBatch"].AsBsonArray;
        found.Select(d => d["_id"].AsInt32).ShouldBe(expected);
    }

    [Theory]
    [InlineData("filter:{$expr:{$eq:['$a','$$x']}}", 17276)]
    [InlineData("filter:{},let:{x:'$a'}", 4890500)]
    [InlineData("filter:{},let:{x:'$$y',y:1}", 17276)]
    [InlineData("filter:{},let:{X:1}", 9)]
    [InlineData("filter:{},let:{'x-y':1}", 9)]
    [InlineData("filter:{a:{$elemMatch:{$expr:true}}}", 2)]
    [InlineData("filter:{a:{$all:[{$elemMatch:{b:1}},1]}}", 2)]
    [InlineData("filter:{a:{$mod:[{$numberDouble:'NaN'},1]}}", 2)]
    [InlineData("filter:{a:{$mod:[2,{$numberDouble:'Infinity'}]}}", 2)]
    [InlineData("filter:{a:{$ne:/x/}}", 2)]
    [InlineData("filter:{a:{$gt:/x/}}", 2)]
    [InlineData("filter:{a:{$bitsAllSet:1}}", 238)]
    [InlineData("filter:{$jsonSchema:{}}", 238)]
    [InlineData("sort:{a:'x'}", 15974)]
    [InlineData("sort:{a:0}", 15975)]
    [InlineData("sort:{a:{$meta:'textScore'}}", 238)]
    [InlineData("hint:5", 9)]
    [InlineData("limit:-1", 51024)]
    [InlineData("skip:-1", 51024)]
    [InlineData("batchSize:-1", 51024)]
    [InlineData("awaitData:true", 9)]
    [InlineData("min:{a:1}", 238)]
    [InlineData("returnKey:true", 238)]
    [InlineData("showRecordId:true", 238)]
    [InlineData("nothing:1", 40415)]
    public void A_wrong_find_is_refused(string arguments, int code) => store.NewDatabase().Refusal($"{{find:'things',{arguments}}}").ShouldBe(code);

    [Theory]
    [InlineData("a", "{}", "[1,2,[3],{b:1},null]")]
    [InlineData("a.b", "{}", "[1,2]")]
    [InlineData("l.v", "{}", "[1,2,3]")]
    [InlineData("l.0.v", "{}", "[1]")]
    [InlineData("a", "{_id:{$gt:4}}", "[1]")]
    [InlineData("missing", "{}", "[]")]
    public void Distinct_gives_the_elements_of_arrays(string key, string filter, string expected)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:[1,2,[3]]}", "{_id:2,a:1.0,l:[{v:1},{v:[2,3]}]}", "{_id:3,a:{b:1}}", "{_id:4,a:[null,{b:[1,2]}]}", "{_id:5,a:{$numberLong:'1'}}");
        var values = things.Database.Run($"{{distinct:'things',key:'{key}',query:{filter}}}")["values"].AsBsonArray;
        // The order of distinct values is not told: each expected one is there once. {b:[1,2]} is one more of a's.
        foreach (var value in Json.Value(expected).AsBsonArray) values.Count(v => v == value).ShouldBe(1, $"{value}");
        values.Count.ShouldBe(Json.Value(expected).AsBsonArray.Count + (key == "a" && filter == "{}" ? 1 : 0));
    }

    [Theory]
    [InlineData("a.1", "[{'1':'y'}]")]
    [InlineData("a.1.1", "['y']")]
    [InlineData("a.01", "[]")]
    public void Distinct_takes_digits_for_a_position_in_an_array(string key, string expected)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:[{'1':'x','01':'x'}]}", "{_id:2,a:[5,{'1':'y'}]}");
        things.Database.Run($"{{distinct:'things',key:'{key}'}}")["values"].ShouldBeExactly(expected);
    }

    [Theory]
    [InlineData("{}", 10)]
    [InlineData("query:{k:{$gte:3}}", 7)]
    [InlineData("query:{},skip:4", 6)]
    [InlineData("query:{},limit:3", 3)]
    [InlineData("query:{},limit:-3", 3)]
    [InlineData("query:{},skip:8,limit:5", 2)]
    [InlineData("query:{},skip:80", 0)]
    [InlineData("query:{k:{$lt:5}},skip:1,limit:3", 3)]
    [InlineData("query:{k:{$lt:5}},skip:4,limit:3,hint:'k_1'", 1)]
    [InlineData("query:{},limit:0", 10)]
    public void Count_with_skip_and_limit(string arguments, int expected)
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 10).Select(i => new BsonDocument { { "_id", i }, { "k", i } }));
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{k:1}"));
        things.Database.Run($"{{count:'things'{(arguments == "{}" ? "" : $",{arguments}")}}}")["n"].ShouldBe(expected);
    }

    [Fact]
    public void Cursors_give_batches_of_the_size_asked_and_end_when_told()
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 10).Select(i => new BsonDocument("_id", i)));
        BsonValue Cursor(string command) => things.Database.Run(command)["cursor"];
        var none = Cursor("{find:'things',batchSize:0}");
        (none["firstBatch"].AsBsonArray.Count, none["id"].AsInt64 != 0).ShouldBe((0, true));
        var rest = Cursor($"{{getMore:{{$numberLong:'{none["id"]}'}},collection:'things'}}");
        (rest["nextBatch"].AsBsonArray.Count, rest["id"].AsInt64).ShouldBe((10, 0));
        var single = Cursor("{find:'things',batchSize:3,singleBatch:true}");
        (single["firstBatch"].AsBsonArray.Count, single["id"].AsInt64).ShouldBe((3, 0));
        var limited = Cursor("{find:'things',batchSize:4,limit:6}");
        var last = Cursor($"{{getMore:{{$numberLong:'{limited["id"]}'}},collection:'things',batchSize:4}}");
        (limited["firstBatch"].AsBsonArray.Count, last["nextBatch"].AsBsonArray.Count, last["id"].AsInt64).ShouldBe((4, 2, 0));
        Cursor("{find:'things',limit:4}")["id"].ShouldBe(0L);
        Cursor("{find:'things',skip:9}")["firstBatch"].AsBsonArray.Count.ShouldBe(1);
        things.Find("{}").Limit(-5).ToList().Count.ShouldBe(5, "a negative limit is one batch");
        var aggregate = Cursor("{aggregate:'things',pipeline:[{$match:{_id:{$lt:7}}}],cursor:{batchSize:0}}");
        aggregate["firstBatch"].AsBsonArray.Count.ShouldBe(0);
        Cursor($"{{getMore:{{$numberLong:'{aggregate["id"]}'}},collection:'things',batchSize:100}}")["nextBatch"].AsBsonArray.Count.ShouldBe(7);
        var killed = things.Database.Run($"{{killCursors:'things',cursors:[{{$numberLong:'{Cursor("{find:'things',batchSize:1}")["id"]}'}},{{$numberLong:'1'}}]}}");
        (killed["cursorsKilled"].AsBsonArray.Count, killed["cursorsNotFound"].AsBsonArray.Count).ShouldBe((1, 1));
        things.Database.Refusal("{getMore:{$numberLong:'1'},collection:'things'}").ShouldBe(43);
    }

    [Theory]
    [InlineData("find:'things'")]
    [InlineData("count:'things'")]
    [InlineData("distinct:'things',key:'a'")]
    [InlineData("aggregate:'things',pipeline:[],cursor:{}")]
    [InlineData("findAndModify:'things',query:{},remove:true")]
    [InlineData("create:'others'")]
    public void A_collation_is_refused_and_the_simple_one_taken(string command)
    {
        var database = store.NewDatabase();
        var error = Should.Throw<MongoCommandException>(() => database.Run($"{{{command},collation:{{locale:'en',strength:2}}}}"));
        (error.Code, error.CodeName).ShouldBe((238, "NotImplemented"));
        database.Run($"{{{command},collation:{{locale:'simple'}}}}")["ok"].ShouldBe(1.0);
    }

    [Theory]
    [InlineData("update:'things',updates:[{q:{},u:{},collation:{locale:'en'}}]")]
    [InlineData("delete:'things',deletes:[{q:{},limit:0,collation:{locale:'en'}}]")]
    [InlineData("createIndexes:'things',indexes:[{key:{a:1},name:'a',collation:{locale:'en'}}]")]
    public void A_collation_inside_a_command_is_refused(string command) => store.NewDatabase().Refusal($"{{{command}}}").ShouldBe(238);
}
