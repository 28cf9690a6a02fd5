using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>Updates of arrays: positions by $, $[] and $[name], $push with its modifiers, $pull with conditions.</summary>
public sealed class ArrayUpdateTests(StoreFixture store)
{
    [Theory]
    [InlineData("{a:[1,2,3]}", "{a:2}", "{$set:{'a.$':9}}", "{a:[1,9,3]}")]
    [InlineData("{a:[1,2,3]}", "{a:{$gte:2}}", "{$inc:{'a.$':10}}", "{a:[1,12,3]}")]
    [InlineData("{a:[1,2,3]}", "{a:{$in:[3,2]}}", "{$unset:{'a.$':1}}", "{a:[1,null,3]}")]
    [InlineData("{a:[{b:[1,2]},{b:[3]}]}", "{'a.b':3}", "{$push:{'a.$.b':4}}", "{a:[{b:[1,2]},{b:[3,4]}]}")]
    [InlineData("{a:[{b:1,c:1},{b:1,c:2}]}", "{a:{$elemMatch:{b:1,c:2}}}", "{$set:{'a.$.d':1}}", "{a:[{b:1,c:1},{b:1,c:2,d:1}]}")]
    [InlineData("{a:{b:[5,6]}}", "{'a.b':6}", "{$mul:{'a.b.$':2}}", "{a:{b:[5,12]}}")]
    [InlineData("{a:[{b:2}]}", "{'a.0.b':2}", "{$set:{'a.$.b':3}}", "{a:[{b:3}]}")]
    [InlineData("{a:[1,2],n:7}", "{n:7,a:2}", "{$pull:{a:1}}", "{a:[2],n:7}")]
    [InlineData("{a:[[1,2],[3]]}", "{}", "{$set:{'a.0.1':9,'a.1.2':8}}", "{a:[[1,9],[3,null,8]]}")]
    [InlineData("{a:[1,2,3]}", "{}", "{$set:{'a.01':9}}", "{a:[1,9,3]}")]
    [InlineData("{a:[1,2,3]}", "{a:2}", "{$set:{'a.$':9,'a.0':8,'a.2':7}}", "{a:[8,9,7]}")]
    [InlineData("{a:[1]}", "{}", "{$setOnInsert:{'a.$[]':9}}", "{a:[1]}")]
    [InlineData("{a:[{b:1},{c:1}]}", "{}", "{$set:{'a.$[].b':2}}", "{a:[{b:2},{c:1,b:2}]}")]
    [InlineData("{a:[[1,2],[3]]}", "{}", "{$inc:{'a.$[].$[]':1}}", "{a:[[2,3],[4]]}")]
    [InlineData("{a:[]}", "{}", "{$set:{'a.$[]':1}}", "{a:[]}")]
    [InlineData("{a:[{t:[{k:1},{k:2}]},{t:[{k:2}]}]}", "{}", "{$pull:{'a.$[].t':{k:2}}}", "{a:[{t:[{k:1}]},{t:[]}]}")]
    public void A_position_is_updated(string before, string filter, string update, string after) => Update(before, filter, update).ShouldBe(Json.Doc(after));

    [Theory]
    [InlineData("{a:[1,5,9]}", "{$set:{'a.$[big]':0}}", "{big:{$gte:5}}", "{a:[1,0,0]}")]
    [InlineData("{a:[{n:1,s:'x'},{n:2,s:'x'}]}", "{$set:{'a.$[e].s':'y'}}", "{'e.n':{$gt:1},'e.s':'x'}", "{a:[{n:1,s:'x'},{n:2,s:'y'}]}")]
    [InlineData("{a:[{n:1},{n:2},{n:3}]}", "{$unset:{'a.$[e].n':1}}", "{$or:[{'e.n':1},{'e.n':3}]}", "{a:[{},{n:2},{}]}")]
    [InlineData("{a:[{b:[1,2,3]},{b:[3,4]}]}", "{$mul:{'a.$[].b.$[odd]':10}}", "{odd:{$mod:[2,1]}}", "{a:[{b:[10,2,30]},{b:[30,4]}]}")]
    [InlineData("{a:[{tags:['x','y']},{tags:['z']}]}", "{$push:{'a.$[e].tags':'!'}}", "{'e.tags':'z'}", "{a:[{tags:['x','y']},{tags:['z','!']}]}")]
    [InlineData("{a:[1,2]}", "{$set:{'a.$[e]':0}}", "{e:99}", "{a:[1,2]}")]
    public void Array_filters_choose(string before, string update, string arrayFilter, string after) => Update(before, "{}", update, arrayFilter).ShouldBe(Json.Doc(after));

