using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>Update operators change what MongoDB's manual says they change.</summary>
public sealed class UpdateTests(StoreFixture store)
{
    [Theory]
    [InlineData("{_id:1,a:1}", "{$set:{a:2,'b.c':3}}", "{_id:1,a:2,b:{c:3}}")]
    [InlineData("{_id:1,a:1}", "{$set:{z:1,c:2}}", "{_id:1,a:1,c:2,z:1}")]
    [InlineData("{_id:1,a:[1,2]}", "{$set:{'a.3':9}}", "{_id:1,a:[1,2,null,9]}")]
    [InlineData("{_id:1,a:1,b:{c:1,d:2}}", "{$unset:{a:1,'b.c':''}}", "{_id:1,b:{d:2}}")]
    [InlineData("{_id:1,a:[1,2,3]}", "{$unset:{'a.1':1}}", "{_id:1,a:[1,null,3]}")]
    [InlineData("{_id:1,a:1}", "{$inc:{a:2,b:5}}", "{_id:1,a:3,b:5}")]
    [InlineData("{_id:1,a:2147483647}", "{$inc:{a:1}}", "{_id:1,a:{$numberLong:'2147483648'}}")]
    [InlineData("{_id:1,a:1}", "{$inc:{a:1.5}}", "{_id:1,a:2.5}")]
    [InlineData("{_id:1,a:3}", "{$mul:{a:2,b:7}}", "{_id:1,a:6,b:0}")]
    [InlineData("{_id:1,a:3,b:3}", "{$min:{a:2,b:4,c:1}}", "{_id:1,a:2,b:3,c:1}")]
    [InlineData("{_id:1,a:3,b:3}", "{$max:{a:2,b:4,c:1}}", "{_id:1,a:3,b:4,c:1}")]
    [InlineData("{_id:1,a:[1]}", "{$push:{a:2,b:'x'}}", "{_id:1,a:[1,2],b:['x']}")]
    [InlineData("{_id:1,a:[3]}", "{$push:{a:{$each:[1,2],$sort:1}}}", "{_id:1,a:[1,2,3]}")]
    [InlineData("{_id:1,a:[3,4]}", "{$push:{a:{$each:[1,2],$position:1}}}", "{_id:1,a:[3,1,2,4]}")]
    [InlineData("{_id:1,a:[3,4]}", "{$push:{a:{$each:[1,2],$slice:-3}}}", "{_id:1,a:[4,1,2]}")]
    [InlineData("{_id:1,a:[{n:2},{n:1}]}", "{$push:{a:{$each:[{n:3}],$sort:{n:-1},$slice:2}}}", "{_id:1,a:[{n:3},{n:2}]}")]
    [InlineData("{_id:1,a:[1,2,3,2]}", "{$pull:{a:2}}", "{_id:1,a:[1,3]}")]
    [InlineData("{_id:1,a:[1,2,3,4]}", "{$pull:{a:{$gte:3}}}", "{_id:1,a:[1,2]}")]
    [InlineData("{_id:1,a:[{p:1,v:1},{p:1,v:2},{p:2,v:1}]}", "{$pull:{a:{p:1,v:{$gt:1}}}}", "{_id:1,a:[{p:1,v:1},{p:2,v:1}]}")]
    [InlineData("{_id:1,a:['xa','b']}", "{$pull:{a:/^x/}}", "{_id:1,a:['b']}")]
    [InlineData("{_id:1,a:[1,2,3,2]}", "{$pullAll:{a:[2,3]}}", "{_id:1,a:[1]}")]
    [InlineData("{_id:1,a:[1]}", "{$addToSet:{a:1.0}}", "{_id:1,a:[1]}")]
    [InlineData("{_id:1,a:[1]}", "{$addToSet:{a:{$each:[1,2,2,{x:1}]}}}", "{_id:1,a:[1,2,{x:1}]}")]
    [InlineData("{_id:1,a:[1,2,3]}", "{$pop:{a:1}}", "{_id:1,a:[1,2]}")]
    [InlineData("{_id:1,a:[1,2,3]}", "{$pop:{a:-1}}", "{_id:1,a:[2,3]}")]
    [InlineData("{_id:1,a:1,b:{c:2}}", "{$rename:{a:'z','b.c':'y.x'}}", "{_id:1,b:{},y:{x:2},z:1}")]
    [InlineData("{_id:1,a:1}", "{$setOnInsert:{b:1},$set:{c:1}}", "{_id:1,a:1,c:1}")]
    [InlineData("{_id:1,a:[{n:1},{n:2}]}", "{$inc:{'a.$[].n':10}}", "{_id:1,a:[{n:11},{n:12}]}")]
    [InlineData("{_id:1,a:1}", "{$set:{}}", "{_id:1,a:1}")]
    public void An_operator_changes(string before, string update, string after)
    {
        var things = store.NewCollection();
        things.Insert(before);
        things.After(update).ShouldBe(Json.Doc(after));
    }

