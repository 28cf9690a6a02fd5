using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>Pipelines: stages, accumulators and expressions.</summary>
public sealed class AggregateTests(StoreFixture store)
{
    private static readonly string[] Sales =
    [
        "{_id:1,item:'a',n:2,price:10,at:{$date:{$numberLong:'0'}},tags:['x','y']}",
        "{_id:2,item:'b',n:1,price:20,at:{$date:{$numberLong:'86400000'}},tags:['x']}",
        "{_id:3,item:'a',n:5,price:5.5,at:{$date:{$numberLong:'0'}},tags:[]}",
        "{_id:4,item:'c',n:10,at:null}"
    ];

    [Theory]
    [InlineData("[{$match:{item:'a'}},{$project:{n:1,_id:0}}]", "[{n:2},{n:5}]")]
    [InlineData("[{$group:{_id:'$item',n:{$sum:'$n'}}},{$sort:{_id:1}}]", "[{_id:'a',n:7},{_id:'b',n:1},{_id:'c',n:10}]")]
    [InlineData("[{$group:{_id:null,avg:{$avg:'$n'},min:{$min:'$price'},max:{$max:'$price'},count:{$sum:1}}}]", "[{_id:null,avg:4.5,min:5.5,max:20,count:4}]")]
    [InlineData("[{$sort:{_id:1}},{$group:{_id:null,f:{$first:'$item'},l:{$last:'$item'},all:{$push:'$n'},c:{$count:{}}}}]", "[{_id:null,f:'a',l:'c',all:[2,1,5,10],c:4}]")]
    [InlineData("[{$group:{_id:null,s:{$addToSet:'$item'}}},{$project:{_id:0,n:{$size:'$s'}}}]", "[{n:3}]")]
    [InlineData("[{$group:{_id:{i:'$item',d:'$at'},n:{$sum:1}}},{$match:{n:{$gt:1}}},{$project:{_id:0,i:'$_id.i',n:1}}]", "[{n:2,i:'a'}]")]
    [InlineData("[{$unwind:'$tags'},{$group:{_id:'$tags',n:{$sum:1}}},{$sort:{n:-1}}]", "[{_id:'x',n:2},{_id:'y',n:1}]")]
    [InlineData("[{$unwind:{path:'$tags',preserveNullAndEmptyArrays:true,includeArrayIndex:'i'}},{$project:{tags:1,i:1}}]", "[{_id:1,tags:'x',i:{$numberLong:'0'}},{_id:1,tags:'y',i:{$numberLong:'1'}},{_id:2,tags:'x',i:{$numberLong:'0'}},{_id:3,i:null},{_id:4,i:null}]")]
    [InlineData("[{$match:{n:{$gt:1}}},{$count:'total'}]", "[{total:3}]")]
    [InlineData("[{$match:{n:{$gt:100}}},{$count:'total'}]", "[]")]
    [InlineData("[{$sort:{n:-1}},{$skip:1},{$limit:2},{$project:{n:1}}]", "[{_id:3,n:5},{_id:1,n:2}]")]
    [InlineData("[{$limit:2},{$match:{item:'b'}},{$project:{item:1}}]", "[{_id:2,item:'b'}]")]
    [InlineData("[{$addFields:{total:{$multiply:['$n','$price']}}},{$match:{total:{$gte:20}}},{$project:{total:1}},{$sort:{_id:1}}]", "[{_id:1,total:20},{_id:2,total:20},{_id:3,total:27.5}]")]
    [InlineData("[{$match:{_id:1}},{$project:{_id:0,r:{$cond:[{$gt:['$n',1]},'many','one']},s:{$concat:['$item','-',{$toString:'$n'}]},u:{$toUpper:'$item'}}}]", "[{r:'many',s:'a-2',u:'A'}]")]
    [InlineData("[{$match:{_id:4}},{$project:{_id:0,p:{$ifNull:['$price',0]},t:{$type:'$price'},e:{$eq:['$at',null]}}}]", "[{p:0,t:'missing',e:true}]")]
    [InlineData("[{$match:{_id:1}},{$project:{_id:0,m:{$map:{input:'$tags',as:'t',in:{$concat:['$$t','!']}}},f:{$filter:{input:'$tags',as:'t',cond:{$eq:['$$t','x']}}},i:{$in:['y','$tags']},e:{$arrayElemAt:['$tags',-1]}}}]", "[{m:['x!','y!'],f:['x'],i:true,e:'y'}]")]
    [InlineData("[{$match:{_id:2}},{$project:{_id:0,y:{$year:'$at'},d:{$dateToString:{date:'$at',format:'%Y-%m-%d'}}}}]", "[{y:1970,d:'1970-01-02'}]")]
    [InlineData("[{$match:{_id:1}},{$replaceRoot:{newRoot:{k:'$item',v:{$subtract:['$price','$n']}}}}]", "[{k:'a',v:8}]")]
    [InlineData("[{$sortByCount:'$item'},{$limit:1}]", "[{_id:'a',count:2}]")]
    [InlineData("[{$match:{_id:1}},{$unset:['tags','at','price']}]", "[{_id:1,item:'a',n:2}]")]
    [InlineData("[{$match:{_id:1}},{$project:{_id:0,x:{$switch:{branches:[{case:{$eq:['$n',1]},then:'one'}],default:'other'}},r:{$reduce:{input:'$tags',initialValue:'',in:{$concat:['$$value','$$this']}}},l:{$let:{vars:{d:{$add:['$n',1]}},in:{$multiply:['$$d',2]}}}}}]", "[{x:'other',r:'xy',l:6}]")]
    public void A_pipeline_gives(string pipeline, string expected)
    {
        var sales = store.NewCollection();
        sales.Insert(Sales);
        var stages = Json.Doc($"{{p:{pipeline}}}")["p"].AsBsonArray.Select(s => s.AsBsonDocument).ToList();
        new BsonArray(sales.Aggregate<BsonDocument>(stages).ToList()).ShouldBe(Json.Doc($"{{e:{expected}}}")["e"].AsBsonArray);
    }