    [Theory]
    [InlineData("{a:[1]}", "{$push:{a:{$each:[]}}}", "{a:[1]}")]
    [InlineData("{}", "{$push:{a:{$each:[]}}}", "{a:[]}")]
    [InlineData("{a:[1]}", "{$push:{a:[2,3]}}", "{a:[1,[2,3]]}")]
    [InlineData("{a:[1,2,3]}", "{$push:{a:{$each:[9],$position:-1}}}", "{a:[1,2,9,3]}")]
    [InlineData("{a:[1]}", "{$push:{a:{$each:[9],$position:50}}}", "{a:[1,9]}")]
    [InlineData("{a:[1,2]}", "{$push:{a:{$each:[3],$slice:0}}}", "{a:[]}")]
    [InlineData("{a:[1,2]}", "{$push:{a:{$each:[3],$slice:2}}}", "{a:[1,2]}")]
    [InlineData("{a:[5,1]}", "{$push:{a:{$each:['x',null,2],$sort:1}}}", "{a:[null,1,2,5,'x']}")]
    [InlineData("{a:[5,1]}", "{$push:{a:{$each:[7],$sort:-1,$slice:2}}}", "{a:[7,5]}")]
    [InlineData("{a:[{n:1,m:2},{n:1,m:1},{m:0}]}", "{$push:{a:{$each:[],$sort:{n:-1,m:1}}}}", "{a:[{n:1,m:1},{n:1,m:2},{m:0}]}")]
    [InlineData("{a:[{n:[3,4]},{n:[1,9]},{n:2}]}", "{$push:{a:{$each:[],$sort:{n:1}}}}", "{a:[{n:2},{n:[1,9]},{n:[3,4]}]}")]
    [InlineData("{a:[{b:{c:2}},{b:{c:1}},7]}", "{$push:{a:{$each:[],$sort:{'b.c':1}}}}", "{a:[7,{b:{c:1}},{b:{c:2}}]}")]
    [InlineData("{a:[1,[1],1.0,2]}", "{$pull:{a:1}}", "{a:[[1],2]}")]
    [InlineData("{a:[[1,2],[2],1]}", "{$pull:{a:[1,2]}}", "{a:[[2],1]}")]
    [InlineData("{a:[1,5,[9]]}", "{$pull:{a:{$gt:3}}}", "{a:[1]}")]
    [InlineData("{a:[{b:1},{b:2,c:1},{c:1},3]}", "{$pull:{a:{b:{$exists:true}}}}", "{a:[{c:1},3]}")]
    [InlineData("{a:[{b:[1,2]},{b:[3]}]}", "{$pull:{a:{b:2}}}", "{a:[{b:[3]}]}")]
    [InlineData("{a:[{b:{c:1}},{b:{c:1,d:1}}]}", "{$pull:{a:{b:{c:1}}}}", "{a:[{b:{c:1,d:1}}]}")]
    [InlineData("{a:[{x:[{k:1}]},{x:[{k:2}]}]}", "{$pull:{a:{x:{$elemMatch:{k:2}}}}}", "{a:[{x:[{k:1}]}]}")]
    [InlineData("{a:[null,1,{}]}", "{$pull:{a:null}}", "{a:[1,{}]}")]
    [InlineData("{a:[1,2]}", "{$pull:{a:{$in:[2,/x/]}}}", "{a:[1]}")]
    [InlineData("{a:[1,{x:1}]}", "{$pullAll:{a:[{x:1.0},[1]]}}", "{a:[1]}")]
    [InlineData("{a:[{x:1,y:2}]}", "{$addToSet:{a:{y:2,x:1}}}", "{a:[{x:1,y:2},{y:2,x:1}]}")]
    [InlineData("{a:[]}", "{$pop:{a:1}}", "{a:[]}")]
    [InlineData("{a:1,b:[]}", "{$unset:{'a.x':1,'b.x':1}}", "{a:1,b:[]}")]
    [InlineData("{}", "{$pop:{a:1},$pull:{b:1},$pullAll:{c:[1]},$unset:{d:1}}", "{}")]
    public void An_array_operator_changes(string before, string update, string after) => Update(before, "{}", update).ShouldBe(Json.Doc(after));

