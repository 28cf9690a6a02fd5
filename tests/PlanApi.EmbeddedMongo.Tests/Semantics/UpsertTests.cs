using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>What an upsert makes of its filter and its update; findAndModify; bulk writes.</summary>
public sealed class UpsertTests(StoreFixture store)
{
    [Theory]
    [InlineData("{_id:1,a:2}", "{$set:{b:3}}", "{_id:1,a:2,b:3}")]
    [InlineData("{_id:1,n:5}", "{$inc:{n:1}}", "{_id:1,n:6}")]
    [InlineData("{_id:{$eq:1},a:{$eq:null}}", "{$set:{b:3}}", "{_id:1,a:null,b:3}")]
    [InlineData("{$and:[{_id:1},{a:{$in:[2]}}],b:{$gt:7}}", "{$setOnInsert:{c:1}}", "{_id:1,a:2,c:1}")]
    [InlineData("{$or:[{_id:1}]}", "{$set:{b:3}}", "{_id:1,b:3}")]
    [InlineData("{_id:1,$or:[{a:1},{a:2}]}", "{$set:{b:3}}", "{_id:1,b:3}")]
    [InlineData("{_id:1,'a.b':1,'a.c':2}", "{$push:{'a.d':3}}", "{_id:1,a:{b:1,c:2,d:[3]}}")]
    [InlineData("{_id:1,a:{$all:[4]}}", "{$set:{b:3}}", "{_id:1,a:4,b:3}")]
    [InlineData("{_id:1,a:{$elemMatch:{x:1}},b:{$exists:true},c:/x/,d:{$ne:1}}", "{$set:{e:3}}", "{_id:1,e:3}")]
    [InlineData("{a:1}", "{$set:{_id:7}}", "{_id:7,a:1}")]
    [InlineData("{a:1}", "{$setOnInsert:{_id:7}}", "{_id:7,a:1}")]
    [InlineData("{_id:1,a:5}", "{x:1}", "{_id:1,x:1}")]
    [InlineData("{a:5}", "{_id:3,x:1}", "{_id:3,x:1}")]
    [InlineData("{_id:1,a:2}", "[{$set:{b:{$add:['$a',1]}}}]", "{_id:1,a:2,b:3}")]
    [InlineData("{_id:1,a:2}", "[{$replaceWith:{c:'$a'}}]", "{_id:1,c:2}")]
    [InlineData("{_id:1,a:[1,2]}", "{$addToSet:{a:2}}", "{_id:1,a:[1,2]}")]
    public void An_upsert_makes(string filter, string update, string made)
    {
        var database = store.NewDatabase();
        var reply = database.Run($"{{update:'things',updates:[{{q:{filter},u:{update},upsert:true}}]}}");
        (reply["n"], reply["nModified"], reply["upserted"][0]["_id"]).ShouldBe((1, 0, Json.Doc(made)["_id"]));
        database.GetCollection<BsonDocument>("things").Find("{}").Single().ShouldBe(Json.Doc(made));
    }

    [Theory]
    [InlineData("{_id:1,$and:[{a:1},{a:2}]}", "{$set:{b:1}}", 54)]
    [InlineData("{_id:1,a:1,'a.b':2}", "{$set:{b:1}}", 54)]
    [InlineData("{_id:1}", "{$set:{_id:2}}", 66)]
    [InlineData("{_id:1}", "{_id:2}", 66)]
    [InlineData("{_id:1,$expr:{$eq:[1,1]}}", "{$set:{a:1}}", 224)]
    [InlineData("{_id:{$in:[[1]]}}", "{$set:{a:1}}", 53)]
    [InlineData("{}", "{$set:{_id:{$literal:1}}}", 52)]
    public void A_wrong_upsert_is_refused(string filter, string update, int code)
    {
        var database = store.NewDatabase();
        database.Run($"{{update:'things',updates:[{{q:{filter},u:{update},upsert:true}}]}}")["writeErrors"][0]["code"].ShouldBe(code);
        database.GetCollection<BsonDocument>("things").CountDocuments("{}").ShouldBe(0);
    }