    [Theory]
    [InlineData("[{$nothing:1}]", 40324)]
    [InlineData("[{$lookup:{from:'x'}}]", 238)]
    [InlineData("[{$out:'x'}]", 238)]
    [InlineData("[{$match:1}]", 15959)]
    [InlineData("[{$group:{n:{$sum:1}}}]", 15955)]
    [InlineData("[{$group:{_id:1,n:{$nothing:1}}}]", 15952)]
    [InlineData("[{$project:{x:{$nothing:1}}}]", 168)]
    [InlineData("[{$project:{}}]", 51272)]
    [InlineData("[{$limit:0}]", 15958)]
    [InlineData("[{$sort:{a:2}}]", 15975)]
    [InlineData("[{$unwind:'tags'}]", 28818)]
    [InlineData("[{$match:{},$limit:1}]", 40323)]
    [InlineData("[{$project:{x:{$add:['$item',1]}}}]", 14)]
    [InlineData("[{$project:{x:'$$nobody'}}]", 17276)]
    public void A_wrong_or_unknown_stage_is_refused(string pipeline, int code)
    {
        var sales = store.NewCollection();
        sales.Insert(Sales);
        sales.Database.Refusal($"{{aggregate:'things',pipeline:{pipeline},cursor:{{}}}}").ShouldBe(code);
    }

    [Fact]
    public void An_aggregate_wants_a_cursor_unless_it_is_explained_which_the_command_explain_does()
    {
        var database = store.NewDatabase();
        database.Refusal("{aggregate:'things',pipeline:[]}").ShouldBe(9);
        database.Refusal("{aggregate:'things',pipeline:[],explain:true}").ShouldBe(238);
        database.Run("{explain:{aggregate:'things',pipeline:[]}}")["queryPlanner"]["winningPlan"]["stage"].ShouldBe("EOF");
    }

    [Fact]
    public void The_drivers_linq_runs()
    {
        var sales = store.NewCollection();
        sales.Insert(Sales);
        var totals = sales.AsQueryable().Where(s => s["n"] > 1).GroupBy(s => s["item"]).Select(g => new { g.Key, Count = g.Count() }).ToList();
        totals.OrderBy(t => t.Key).Select(t => (t.Key.AsString, t.Count)).ShouldBe([("a", 2), ("c", 1)]);
    }
}