    [Theory]
    [InlineData("{a:1}", "{$push:{a:{$each:1}}}", 2)]
    [InlineData("{a:1}", "{$addToSet:{a:{$each:1}}}", 14)]
    [InlineData("{a:[1]}", "{$push:{a:{$each:[1],$sort:{}}}}", 2)]
    [InlineData("{a:[1]}", "{$push:{a:{$each:[1],$sort:{b:2}}}}", 2)]
    [InlineData("{a:[1]}", "{$push:{a:{$each:[1],$sort:'x'}}}", 2)]
    [InlineData("{a:[1]}", "{$push:{a:{$each:[1],$slice:1.5}}}", 2)]
    [InlineData("{a:[1]}", "{$push:{a:{$each:[1],$nothing:1}}}", 2)]
    [InlineData("{a:null}", "{$push:{a:1}}", 2)]
    [InlineData("{a:1}", "{$addToSet:{a:1}}", 2)]
    [InlineData("{a:1}", "{$pull:{a:1}}", 2)]
    [InlineData("{a:1}", "{$pop:{a:1}}", 14)]
    [InlineData("{a:1}", "{$pullAll:{a:1}}", 2)]
    [InlineData("{}", "{$set:{'a.$[]':1}}", 2)]
    [InlineData("{}", "{$unset:{'a.$[]':1}}", 2)]
    [InlineData("{a:[1]}", "{$set:{'a.$':1}}", 2)]
    [InlineData("{}", "{$unset:{'a.$':1}}", 2)]
    [InlineData("{a:1}", "{$pull:{'a.b.$':1}}", 2)]
    [InlineData("{}", "{$unset:{'a.b.$[].c':1}}", 2)]
    [InlineData("{a:1}", "{$set:{'a.b.$[]':1}}", 2)]
    [InlineData("{a:[1]}", "{$set:{'a.b':1}}", 28)]
    [InlineData("{a:1}", "{$pop:{'a.b':1}}", 28)]
    [InlineData("{a:[1]}", "{$pull:{'a.b':1}}", 28)]
    [InlineData("{a:[1]}", "{$pullAll:{'a.b.c':[1]}}", 28)]
    [InlineData("{a:1}", "{$rename:{'a.b':'c'}}", 28)]
    [InlineData("{a:[1]}", "{$rename:{'a.b':'c'}}", 28)]
    [InlineData("{a:[1]}", "{$set:{'a.2000000':1}}", 34)]
    [InlineData("{a:[1]}", "{$rename:{'a.0':'b'}}", 2)]
    [InlineData("{a:[1],b:1}", "{$rename:{b:'a.0'}}", 2)]
    [InlineData("{a:[1]}", "{$setOnInsert:{'a.$':1}}", 2)]
    [InlineData("{a:1}", "{$setOnInsert:{'a.$[]':1}}", 2)]
    [InlineData("{}", "{$setOnInsert:{'a.$[].b':1}}", 2)]
    [InlineData("{a:[1]}", "{$pop:{'a.0':1},$set:{'a.$':1}}", 2)]
    [InlineData("{a:1,z:1}", "{$pop:{b:1,z:1},$rename:{'a.b':'zz'}}", 14)]
    public void A_wrong_update_of_an_array_is_refused(string before, string update, int code) =>
        Should.Throw<MongoWriteException>(() => Update(before, "{}", update)).WriteError.Code.ShouldBe(code);