    [Theory]
    [InlineData("query:{},sort:{n:1},update:{$set:{x:1}}", "{_id:2,n:1,l:[1,2]}", "{n:1,updatedExisting:true}")]
    [InlineData("query:{},sort:{n:-1},update:{$set:{x:1}},new:true", "{_id:1,n:3,l:[5],x:1}", "{n:1,updatedExisting:true}")]
    [InlineData("query:{},sort:{l:-1},update:{$set:{x:1}},fields:{_id:1}", "{_id:1}", "{n:1,updatedExisting:true}")]
    [InlineData("query:{},sort:{n:1},remove:true,fields:{l:0}", "{_id:2,n:1}", "{n:1}")]
    [InlineData("query:{_id:9},remove:true", "null", "{n:0}")]
    [InlineData("query:{_id:9},update:{$set:{x:1}}", "null", "{n:0,updatedExisting:false}")]
    [InlineData("query:{_id:9},update:{$set:{x:1}},upsert:true", "null", "{n:1,updatedExisting:false,upserted:9}")]
    [InlineData("query:{_id:9},update:{$set:{x:1}},upsert:true,new:true,fields:{x:1,_id:0}", "{x:1}", "{n:1,updatedExisting:false,upserted:9}")]
    [InlineData("query:{_id:1},update:{y:1},new:true", "{_id:1,y:1}", "{n:1,updatedExisting:true}")]
    [InlineData("query:{_id:1},update:[{$set:{n:{$add:['$n','$$by']}}},{$unset:'l'}],let:{by:4},new:true", "{_id:1,n:7}", "{n:1,updatedExisting:true}")]
    [InlineData("query:{l:2},update:{$set:{'l.$':7}},new:true", "{_id:2,n:1,l:[1,7]}", "{n:1,updatedExisting:true}")]
    [InlineData("query:{_id:1},update:{$set:{n:3}},new:true", "{_id:1,n:3,l:[5]}", "{n:1,updatedExisting:true}")]
    public void Find_and_modify_returns(string arguments, string value, string last)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,n:3,l:[5]}", "{_id:2,n:1,l:[1,2]}");
        var reply = things.Database.Run($"{{findAndModify:'things',{arguments}}}");
        reply["value"].ShouldBe(Json.Value(value));
        reply["lastErrorObject"].ShouldBe(Json.Doc(last));
    }

    [Theory]
    [InlineData("query:{},remove:true,new:true", 9)]
    [InlineData("query:{},remove:true,upsert:true", 9)]
    [InlineData("query:{},update:{$set:{_id:5}}", 66)]
    [InlineData("query:{},update:{$foo:1}", 9)]
    [InlineData("query:{},update:{$set:{a:1}},sort:{a:3}", 15975)]
    [InlineData("query:{},update:[{$match:{}}]", 72)]
    [InlineData("query:{},update:{$set:{a:1}},hint:'none'", 2)]
    [InlineData("query:{},update:{$set:{a:1}},collation:{locale:'de'}", 238)]
    public void A_wrong_find_and_modify_is_refused(string arguments, int code)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1}");
        things.Database.Refusal($"{{findAndModify:'things',{arguments}}}").ShouldBe(code);
    }

    [Fact]
    public void A_command_of_a_wrong_shape_is_refused_whole_and_a_wrong_statement_by_itself()
    {
        var things = store.NewCollection();
        things.Database.Refusal("{update:'things',updates:[{q:{},u:{$set:{a:1}},upsert:true},{q:{},u:{},sort:{a:1}}]}").ShouldBe(40415);
        things.Database.Refusal("{update:'things',updates:[{q:{},u:{$set:{a:1}},upsert:true},{q:{},u:1}]}").ShouldBe(9);
        things.Database.Refusal("{delete:'things',deletes:[{q:{},limit:0},{q:{}}]}").ShouldBe(40414);
        things.Database.Refusal("{delete:'things',deletes:[{q:{},limit:2}]}").ShouldBe(9);
        things.CountDocuments("{}").ShouldBe(0, "nothing was done");
        var reply = things.Database.Run("{update:'things',updates:[{q:{_id:1},u:{$set:{a:1}},upsert:true},{q:{a:{$foo:1}},u:{$set:{a:2}}},{q:{_id:3},u:{},upsert:true}],ordered:false}");
        (reply["n"], reply["writeErrors"].AsBsonArray.Count, reply["writeErrors"][0]["index"], reply["writeErrors"][0]["code"]).ShouldBe((2, 1, 1, 2));
        things.Ids("{}").ShouldBe([1, 3]);
        reply = things.Database.Run("{delete:'things',deletes:[{q:{a:{$foo:1}},limit:0},{q:{},limit:0}]}");
        (reply["n"], reply["writeErrors"][0]["index"]).ShouldBe((0, 0));
        things.Ids("{}").ShouldBe([1, 3], "ordered: it stopped");
    }
}
