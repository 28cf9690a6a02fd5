using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Tests.Wire;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>What any command may carry, and what it may not: nothing is accepted and then not done.</summary>
public sealed class RefusalTests(StoreFixture store)
{
    [Theory]
    [InlineData("readConcern:{}", 0)]
    [InlineData("readConcern:{level:'local'}", 0)]
    [InlineData("readConcern:{level:'available'}", 0)]
    [InlineData("readConcern:{level:'majority'}", 0)]
    [InlineData("readConcern:{level:'snapshot'}", 123)]
    [InlineData("readConcern:{level:'linearizable'}", 123)]
    [InlineData("readConcern:{level:'strong'}", 9)]
    [InlineData("readConcern:{level:1}", 14)]
    [InlineData("readConcern:{afterClusterTime:{$timestamp:{t:1,i:1}}}", 20)]
    [InlineData("readConcern:{level:'local',atClusterTime:{$timestamp:{t:1,i:1}}}", 20)]
    [InlineData("readConcern:{levle:'local'}", 72)]
    [InlineData("readConcern:'local'", 14)]
    [InlineData("writeConcern:{}", 0)]
    [InlineData("writeConcern:{w:1,j:true,wtimeout:5}", 0)]
    [InlineData("writeConcern:{w:0}", 0)]
    [InlineData("writeConcern:{w:'majority',j:0,fsync:1}", 0)]
    [InlineData("writeConcern:{w:2}", 2)]
    [InlineData("writeConcern:{w:'two'}", 2)]
    [InlineData("writeConcern:{w:{dc:1}}", 2)]
    [InlineData("writeConcern:{w:51}", 9)]
    [InlineData("writeConcern:{w:true}", 9)]
    [InlineData("writeConcern:{j:'yes'}", 14)]
    [InlineData("writeConcern:{j:true,fsync:true}", 9)]
    [InlineData("writeConcern:{w:1,wtimeoutMS:5}", 40415)]
    [InlineData("apiVersion:'1'", 0)]
    [InlineData("apiVersion:'1',apiStrict:false,apiDeprecationErrors:true", 0)]
    [InlineData("apiVersion:'1',apiStrict:true", 238)]
    [InlineData("apiVersion:'2'", 322)]
    [InlineData("apiStrict:false", 4886600)]
    [InlineData("apiDeprecationErrors:true", 4886600)]
    public void Concerns_and_api_versions_are_kept_or_refused(string field, int code)
    {
        var database = store.NewDatabase();
        foreach (var command in (string[])[$"{{find:'things',{field}}}", $"{{insert:'things',documents:[{{a:1}}],{field}}}", $"{{explain:{{find:'things',{field}}}}}"])
        {
            if (command.StartsWith("{explain", StringComparison.Ordinal) && field.StartsWith("api", StringComparison.Ordinal)) continue;
            if (code == 0) database.Run(command)["ok"].ShouldBe(1.0, command);
            else database.Refusal(command).ShouldBe(code, command);
        }
    }

    [Fact]
    public void A_write_concern_of_fewer_servers_than_none_is_refused()
    {
        // Drivers do not send it.
        using var client = RawClient.SignedIn(new MongoUrl(store.ConnectionString));
        client.Run(BsonDocument.Parse("{find:'things',writeConcern:{w:-1},$db:'d'}"))["code"].ShouldBe(9);
    }

