using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>Projections of find: kept, dropped, nested, sliced, matched, positional and computed fields.</summary>
public sealed class ProjectionTests(StoreFixture store)
{
    private const string Thing = "{_id:{k:1,s:2},a:1,b:{c:2,d:{e:3}},l:[{x:1,y:[1,2]},{x:2},7,[{x:3}]],n:[5,6,7],z:null}";

    [Theory]
    [InlineData("{'_id.k':1}", "{_id:{k:1}}")]
    [InlineData("{'_id.k':1,a:1}", "{_id:{k:1},a:1}")]
    [InlineData("{'_id.k':0,b:0,l:0,n:0}", "{_id:{s:2},a:1,z:null}")]
    [InlineData("{_id:1}", "{_id:{k:1,s:2}}")]
    [InlineData("{a:1}", "{_id:{k:1,s:2},a:1}")]
    [InlineData("{a:0,l:0}", "{_id:{k:1,s:2},b:{c:2,d:{e:3}},n:[5,6,7],z:null}")]
    [InlineData("{missing:1}", "{_id:{k:1,s:2}}")]
    [InlineData("{_id:0}", "{a:1,b:{c:2,d:{e:3}},l:[{x:1,y:[1,2]},{x:2},7,[{x:3}]],n:[5,6,7],z:null}")]
    [InlineData("{_id:0,z:1,a:true}", "{a:1,z:null}")]
    [InlineData("{_id:1,a:0,b:0,l:0,z:0}", "{_id:{k:1,s:2},n:[5,6,7]}")]
    [InlineData("{_id:0,'b.d.e':1,'b.c':1}", "{b:{c:2,d:{e:3}}}")]
    [InlineData("{_id:0,'b.c':1}", "{b:{c:2}}")]
    [InlineData("{_id:0,'b.c':0,l:0,n:0}", "{a:1,b:{d:{e:3}},z:null}")]
    [InlineData("{_id:0,b:{d:{e:1}}}", "{b:{d:{e:3}}}")]
    [InlineData("{_id:0,b:{d:0},l:0,n:0}", "{a:1,b:{c:2},z:null}")]
    [InlineData("{_id:0,'a.b':1,'z.b':1}", "{}")]
    [InlineData("{_id:0,'a.b':0,b:0,l:0,n:0}", "{a:1,z:null}")]
    [InlineData("{_id:0,'l.x':1}", "{l:[{x:1},{x:2},[{x:3}]]}")]
    [InlineData("{_id:0,'l.y':1}", "{l:[{y:[1,2]},{},[{}]]}")]
    [InlineData("{_id:0,'l.x':0,b:0,n:0}", "{a:1,l:[{y:[1,2]},{},7,[{}]],z:null}")]
    [InlineData("{_id:0,'n.x':1}", "{n:[]}")]
    [InlineData("{_id:0,'l.0':1}", "{l:[{},{},[{}]]}")]
    [InlineData("{_id:0,n:{$slice:2},a:1}", "{a:1,n:[5,6]}")]
    [InlineData("{_id:0,n:{$slice:-2},a:1}", "{a:1,n:[6,7]}")]
    [InlineData("{_id:0,n:{$slice:[-2,1]},a:1}", "{a:1,n:[6]}")]
    [InlineData("{_id:0,n:{$slice:[1,1]},a:1}", "{a:1,n:[6]}")]
    [InlineData("{_id:0,n:{$slice:[5,1]},a:1}", "{a:1,n:[]}")]
    [InlineData("{_id:0,b:0,l:0,n:{$slice:1}}", "{a:1,n:[5],z:null}")]
    [InlineData("{_id:0,b:0,l:0,n:{$slice:-1}}", "{a:1,n:[7],z:null}")]
    [InlineData("{_id:0,'l.y':{$slice:1},n:0,b:0}", "{a:1,l:[{x:1,y:[1]},{x:2},7,[{x:3}]],z:null}")]
    [InlineData("{_id:0,n:{$elemMatch:{$gt:5}}}", "{n:[6]}")]
    [InlineData("{_id:0,l:{$elemMatch:{x:{$gte:2}}},a:1}", "{a:1,l:[{x:2}]}")]
    [InlineData("{l:{$elemMatch:{x:9}}}", "{_id:{k:1,s:2}}")]
    [InlineData("{_id:0,'n.$':1}", "{n:[6]}")]
    [InlineData("{_id:0,'n.$':1,a:1}", "{a:1,n:[6]}")]
    [InlineData("{_id:0,a:1,t:'text'}", "{a:1,t:'text'}")]
    [InlineData("{_id:0,t:{$literal:1},u:'$b.c',v:['$a','$missing']}", "{t:1,u:2,v:[1,null]}")]
    [InlineData("{_id:0,sum:{$add:['$a','$b.c']}}", "{sum:3}")]
    [InlineData("{_id:'$a'}", "{_id:1}")]
    [InlineData("{_id:0,b:{c:1,f:{$add:['$a',1]}}}", "{b:{c:2,f:2}}")]
    [InlineData("{_id:0,xs:'$l.x'}", "{xs:[1,2]}")]
    [InlineData("{_id:0,m:'$missing',a:1}", "{a:1}")]
    public void A_projection_gives(string projection, string expected)
    {
        var things = store.NewCollection();
        things.Insert(Thing);
        things.Find("{n:6}").Project<BsonDocument>(projection).Single().ShouldBe(Json.Doc(expected));
    }