    [Fact]
    public void The_positional_operator_stands_for_the_element_that_matched()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:[{p:1,v:'x'},{p:2,v:'y'}],n:[5,6,7]}");
        things.After("{$set:{'a.$.v':'z'}}", "{_id:1,'a.p':2}")["a"].ShouldBe(BsonArray.Create(new[] { Json.Doc("{p:1,v:'x'}"), Json.Doc("{p:2,v:'z'}") }));
        things.After("{$inc:{'a.$.p':10}}", "{_id:1,a:{$elemMatch:{p:1,v:'x'}}}")["a"][0]["p"].ShouldBe(11);
        things.After("{$unset:{'n.$':1}}", "{_id:1,n:{$gt:5}}")["n"].ShouldBe(new BsonArray { 5, BsonNull.Value, 7 });
    }

    [Fact]
    public void Array_filters_choose_elements_by_name()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:[{n:1,t:[1,2]},{n:2,t:[2,3]}]}");
        things.After("{$set:{'a.$[big].hit':true,'a.$[].t.$[two]':20}}", arrayFilters: ["{'big.n':{$gt:1}}", "{two:2}"])
            .ShouldBe(Json.Doc("{_id:1,a:[{n:1,t:[1,20]},{n:2,t:[20,3],hit:true}]}"));
    }

    [Fact]
    public void Current_date_is_the_servers()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1}");
        var after = things.After("{$currentDate:{d:true,t:{$type:'timestamp'}}}");
        (DateTimeOffset.FromUnixTimeMilliseconds(after["d"].AsBsonDateTime.MillisecondsSinceEpoch) - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        after["t"].BsonType.ShouldBe(BsonType.Timestamp);
    }

    [Theory]
    [InlineData("{$set:{a:1},$inc:{a:1}}", 40)]
    [InlineData("{$set:{a:1,'a.b':1}}", 40)]
    [InlineData("{$foo:{a:1}}", 9)]
    [InlineData("{$set:1}", 9)]
    [InlineData("{$set:{_id:2}}", 66)]
    [InlineData("{$unset:{_id:1}}", 66)]
    [InlineData("{$inc:{s:1}}", 14)]
    [InlineData("{$inc:{a:'x'}}", 14)]
    [InlineData("{$push:{a:1}}", 2)]
    [InlineData("{$set:{'a.b':1}}", 28)]
    [InlineData("{$set:{'':1}}", 56)]
    [InlineData("{$set:{'x.$.y':1}}", 2)]
    [InlineData("{$set:{'a.$[]':1}}", 2)]
    [InlineData("{$set:{'l.$[e]':1}}", 2)]
    [InlineData("{$rename:{a:'a'}}", 2)]
    [InlineData("{$rename:{a:'a'},$set:{a:1}}", 2)]
    [InlineData("{$set:{a:1},$rename:{a:'a'}}", 40)]
    [InlineData("{$set:{a:1},$rename:{a:1}}", 40)]
    [InlineData("{$set:{a:1,'a.b':2},$inc:{c:'x'}}", 40)]
    [InlineData("{$inc:{c:'x'},$set:{a:1,'a.b':2}}", 14)]
    [InlineData("{$pop:{l:2}}", 9)]
    [InlineData("{$inc:{big:{$numberLong:'1'}}}", 2)]
    [InlineData("{a:1,$set:{b:1}}", 52)]
    [InlineData("{$bit:{a:{and:1}}}", 238)]
    public void A_wrong_update_is_refused_and_changes_nothing(string update, int code)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:1,s:'x',l:[1],big:{$numberLong:'9223372036854775807'}}");
        var reply = things.Database.Run($"{{update:'things',updates:[{{q:{{_id:1}},u:{update}}}]}}");
        reply["writeErrors"][0]["code"].ShouldBe(code);
        things.Find("{}").Single().ShouldBe(Json.Doc("{_id:1,a:1,s:'x',l:[1],big:{$numberLong:'9223372036854775807'}}"));
    }

    [Fact]
    public void An_upsert_makes_the_document_that_the_filter_and_the_update_describe()
    {
        var things = store.NewCollection();
        var result = things.UpdateOne("{k:1,'sub.x':2,n:{$gt:5},l:{$in:[7]}}", "{$set:{a:1},$setOnInsert:{b:2}}", new UpdateOptions { IsUpsert = true });
        result.MatchedCount.ShouldBe(0);
        var made = things.Find("{}").Single();
        made["_id"].ShouldBe(result.UpsertedId);
        made.Remove("_id");
        made.ShouldBe(Json.Doc("{k:1,sub:{x:2},l:7,a:1,b:2}"));
        things.ReplaceOne("{_id:9}", Json.Doc("{r:1}"), new ReplaceOptions { IsUpsert = true }).UpsertedId.ShouldBe(9);
        things.ReplaceOne("{_id:9}", Json.Doc("{r:2}"), new ReplaceOptions { IsUpsert = true }).ModifiedCount.ShouldBe(1);
        things.Find("{_id:9}").Single().ShouldBe(Json.Doc("{_id:9,r:2}"));
    }

    [Fact]
    public void Update_many_counts_what_matched_and_what_changed()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:1}", "{_id:2,a:1}", "{_id:3,a:1,b:1}");
        var result = things.UpdateMany("{a:1}", "{$set:{b:1}}");
        (result.MatchedCount, result.ModifiedCount).ShouldBe((3, 2));
    }

    [Fact]
    public void An_update_that_moves_a_document_in_its_index_visits_it_once()
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{a:1}"));
        things.InsertMany(Enumerable.Range(0, 300).Select(i => new BsonDocument { { "_id", i }, { "a", i } }));
        things.UpdateMany("{a:{$gte:0}}", "{$inc:{a:1000}}").ModifiedCount.ShouldBe(300);
        things.CountDocuments("{a:{$gte:1000,$lt:1300}}").ShouldBe(300);
    }

    [Fact]
    public void A_document_that_grows_beyond_16_megabytes_is_refused()
    {
        var things = store.NewCollection();
        things.InsertOne(new BsonDocument { { "_id", 1 }, { "a", new string('x', 15 * 1024 * 1024) } });
        Should.Throw<MongoWriteException>(() => things.UpdateOne("{_id:1}", new BsonDocument("$set", new BsonDocument("b", new string('x', 2 * 1024 * 1024))))).WriteError.Code.ShouldBe(17419);
        things.Find("{_id:1}").Project("{b:1}").Single().Contains("b").ShouldBeFalse();
    }
}