    [Theory]
    [InlineData("{$set:{'a.$[e]':1}}", "[]", 2)]
    [InlineData("{$set:{'a.$[]':1}}", "[{e:1}]", 9)]
    [InlineData("{$set:{'a.$[e]':1}}", "[{e:1},{e:2}]", 9)]
    [InlineData("{$set:{'a.$[e]':1}}", "[{e:1,f:1}]", 9)]
    [InlineData("{$set:{'a.$[E]':1}}", "[{E:1}]", 2)]
    [InlineData("{$set:{'a.$[e]':1}}", "[{$expr:true}]", 9)]
    [InlineData("{x:1}", "[{e:1}]", 9)]
    [InlineData("{$set:{'a.$[]':1,'a.$[e]':2}}", "[{e:1}]", 40)]
    [InlineData("{$set:{'a.0':1,'a.$[e]':2}}", "[{e:1}]", 40)]
    [InlineData("{$set:{'a.$[e]':0,'a.1':5}}", "[{e:1}]", 40)]
    [InlineData("{$set:{'a.$[e]':1,'a.$[f]':2}}", "[{e:1},{f:{$lt:2}}]", 40)]
    [InlineData("{$set:{'l.$[e].m.$[]':1,'l.$[f].m.0':2}}", "[{'e.k':1},{'f.m':3}]", 40)]
    [InlineData("{$set:{'l.$[e].m.9':1,'l.$[f].m.9.x':2}}", "[{'e.k':1},{'f.m':3}]", 40)]
    [InlineData("{$inc:{a:1,'l.$[e].k':1,'l.$[f].k':1}}", "[{'e.k':1},{'f.m':3}]", 14)]
    [InlineData("{$pop:{'l.$[e].k':1},$set:{'l.$[f].k':1,'l.$[g].k':2}}", "[{'e.k':1},{'f.k':2},{'g.k':2}]", 14)]
    [InlineData("{$inc:{'l.$[e].m':1},$set:{'l.$[e].z':1,'l.$[f].z':1}}", "[{'e.k':1},{'f.m':3}]", 40)]
    [InlineData("{$set:{a:1,'a.$[e]':2}}", "[]", 40)]
    [InlineData("{$set:{'a.$[e]':2},$inc:{c:'x'}}", "[]", 2)]
    public void Wrong_array_filters_are_refused(string update, string arrayFilters, int code)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:[1],l:[{k:1,m:[3]},{k:2}]}");
        things.Database.Run($"{{update:'things',updates:[{{q:{{}},u:{update},arrayFilters:{arrayFilters}}}]}}")["writeErrors"][0]["code"].ShouldBe(code);
    }

    [Fact]
    public void A_position_found_by_the_query_has_its_turn_by_its_text()
    {
        var things = store.NewCollection();
        things.Insert("{a:[0,1,2,3,4,5,6,7,8,9,'x']}");
        var updates = new[] { "{$push:{'a.2':1},$inc:{'a.$':1}}", "{$push:{'a.1':1},$inc:{'a.$':1}}", "{$set:{'a.10':1,'a.$':1}}" };
        updates.Select(u => Should.Throw<MongoWriteException>(() => things.UpdateOne("{a:'x'}", u)).WriteError.Code).ShouldBe([14, 2, 40]);
    }

    [Fact]
    public void Filters_that_share_an_array_of_many_elements_are_told_apart_one_element_at_a_time()
    {
        var things = store.NewCollection();
        things.InsertOne(new BsonDocument { { "_id", 1 }, { "a", new BsonArray(Enumerable.Range(0, 200_000)) } });
        things.Database.Run("{update:'things',updates:[{q:{},u:{$set:{'a.$[e]':-1},$inc:{'a.$[f]':1}},arrayFilters:[{e:{$lt:100000}},{f:{$gte:100000}}]}]}")["nModified"].ShouldBe(1);
        var after = things.Find("{}").Single()["a"].AsBsonArray;
        (after[0], after[99_999], after[100_000], after[199_999]).ShouldBe((-1, -1, 100_001, 200_000));
    }

    [Fact]
    public void As_many_fields_as_a_message_holds_are_set_at_once()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1}");
        var many = new BsonDocument(Enumerable.Range(0, 200_000).Select(i => new BsonElement(i % 2 == 0 ? $"{i}" : $"f{i}", i)));
        things.UpdateOne("{_id:1}", new BsonDocument("$set", many)).ModifiedCount.ShouldBe(1);
        things.Find("{_id:1}").Single().ElementCount.ShouldBe(200_001);
    }

    private BsonDocument Update(string before, string filter, string update, params string[] arrayFilters)
    {
        var things = store.NewCollection();
        things.Insert(before);
        var options = new UpdateOptions { ArrayFilters = arrayFilters.Select(f => (ArrayFilterDefinition)new BsonDocumentArrayFilterDefinition<BsonDocument>(Json.Doc(f))).ToList() };
        things.UpdateOne(filter, update, arrayFilters.Length > 0 ? options : null).MatchedCount.ShouldBe(1);
        var after = things.Find("{}").Single();
        after.Remove("_id");
        return after;
    }
}