    [Theory]
    [InlineData("{a:1,b:0}", 31254)]
    [InlineData("{a:0,b:1}", 31253)]
    [InlineData("{a:1,'a.b':1}", 31249)]
    [InlineData("{'a.b':1,a:1}", 31250)]
    [InlineData("{a:{$foo:1}}", 168)]
    [InlineData("{'$a':1}", 16410)]
    [InlineData("{a:0,b:'$c'}", 31310)]
    [InlineData("{a:0,b:{$add:[1,2]}}", 31252)]
    [InlineData("{'a.b':1,a:'$x'}", 31250)]
    [InlineData("{a:'$x','a.b':1}", 31249)]
    [InlineData("{_id:1,'_id.k':1}", 31249)]
    [InlineData("{a:{}}", 51270)]
    [InlineData("{'a..b':1}", 15998)]
    [InlineData("{'a.':1}", 40353)]
    [InlineData("{'':1}", 40352)]
    [InlineData("{'a.$b':1}", 16410)]
    [InlineData("{'a.$':0}", 31395)]
    [InlineData("{'a.$':1,'b.$':1}", 31276)]
    [InlineData("{'a.$':1,b:{$elemMatch:{x:1}}}", 31255)]
    [InlineData("{'a.$.b':1}", 31394)]
    [InlineData("{'a.b':{$elemMatch:{x:1}}}", 31275)]
    [InlineData("{a:{$elemMatch:1}}", 2)]
    [InlineData("{a:{$slice:'x'}}", 28667)]
    [InlineData("{a:{$slice:[1,0]}}", 28724)]
    [InlineData("{a:{$slice:[1]}}", 28667)]
    [InlineData("{a:{$meta:'textScore'}}", 238)]
    [InlineData("{a:'$$nobody'}", 17276)]
    [InlineData("{a:'$'}", 16872)]
    public void A_wrong_projection_is_refused(string projection, int code) =>
        store.NewDatabase().Refusal($"{{find:'things',projection:{projection}}}").ShouldBe(code);

    [Fact]
    public void The_positional_projection_gives_the_element_that_matched_and_needs_one()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:1,n:[1,2]}", "{_id:2,a:2}", "{_id:3,l:[{x:1,y:1},{x:2,y:2},7]}");
        things.Find("{'l.x':2}").Project<BsonDocument>("{'l.$':1}").Single().ShouldBe(Json.Doc("{_id:3,l:[{x:2,y:2}]}"));
        things.Database.Refusal("{find:'things',filter:{a:1},projection:{'n.$':1}}").ShouldBe(51246);
        things.Database.Refusal("{find:'things',filter:{a:2},projection:{'n.$':1}}").ShouldBe(51246);
    }
}
