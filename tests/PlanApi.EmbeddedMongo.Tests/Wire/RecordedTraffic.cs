using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Wire;

/// <summary>What MongoDB.Driver sends, frame by frame: a proxy between the driver and the store that keeps the requests.</summary>
internal sealed class RecordedTraffic : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _store;
    private readonly ConcurrentBag<byte[]> _frames = [];

    private RecordedTraffic(int store)
    {
        _store = store;
        _listener.Start();
        _ = Accept();
    }

    /// <summary>The frames of a client that signs in and uses every kind of command.</summary>
    public static List<byte[]> Of(string connectionString)
    {
        var url = new MongoUrlBuilder(connectionString);
        using var proxy = new RecordedTraffic(url.Server.Port);
        url.Server = new MongoServerAddress("127.0.0.1", ((IPEndPoint)proxy._listener.LocalEndpoint).Port);
        using (var client = new MongoClient(url.ToMongoUrl())) Use(client.GetDatabase("fuzz"));
        return [.. proxy._frames.OrderBy(f => f.Length).ThenBy(Convert.ToHexString)];
    }

    private static void Use(IMongoDatabase database)
    {
        var things = database.GetCollection<BsonDocument>("things");
        things.Indexes.CreateMany([new("{a:1,'l.p':1}"), new("{u:1}", new CreateIndexOptions { Unique = true, Sparse = true }), new("{at:1}", new CreateIndexOptions { ExpireAfter = TimeSpan.FromDays(9000) })]);
        things.InsertMany(Enumerable.Range(0, 30).Select(i => new BsonDocument { { "_id", i }, { "a", i % 5 }, { "u", i }, { "s", $"text {i}" }, { "at", new BsonDateTime(i) }, { "d", new BsonDecimal128(i) }, { "l", new BsonArray { new BsonDocument { { "p", "x" }, { "v", i } }, i, BsonNull.Value } } }));
        foreach (var filter in (string[])["{a:{$in:[1,2]},s:/^text/}", "{$or:[{a:{$gt:3}},{'l.v':{$lte:2}}]}", "{l:{$elemMatch:{p:'x',v:{$gte:5}}}}", "{a:{$not:{$mod:[2,1]}},u:{$exists:true,$type:'int'}}", "{l:{$size:3,$all:[1]}}"])
            things.Find(Json.Doc(filter)).Sort("{a:1,_id:-1}").Project("{a:1,l:{$slice:1}}").Limit(7).ToList();
        things.Find("{}", new FindOptions { BatchSize = 3 }).ToList();
        things.CountDocuments("{a:1}");
        things.Distinct<BsonValue>("l.v", "{}").ToList();
        things.Aggregate<BsonDocument>(((string[])["{$match:{a:{$gte:1}}}", "{$unwind:'$l'}", "{$addFields:{x:{$cond:[{$gt:['$a',2]},{$concat:['$s','!']},{$toString:'$a'}]}}}", "{$group:{_id:'$x',n:{$sum:'$a'},all:{$push:'$s'},first:{$first:'$l'}}}", "{$sort:{n:-1}}", "{$project:{n:1,y:{$map:{input:'$all',as:'i',in:{$toLower:'$$i'}}}}}"]).Select(Json.Doc).ToArray()).ToList();
        foreach (var expression in (string[])["{$substrCP:['$s',0,2]}", "{$range:[0,'$a',1]}", "{$split:['$s',' ']}", "{$dateToString:{date:'$at',format:'%Y-%m-%d'}}", "{$arrayElemAt:['$l',-1]}", "{$slice:['$l',1,2]}", "{$toInt:'$a'}", "{$divide:['$u',3]}", "{$round:['$d',1]}",
            "{$let:{vars:{x:'$a'},in:{$add:['$$x',1]}}}", "{$switch:{branches:[{case:{$eq:['$a',1]},then:'one'}],default:'other'}}", "{$reduce:{input:'$l',initialValue:[],in:{$concatArrays:['$$value',['$$this']]}}}", "{$filter:{input:'$l',as:'i',cond:{$isNumber:'$$i'}}}",
            "{$indexOfArray:['$l',null]}", "{$mergeObjects:[{a:1},{$arrayElemAt:['$l',0]}]}", "{$objectToArray:{a:'$a'}}", "{$arrayToObject:[[{k:'x',v:1}]]}", "{$trim:{input:'$s'}}", "{$setUnion:[['$a'],[1]]}", "{$ifNull:['$none',{$year:'$at'}]}", "{$mod:['$a',2]}", "{$subtract:['$at',1]}", "{$in:['$a',[1,2]]}"])
            things.Aggregate<BsonDocument>(new[] { new BsonDocument("$project", new BsonDocument("x", Json.Doc(expression))), Json.Doc("{$limit:3}") }).ToList();
        things.UpdateMany("{a:1}", "{$inc:{n:1},$set:{'m.x':2},$push:{l:{$each:[5],$slice:-4,$sort:1}},$currentDate:{now:true}}");
        things.UpdateOne("{_id:3,'l.v':3}", "{$set:{'l.$.v':4},$unset:{s:1},$rename:{d:'e'},$min:{a:0},$mul:{u:100}}");
        things.UpdateMany("{}", "{$set:{'l.$[e].w':1},$addToSet:{t:{$each:[1,2]}}}", new UpdateOptions { ArrayFilters = [new BsonDocumentArrayFilterDefinition<BsonDocument>(Json.Doc("{'e.p':'x'}"))] });
        things.UpdateMany("{a:2}", "{$pull:{l:{v:7}}}");
        things.ReplaceOne("{_id:99}", Json.Doc("{a:1,u:99}"), new ReplaceOptions { IsUpsert = true });
        things.FindOneAndUpdate(Json.Doc("{a:{$lt:3}}"), Json.Doc("{$pop:{l:1}}"), new FindOneAndUpdateOptions<BsonDocument> { Sort = "{u:-1}", Projection = "{a:1}" });
        things.DeleteMany("{u:{$gt:25,$lt:28}}");
        database.Run("{explain:{find:'things',filter:{a:1}},verbosity:'executionStats'}");
        database.Run("{listIndexes:'things'}");
        database.Run("{collStats:'things'}");
        database.ListCollectionNames().ToList();
        database.CreateCollection("other");
        database.Run("{dropIndexes:'things',index:'at_1'}");
        things.FindOneAndDelete("{a:4}");
        using (var cursor = things.Find("{}", new FindOptions { BatchSize = 2 }).ToCursor()) cursor.MoveNext();
        things.EstimatedDocumentCount();
        database.DropCollection("other");
        database.Client.DropDatabase("fuzz2");
        database.Client.ListDatabaseNames().ToList();
        database.Run("{saslStart:1,mechanism:'SCRAM-SHA-256',payload:{$binary:{base64:'biwsbj1wbGFuYXBpLHI9YWJjZGVmZ2hpamts',subType:'00'}}}");
        foreach (var command in (string[])["dbStats:1", "serverStatus:1", "buildInfo:1", "connectionStatus:1", "ping:1", "endSessions:[]", "hello:1", "isMaster:1", "logout:1"]) database.Run($"{{{command}}}");
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The recording is over.
        }
    }

    private async Task Serve(Socket driver)
    {
        using var store = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await store.ConnectAsync(IPAddress.Loopback, _store);
            var answers = new NetworkStream(store).CopyToAsync(new NetworkStream(driver));
            using var requests = new NetworkStream(driver);
            while (true)
            {
                var size = new byte[4];
                await requests.ReadExactlyAsync(size);
                var frame = new byte[BinaryPrimitives.ReadInt32LittleEndian(size)];
                size.CopyTo(frame, 0);
                await requests.ReadExactlyAsync(frame.AsMemory(4));
                _frames.Add(frame);
                await store.SendAsync(frame);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The driver closed this connection.
        }
        finally
        {
            driver.Dispose();
        }
    }

    public void Dispose() => _listener.Dispose();
}
