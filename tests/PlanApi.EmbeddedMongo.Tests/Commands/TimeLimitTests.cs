using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>maxTimeMS: what takes longer is refused, a cursor's later batches have what the first left, and the client's own time is its own.</summary>
public sealed class TimeLimitTests : IAsyncLifetime
{
    private const int Documents = 1000;
    private readonly string _directory = Directory.CreateTempSubdirectory("time-").FullName;
    private readonly LookedAtClock _clock = new();
    private EmbeddedMongoServer _server = null!;
    private MongoClient _client = null!;
    private IMongoDatabase _database = null!;

    /// <summary>A second passes whenever somebody looks, and no time at all between.</summary>
    private sealed class LookedAtClock : TimeProvider
    {
        private long _seconds;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds) * TimestampFrequency;

        public void Wait(TimeSpan time) => Interlocked.Add(ref _seconds, (long)time.TotalSeconds);
    }

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedMongoServer.Start(_directory, _clock);
        _client = new MongoClient(_server.ConnectionString);
        _database = _client.GetDatabase("t");
        await _database.GetCollection<BsonDocument>("things").InsertManyAsync(Enumerable.Range(0, Documents).Select(i => new BsonDocument { { "_id", i }, { "a", i % 10 } }));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("{find:'things',filter:{a:77}}")]
    [InlineData("{find:'things',sort:{a:1}}")]
    [InlineData("{count:'things',query:{a:77}}")]
    [InlineData("{distinct:'things',key:'a'}")]
    [InlineData("{aggregate:'things',pipeline:[{$match:{a:77}}],cursor:{}}")]
    [InlineData("{aggregate:'things',pipeline:[{$match:{_id:1}},{$project:{l:{$range:[0,1000]}}},{$unwind:'$l'},{$group:{_id:1}}],cursor:{}}")]
    [InlineData("{update:'things',updates:[{q:{a:77},u:{$set:{b:1}}}]}")]
    [InlineData("{update:'things',updates:[{q:{},u:{$set:{b:1}},multi:true}]}")]
    [InlineData("{delete:'things',deletes:[{q:{a:77},limit:1}]}")]
    [InlineData("{findAndModify:'things',query:{a:77},remove:true}")]
    [InlineData("{createIndexes:'things',indexes:[{key:{a:1},name:'a'}]}")]
    [InlineData("{explain:{find:'things',filter:{a:77}}}")]
    [InlineData("{explain:{update:'things',updates:[{q:{a:77},u:{$set:{b:1}}}]}}")]
    public void A_command_that_takes_longer_than_it_may_is_refused(string command)
    {
        var limited = Json.Doc(command).Add("maxTimeMS", 4000);
        Should.Throw<MongoExecutionTimeoutException>(() => _database.RunCommand<BsonDocument>(limited)).Code.ShouldBe(50);
        _database.RunCommand<BsonDocument>(Json.Doc(command).Add("maxTimeMS", 0))["ok"].ShouldBe(1.0);
        _database.RunCommand<BsonDocument>(Json.Doc(command).Add("maxTimeMS", int.MaxValue))["ok"].ShouldBe(1.0);
    }

    [Theory]
    [InlineData("{create:'others'}")]
    [InlineData("{drop:'things'}")]
    [InlineData("{dropDatabase:1}")]
    [InlineData("{dropIndexes:'things',index:'a'}")]
    [InlineData("{createIndexes:'things',indexes:[{key:{b:1},name:'b'}]}")]
    public void A_write_whose_time_is_over_before_its_turn_changes_nothing(string command)
    {
        _database.Run("{createIndexes:'things',indexes:[{key:{a:1},name:'a'}]}");
        Should.Throw<MongoExecutionTimeoutException>(() => _database.RunCommand<BsonDocument>(Json.Doc(command).Add("maxTimeMS", 500))).Code.ShouldBe(50);
        _database.ListCollectionNames().ToList().ShouldBe(["things"]);
        _database.GetCollection<BsonDocument>("things").Indexes.List().ToList().Select(i => i["name"].AsString).ShouldBe(["_id_", "a"]);
    }

    [Fact]
    public void A_limit_of_zero_outside_leaves_the_explained_command_its_own() =>
        Should.Throw<MongoExecutionTimeoutException>(() => _database.Run("{explain:{find:'things',filter:{a:77},maxTimeMS:4000},maxTimeMS:0}")).Code.ShouldBe(50);

    [Fact]
    public void An_explained_command_may_have_a_limit_of_its_own() =>
        Should.Throw<MongoExecutionTimeoutException>(() => _database.Run("{explain:{find:'things',filter:{a:77},maxTimeMS:4000}}")).Code.ShouldBe(50);

    [Fact]
    public void An_insert_whose_time_is_over_fails_as_a_whole_and_keeps_what_it_wrote()
    {
        var documents = new BsonArray(Enumerable.Range(0, 1000).Select(i => new BsonDocument("_id", i)));
        Should.Throw<MongoExecutionTimeoutException>(() => _database.RunCommand<BsonDocument>(new BsonDocument { { "insert", "others" }, { "documents", documents }, { "maxTimeMS", 4000 } })).Code.ShouldBe(50);
        var kept = _database.GetCollection<BsonDocument>("others").Ids("{}", "{_id:1}");
        kept.Length.ShouldBeInRange(1, 999);
        kept.ShouldBe(Enumerable.Range(0, kept.Length));
    }

    [Theory]
    [InlineData("{find:'things',batchSize:10,maxTimeMS:10000}")]
    [InlineData("{aggregate:'things',pipeline:[{$match:{a:{$gte:0}}}],cursor:{batchSize:10},maxTimeMS:10000}")]
    public void What_the_first_batch_leaves_of_the_time_is_all_that_the_others_have(string command)
    {
        var id = _database.Run(command)["cursor"]["id"].AsInt64;
        Should.Throw<MongoExecutionTimeoutException>(() =>
        {
            while (id != 0) id = More(id);
        }).Code.ShouldBe(50);
        Should.Throw<MongoCommandException>(() => More(id)).Code.ShouldBe(43, "a cursor that failed is gone");
    }

    [Fact]
    public void The_time_between_batches_does_not_count()
    {
        var id = _database.Run("{find:'things',batchSize:300,maxTimeMS:40000}")["cursor"]["id"].AsInt64;
        while (id != 0)
        {
            _clock.Wait(TimeSpan.FromMinutes(9));
            id = More(id);
        }
    }

    private long More(long id) => _database.Run($"{{getMore:{{$numberLong:'{id}'}},collection:'things',batchSize:100}}")["cursor"]["id"].AsInt64;

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public void A_later_batch_has_no_limit_of_its_own(string limit)
    {
        var id = _database.Run("{find:'things',batchSize:10}")["cursor"]["id"].AsInt64;
        _database.Refusal($"{{getMore:{{$numberLong:'{id}'}},collection:'things',maxTimeMS:{limit}}}").ShouldBe(2);
        More(id).ShouldBe(id, "the cursor is there still");
    }

    [Theory]
    [InlineData("-1", 51024)]
    [InlineData("1.5", 2)]
    [InlineData("2147483648", 2)]
    [InlineData("{$numberLong:'9223372036854775807'}", 2)]
    [InlineData("{$numberDouble:'1e300'}", 2)]
    [InlineData("{$numberDouble:'NaN'}", 2)]
    [InlineData("'1'", 14)]
    public void A_limit_is_a_whole_number_of_milliseconds_that_an_int_holds(string limit, int code)
    {
        _database.Refusal($"{{find:'things',maxTimeMS:{limit}}}").ShouldBe(code);
        _database.Refusal($"{{insert:'things',documents:[{{_id:-1}}],maxTimeMS:{limit}}}").ShouldBe(code);
    }
}