    [Theory]
    [InlineData("{create:'c',size:1000}", 72)]
    [InlineData("{create:'c',max:10}", 72)]
    [InlineData("{create:'c',capped:false,size:1000}", 72)]
    [InlineData("{create:'c',storageEngine:{wiredTiger:{}}}", 238)]
    [InlineData("{create:'c',indexOptionDefaults:{storageEngine:{}}}", 238)]
    [InlineData("{create:'c',autoIndexId:false}", 50001)]
    [InlineData("{create:'c',storageEngine:{},indexOptionDefaults:{},autoIndexId:true}", 0)]
    [InlineData("{count:'things',limit:'3'}", 14)]
    [InlineData("{count:'things',limit:null}", 0)]
    [InlineData("{count:'things',limit:{$numberLong:'-9223372036854775808'}}", 0)]
    [InlineData("{find:'things',limit:{$numberLong:'9223372036854775807'},skip:5,sort:{a:1}}", 0)]
    [InlineData("{collStats:'things',scale:0}", 51024)]
    [InlineData("{collStats:'things',scale:'K'}", 14)]
    [InlineData("{collStats:'things',freeStorage:1}", 40415)]
    [InlineData("{dbStats:1,scale:-1}", 51024)]
    [InlineData("{dbStats:1,freeStorage:1}", 238)]
    [InlineData("{dbStats:1,freeStorage:0}", 0)]
    [InlineData("{explain:{find:'things',$db:'others'}}", 73)]
    [InlineData("{explain:{update:'things',updates:[{q:{},u:{$set:{a:1}},unknown:1}]}}", 40415)]
    [InlineData("{explain:{update:'things',updates:[{q:{},u:{$set:{a:1}}}],unknown:1}}", 40415)]
    [InlineData("{explain:{update:'things',updates:[{q:{},u:{$set:{a:1}}},{q:{},u:{$set:{a:1}}}]}}", 16)]
    [InlineData("{explain:{update:'things',updates:[]}}", 16)]
    [InlineData("{explain:{update:'things',updates:[{q:{},u:{$set:{a:1}}}],ordered:true,let:{a:1},bypassDocumentValidation:true}}", 0)]
    [InlineData("{explain:{delete:'things',deletes:[{q:{},limit:2}]}}", 9)]
    [InlineData("{explain:{delete:'things',deletes:[{q:{},limit:1}],unknown:1}}", 40415)]
    [InlineData("{explain:{delete:'things',deletes:[{q:{},limit:0,hint:'_id_'}]}}", 0)]
    [InlineData("{explain:{findAndModify:'things',query:{},remove:true,unknown:1}}", 40415)]
    [InlineData("{explain:{findAndModify:'things',query:{}}}", 9)]
    [InlineData("{explain:{findAndModify:'things',query:{},update:{$set:{a:1}},new:true,upsert:true,fields:{a:1}}}", 0)]
    public void Options_are_done_or_refused(string command, int code)
    {
        var database = store.NewDatabase();
        if (code == 0) database.Run(command)["ok"].ShouldBe(1.0);
        else database.Refusal(command).ShouldBe(code);
    }

    [Fact]
    public void A_field_that_is_repeated_is_refused_wherever_it_is()
    {
        static BsonDocument Twice(BsonDocument document, string field, BsonValue value)
        {
            var twice = new BsonDocument(allowDuplicateNames: true);
            twice.AddRange(document.Elements);
            return twice.Add(field, value);
        }
        using var client = RawClient.SignedIn(new MongoUrl(store.ConnectionString));
        var find = Json.Doc("{find:'things',filter:{a:1}}");
        BsonDocument[] commands =
        [
            Twice(find, "filter", new BsonDocument()),
            new("explain", Twice(find, "filter", new BsonDocument())),
            new() { { "update", "things" }, { "updates", new BsonArray { Twice(Json.Doc("{q:{a:1},u:{$set:{b:1}}}"), "q", new BsonDocument()) } } },
            new() { { "delete", "things" }, { "deletes", new BsonArray { Twice(Json.Doc("{q:{a:1},limit:1}"), "limit", 0) } } }
        ];
        foreach (var command in commands) client.Run(command.Add("$db", "repeated"))["code"].ShouldBe(40413, command.ToString());
    }

    [Fact]
    public void Statistics_are_scaled_and_tell_of_a_cap()
    {
        var database = store.NewDatabase();
        database.CreateCollection("capped", new() { Capped = true, MaxSize = 100_000, MaxDocuments = 7 });
        database.CreateCollection("plain");
        database.GetCollection<BsonDocument>("capped").InsertOne(new BsonDocument { { "_id", 1 }, { "x", new string('x', 5000) } });
        var (whole, scaled) = (database.Run("{collStats:'capped'}"), database.Run("{collStats:'capped',scale:1000}"));
        (scaled["size"].ToInt64(), scaled["maxSize"].ToInt64(), scaled["scaleFactor"].ToInt64()).ShouldBe((5, 100, 1000));
        scaled["avgObjSize"].ShouldBe(whole["size"]);
        (whole["capped"].AsBoolean, whole["max"].ToInt64(), whole["maxSize"].ToInt64(), whole["scaleFactor"].ToInt64()).ShouldBe((true, 7, 100_000, 1));
        database.Run("{collStats:'plain'}")["capped"].ShouldBe(false);
        // The file grows by what other tests write meanwhile.
        var (before, inKilobytes, after) = (StorageSize(1), StorageSize(1024), StorageSize(1));
        inKilobytes.ShouldBeInRange(before / 1024, after / 1024);

        long StorageSize(int scale) => database.Run($"{{dbStats:1,scale:{scale}}}")["storageSize"].ToInt64();
    }

    [Fact]
    public void Who_signs_out_is_a_stranger_again()
    {
        using var client = RawClient.SignedIn(new MongoUrl(store.ConnectionString));
        BsonDocument Run(string command, string database) => client.Run(Json.Doc(command).Add("$db", database));
        Run("{logout:1}", "others")["ok"].ShouldBe(1.0);
        Run("{count:'things'}", "others")["ok"].ShouldBe(1.0, "its user signed in against admin");
        Run("{logout:1}", "admin")["ok"].ShouldBe(1.0);
        Run("{count:'things'}", "others")["code"].ShouldBe(13);
        Run("{ping:1}", "admin")["ok"].ShouldBe(1.0);
    }
}
