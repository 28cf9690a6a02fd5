using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>Stages, accumulators, and updates by pipeline.</summary>
public sealed class PipelineTests(StoreFixture store)
{
    [Theory]
    [InlineData("[{$set:{b:{$add:['$a',1]}}}]", "{_id:1,a:1,o:{x:1,y:[{z:1},{z:2}]},b:2}")]
    [InlineData("[{$set:{o:{w:5}}},{$unset:'o.y'}]", "{_id:1,a:1,o:{x:1,w:5}}")]
    [InlineData("[{$addFields:{'o.y.z':9}}]", "{_id:1,a:1,o:{x:1,y:[{z:9},{z:9}]}}")]
    [InlineData("[{$set:{a:'$missing'}}]", "{_id:1,o:{x:1,y:[{z:1},{z:2}]}}")]
    [InlineData("[{$unset:['a','o.y.z','none']}]", "{_id:1,o:{x:1,y:[{},{}]}}")]
    [InlineData("[{$project:{a:1}}]", "{_id:1,a:1}")]
    [InlineData("[{$replaceRoot:{newRoot:'$o'}},{$unset:'y'}]", "{_id:1,x:1}")]
    [InlineData("[{$replaceWith:{_id:1,n:'$$NOW'}},{$set:{n:{$type:'$n'}}}]", "{_id:1,n:'date'}")]
    [InlineData("[{$set:{a:'$$by'}}]", "{_id:1,a:10,o:{x:1,y:[{z:1},{z:2}]}}")]
    [InlineData("[]", "{_id:1,a:1,o:{x:1,y:[{z:1},{z:2}]}}")]
    public void An_update_by_pipeline_makes(string update, string after)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:1,o:{x:1,y:[{z:1},{z:2}]}}");
        things.Database.Run($"{{update:'things',updates:[{{q:{{}},u:{update},multi:true}}],let:{{by:10}}}}")["n"].ShouldBe(1);
        things.Find("{}").Single().ShouldBe(Json.Doc(after));
    }

    [Theory]
    [InlineData("[{$match:{}}]", "", 72)]
    [InlineData("[{$group:{_id:1}}]", "", 72)]
    [InlineData("[{$lookup:{}}]", "", 238)]
    [InlineData("[{$nothing:1}]", "", 40324)]
    [InlineData("[{$set:{_id:5}}]", "", 66)]
    [InlineData("[{$set:{a:'$$nobody'}}]", "", 17276)]
    [InlineData("[{$replaceWith:'$a'}]", "", 40228)]
    [InlineData("[{$set:{a:1}}]", ",arrayFilters:[{e:1}]", 9)]
    public void A_wrong_update_by_pipeline_is_refused(string update, string more, int code)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:1}");
        things.Database.Run($"{{update:'things',updates:[{{q:{{}},u:{update}{more}}}]}}")["writeErrors"][0]["code"].ShouldBe(code);
        things.Find("{}").Single().ShouldBe(Json.Doc("{_id:1,a:1}"));
    }

    [Theory]
    [InlineData("[{$group:{_id:null,v:{$sum:'$l'}}}]", "{$numberDouble:'18446744073709551614'}")]
    [InlineData("[{$group:{_id:null,v:{$sum:'$d'}}}]", "{$numberDecimal:'0.6'}")]
    [InlineData("[{$group:{_id:null,v:{$avg:'$d'}}}]", "{$numberDecimal:'0.2'}")]
    [InlineData("[{$group:{_id:null,v:{$avg:'$i'}}}]", "{$numberDouble:'2'}")]
    [InlineData("[{$group:{_id:null,v:{$sum:{$add:['$i',1e16]}}}}]", "{$numberDouble:'3.0000000000000008E+16'}")]
    [InlineData("[{$group:{_id:null,v:{$sum:{$divide:['$i',10]}}}}]", "{$numberDouble:'0.6'}")]
    [InlineData("[{$group:{_id:null,v:{$avg:{$divide:['$i',10]}}}}]", "{$numberDouble:'0.19999999999999998'}")]
    [InlineData("[{$group:{_id:null,v:{$sum:'$none'}}}]", "0")]
    [InlineData("[{$group:{_id:null,v:{$avg:'$none'}}}]", "null")]
    [InlineData("[{$group:{_id:null,v:{$max:'$m'}}}]", "'x'")]
    [InlineData("[{$group:{_id:null,v:{$min:'$m'}}}]", "5")]
    [InlineData("[{$sort:{_id:-1}},{$group:{_id:null,v:{$first:'$none'}}}]", "null")]
    [InlineData("[{$sort:{_id:1}},{$group:{_id:null,v:{$first:{$abs:'$m'}}}}]", "5")]
    [InlineData("[{$sort:{_id:1}},{$group:{_id:null,v:{$push:'$m'}}}]", "[5,null,'x']")]
    [InlineData("[{$sort:{_id:1}},{$group:{_id:null,v:{$addToSet:'$same'}}}]", "[1]")]
    [InlineData("[{$sort:{_id:1}},{$group:{_id:null,v:{$mergeObjects:'$o'}}}]", "{a:1,b:3}")]
    [InlineData("[{$group:{_id:'$same'}},{$group:{_id:null,v:{$sum:1}}}]", "2")]
    [InlineData("[{$group:{_id:'$m'}},{$group:{_id:null,v:{$count:{}}}}]", "3")]
    public void An_accumulator_gives(string pipeline, string expected)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,i:1,l:{$numberLong:'9223372036854775807'},d:{$numberDecimal:'0.1'},m:5,same:1,o:{a:1,b:2}}",
            "{_id:2,i:2,l:{$numberLong:'9223372036854775807'},d:{$numberDecimal:'0.2'},m:null,same:1.0,o:{b:3}}", "{_id:3,i:3,d:{$numberDecimal:'0.3'},m:'x'}");
        things.Aggregate<BsonDocument>(Json.Value(pipeline).AsBsonArray.Select(s => s.AsBsonDocument).ToList()).Single()["v"].ShouldBeExactly(expected);
    }

    [Theory]
    [InlineData("[{$addFields:{o:{y:2}}}]", "{_id:1,o:{x:1,y:2},l:[{k:1},{k:2}]}")]
    [InlineData("[{$set:{n:[[],{a:1},[{b:2}],3]}},{$set:{'n.v':1}},{$unset:['o','l']}]", "{_id:1,n:[[],{a:1,v:1},[{b:2,v:1}],{v:1}]}")]
    [InlineData("[{$set:{n:[]}},{$set:{'n.v':{$abs:{$concat:['x','$none']}}}},{$set:{'n.v':{$size:'$none'}}},{$unset:['o','l']}]", "{_id:1,n:[]}")]
    [InlineData("[{$project:{o:{y:'$_id'},_id:0}}]", "{o:{y:1}}")]
    [InlineData("[{$project:{'l.k':0}}]", "{_id:1,o:{x:1},l:[{},{}]}")]
    [InlineData("[{$project:{l:{$slice:['$l',1]}}}]", "{_id:1,l:[{k:1}]}")]
    [InlineData("[{$unwind:{path:'$l',includeArrayIndex:'o.at'}},{$skip:1},{$project:{_id:0}}]", "{o:{x:1,at:{$numberLong:'1'}},l:{k:2}}")]
    [InlineData("[{$unwind:'$o'}]", "{_id:1,o:{x:1},l:[{k:1},{k:2}]}")]
    [InlineData("[{$match:{$expr:{$eq:['$_id','$$one']}}},{$project:{v:'$$one'}}]", "{_id:1,v:1}")]
    [InlineData("[{$match:{l:{$elemMatch:{k:2}}}},{$count:'n'}]", "{n:1}")]
    [InlineData("[{$sort:{'l.k':-1}},{$limit:1},{$unset:['l','o']}]", "{_id:1}")]
    public void Stages_give(string pipeline, string expected)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,o:{x:1},l:[{k:1},{k:2}]}");
        var batch = things.Database.Run($"{{aggregate:'things',pipeline:{pipeline},cursor:{{}},let:{{one:1}}}}")["cursor"]["firstBatch"].AsBsonArray;
        batch.Single().ShouldBe(Json.Doc(expected));
    }

    [Theory]
    [InlineData("[{$limit:-1}]", 5107201)]
    [InlineData("[{$limit:'x'}]", 5107201)]
    [InlineData("[{$skip:-1}]", 5107200)]
    [InlineData("[{$sort:1}]", 15973)]
    [InlineData("[{$sort:{}}]", 15976)]
    [InlineData("[{$unset:1}]", 31002)]
    [InlineData("[{$unset:[]}]", 31119)]
    [InlineData("[{$unset:[1]}]", 31120)]
    [InlineData("[{$addFields:{}}]", 40177)]
    [InlineData("[{$addFields:{a:{}}}]", 51270)]
    [InlineData("[{$addFields:{'$a':1}}]", 16410)]
    [InlineData("[{$replaceRoot:{}}]", 40231)]
    [InlineData("[{$replaceRoot:{newRoot:{},x:1}}]", 40415)]
    [InlineData("[{$replaceRoot:1}]", 40229)]
    [InlineData("[{$unwind:1}]", 15981)]
    [InlineData("[{$unwind:{}}]", 28812)]
    [InlineData("[{$unwind:{path:1}}]", 28808)]
    [InlineData("[{$unwind:{path:'$a',includeArrayIndex:'$i'}}]", 28822)]
    [InlineData("[{$unwind:{path:'$a',preserveNullAndEmptyArrays:1}}]", 28809)]
    [InlineData("[{$group:{_id:1,'a.b':{$sum:1}}}]", 40235)]
    [InlineData("[{$group:{_id:1,a:{$sum:1,$max:1}}}]", 40238)]
    [InlineData("[{$group:{_id:1,a:1}}]", 40234)]
    [InlineData("[{$group:{_id:1,a:{$count:1}}}]", 14)]
    [InlineData("[{$group:{_id:1,a:{$top:{}}}}]", 238)]
    [InlineData("[{$project:{v:{$divide:[1,0]}}}]", 2)]
    [InlineData("[{$match:{none:1}},{$project:{v:{$abs:{$or:[]}}}}]", 28765)]
    [InlineData("[{$project:{v:{$concat:['$a','x',1]}}}]", 16702)]
    [InlineData("[{$project:{v:{$concat:['$a','x',{$concat:[1,'$b']}]}}}]", 16702)]
    [InlineData("[{$project:{v:{$concatArrays:['$a',[1],1,'$b']}}}]", 28664)]
    [InlineData("[{$project:{v:{$setUnion:['$a',[1],5]}}}]", 17043)]
    [InlineData("[{$project:{v:{$setIntersection:[[1],'$a',5]}}}]", 17047)]
    [InlineData("[{$project:{v:{$add:[1,'x','$a']}}}]", 14)]
    [InlineData("[{$project:{v:{$multiply:[2,'x','$a']}}}]", 14)]
    [InlineData("[{$count:''}]", 40156)]
    [InlineData("[{$merge:'x'}]", 238)]
    [InlineData("[1]", 14)]
    public void A_wrong_stage_is_refused(string pipeline, int code) => store.NewDatabase().Refusal($"{{aggregate:'things',pipeline:{pipeline},cursor:{{}}}}").ShouldBe(code);

    [Theory]
    [InlineData("{$concat:['$a',1]}")]
    [InlineData("{$concat:['x','$a',1]}")]
    [InlineData("{$add:['$a',1,'x']}")]
    [InlineData("{$add:[1,'$a','x','y']}")]
    [InlineData("{$setUnion:['$a',5]}")]
    public void Constants_that_stand_alone_are_looked_at_with_a_document(string expression) =>
        store.NewDatabase().Run($"{{aggregate:'things',pipeline:[{{$project:{{v:{expression}}}}}],cursor:{{}}}}")["cursor"]["firstBatch"].AsBsonArray.ShouldBeEmpty();

    [Theory]
    [InlineData("[{$sort:{_id:1}},{$addFields:{v:{$divide:[1,'$n']}}},{$skip:1}]", "[{_id:2,n:1,v:1.0}]")]
    [InlineData("[{$sort:{_id:-1}},{$project:{v:{$divide:[1,'$n']}}},{$unset:'v'},{$limit:1}]", "[{_id:2}]")]
    [InlineData("[{$addFields:{v:{$divide:[1,'$n']}}},{$match:{n:1}}]", "[{_id:2,n:1,v:1.0}]")]
    [InlineData("[{$addFields:{v:{$divide:[1,'$n']}}},{$match:{n:1,v:2}}]", "[]")]
    [InlineData("[{$addFields:{v:{$divide:[1,'$n']}}},{$sort:{v:1}},{$match:{$or:[{n:1},{n:{$not:{$lt:5}}}]}}]", "[{_id:2,n:1,v:1.0}]")]
    [InlineData("[{$project:{n:1,v:{$divide:[1,'$n']}}},{$unwind:'$v'},{$match:{n:1}},{$project:{v:0}}]", "[{_id:2,n:1}]")]
    [InlineData("[{$project:{_id:0,n:1}},{$match:{_id:2}}]", "[]")]
    [InlineData("[{$project:{n:0}},{$match:{n:1}}]", "[]")]
    [InlineData("[{$addFields:{'n.x':1}},{$match:{n:1}}]", "[]")]
    [InlineData("[{$limit:1},{$match:{n:1}}]", "[]")]
    [InlineData("[{$skip:1},{$addFields:{v:1}},{$match:{n:0}}]", "[]")]
    public void What_is_left_out_is_not_computed(string pipeline, string expected)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,n:0}", "{_id:2,n:1}");
        things.Database.Run($"{{aggregate:'things',pipeline:{pipeline},cursor:{{}}}}")["cursor"]["firstBatch"].ShouldBeExactly(expected);
    }

    [Theory]
    [InlineData("[{$addFields:{v:{$divide:[1,'$n']}}},{$match:{v:1}}]")]
    [InlineData("[{$addFields:{v:{$divide:[1,'$n']}}},{$match:{$or:[{n:1},{v:1}]}}]")]
    [InlineData("[{$addFields:{v:{$divide:[1,'$n']}}},{$match:{$expr:{$eq:['$v',1]}}}]")]
    [InlineData("[{$addFields:{n:1,v:{$divide:[1,'$n']}}},{$match:{n:5}}]")]
    [InlineData("[{$project:{v:{$divide:[1,'$n']}}},{$match:{n:1}}]")]
    [InlineData("[{$replaceWith:{v:{$divide:[1,'$n']}}},{$match:{n:1}}]")]
    public void What_a_match_needs_is_computed(string pipeline)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,n:0}", "{_id:2,n:1}");
        things.Database.Refusal($"{{aggregate:'things',pipeline:{pipeline},cursor:{{}}}}").ShouldBe(2);
    }

    [Theory]
    [InlineData("aggregate:'things',pipeline:[]", 9)]
    [InlineData("aggregate:'things',cursor:{}", 40414)]
    [InlineData("aggregate:1,pipeline:[],cursor:{}", 238)]
    [InlineData("aggregate:'things',pipeline:[],cursor:{},explain:true", 238)]
    [InlineData("aggregate:'things',pipeline:[],cursor:{},nothing:1", 40415)]
    public void A_wrong_aggregate_is_refused(string command, int code) => store.NewDatabase().Refusal($"{{{command}}}").ShouldBe(code);
}
