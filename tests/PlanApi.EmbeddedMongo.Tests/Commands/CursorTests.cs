using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Values;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>Cursors: who uses one, who kills it, when it is forgotten, and the batches of lists.</summary>
public sealed class CursorTests(StoreFixture store)
{
    private static long Id(BsonDocument reply) => reply["cursor"]["id"].AsInt64;

    private static BsonDocument More(IMongoDatabase database, long id, string collection = "things") => database.Run($"{{getMore:{{$numberLong:'{id}'}},collection:'{collection}',batchSize:1}}");

    [Fact]
    public async Task A_cursor_that_nobody_uses_for_ten_minutes_is_forgotten_but_for_one_without_a_timeout()
    {
        var directory = Directory.CreateTempSubdirectory("cursors-").FullName;
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20000));
        await using (var server = await EmbeddedMongoServer.Start(directory, clock))
        {
            using var client = new MongoClient(server.ConnectionString);
            var database = client.GetDatabase("t");
            database.GetCollection<BsonDocument>("things").InsertMany(Enumerable.Range(0, 20).Select(i => new BsonDocument("_id", i)));
            var (idle, used, kept) = (Id(database.Run("{find:'things',batchSize:1}")), Id(database.Run("{find:'things',batchSize:1}")), Id(database.Run("{find:'things',batchSize:1,noCursorTimeout:true}")));
            clock.Advance(TimeSpan.FromMinutes(6));
            More(database, used);
            clock.Advance(TimeSpan.FromMinutes(6));
            database.Refusal($"{{getMore:{{$numberLong:'{idle}'}},collection:'things'}}").ShouldBe(43);
            Id(More(database, used)).ShouldBe(used);
            clock.Advance(TimeSpan.FromDays(3));
            Id(More(database, kept)).ShouldBe(kept);
            database.Run($"{{killCursors:'things',cursors:[{{$numberLong:'{kept}'}}]}}")["cursorsKilled"].AsBsonArray.Count.ShouldBe(1);
            database.Refusal($"{{getMore:{{$numberLong:'{kept}'}},collection:'things'}}").ShouldBe(43);
        }
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData(3, "{a:1,_id:1}")]
    [InlineData(4, "{a:1,_id:1}")]
    [InlineData(16, "{a:1,_id:1}")]
    [InlineData(37, "{a:1,_id:1}")]
    [InlineData(37, "{a:-1,_id:-1}")]
    [InlineData(37, "{t:1}")]
    public void Many_ranges_are_read_in_their_order_in_batches_of_any_size(int ranges, string index)
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 200).Select(i => new BsonDocument { { "_id", i }, { "a", i % 50 }, { "t", new BsonArray { i % 50, i % 50 + 1 } } }));
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>(index));
        var (field, descending) = (index[1], index.Contains('-'));
        // Every other value, some that are not there, and the same twice.
        var wanted = Enumerable.Range(0, ranges).Select(i => 2 * i).Append(0).ToList();
        var filter = new BsonDocument(field.ToString(), new BsonDocument("$in", new BsonArray(wanted)));
        var expected = Enumerable.Range(0, 200).Where(i => wanted.Contains(i % 50) || (field == 't' && wanted.Contains(i % 50 + 1)));
        for (var batch = 1; batch < 40; batch += 3)
        {
            var found = things.Find(filter, new() { BatchSize = batch });
            if (field == 'a') found = found.Sort(descending ? "{a:-1,_id:-1}" : "{a:1,_id:1}");
            var ids = found.ToList().Select(d => d["_id"].AsInt32).ToList();
            if (field == 't') ids.Order().ShouldBe(expected);
            else ids.ShouldBe(descending ? expected.OrderByDescending(i => (i % 50, i)) : expected.OrderBy(i => (i % 50, i)));
        }
    }

    [Fact]
    public void A_cursor_in_use_is_used_by_nobody_else_and_can_be_killed()
    {
        var table = new CursorTable(TimeProvider.System);
        using var reply = new ReplyBuilder();
        table.First(new Cursor("d.c", new ListSource([new("_id", 1), new("_id", 2)])), null!, reply, 1);
        var id = Id(RawValue.ToBson(reply.Finish(1, 1, asQueryReply: false).Span[21..]));
        var cursor = table.Take(id);
        Should.Throw<CommandException>(() => table.Take(id)).Code.ShouldBe(ErrorCode.CursorInUse);
        table.GiveBack(id, cursor);
        table.Take(id).ShouldBe(cursor);
        table.Kill(id).ShouldBeTrue();
        Should.Throw<CommandException>(() => table.GiveBack(id, cursor)).Code.ShouldBe(ErrorCode.CursorKilled);
        Should.Throw<CommandException>(() => table.Take(id)).Code.ShouldBe(ErrorCode.CursorNotFound);
        table.Kill(id).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{killCursors:'things',cursors:[1]}", 14)]
    [InlineData("{killCursors:'things',cursors:[{$numberLong:'1'},'1']}", 14)]
    [InlineData("{killCursors:'things',cursors:{$numberLong:'1'}}", 14)]
    [InlineData("{killCursors:'things'}", 40414)]
    public void Cursors_to_be_killed_are_named_by_their_numbers(string command, int code) => store.NewDatabase().Refusal(command).ShouldBe(code);

    [Fact]
    public void Indexes_and_collections_are_listed_in_batches_of_the_size_asked()
    {
        var things = store.NewCollection();
        things.Indexes.CreateMany(Enumerable.Range(0, 5).Select(i => new CreateIndexModel<BsonDocument>($"{{f{i}:1}}")));
        for (var i = 0; i < 3; i++) things.Database.CreateCollection($"c{i}");
        foreach (var (command, collection, count) in new[] { ("listIndexes:'things'", "things", 6), ("listCollections:1", "$cmd.listCollections", 4) })
        {
            var first = things.Database.Run($"{{{command},cursor:{{batchSize:2}}}}");
            first["cursor"]["firstBatch"].AsBsonArray.Count.ShouldBe(2, command);
            var names = first["cursor"]["firstBatch"].AsBsonArray.Select(d => d["name"].AsString).ToList();
            for (var id = Id(first); id != 0;)
            {
                var next = More(things.Database, id, collection);
                names.AddRange(next["cursor"]["nextBatch"].AsBsonArray.Select(d => d["name"].AsString));
                id = Id(next);
            }
            names.Distinct().Count().ShouldBe(count, command);
            things.Database.Run($"{{{command},cursor:{{batchSize:0}}}}")["cursor"]["firstBatch"].AsBsonArray.ShouldBeEmpty();
            Id(things.Database.Run($"{{{command},cursor:{{}}}}")).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("{batchSize:-1}", 51024)]
    [InlineData("{batchSize:'2'}", 14)]
    [InlineData("{batchsize:2}", 40415)]
    [InlineData("2", 14)]
    public void A_batch_size_is_a_number_that_is_not_negative(string cursor, int code)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1}");
        foreach (var command in (string[])["aggregate:'things',pipeline:[]", "listIndexes:'things'", "listCollections:1"])
            things.Database.Refusal($"{{{command},cursor:{cursor}}}").ShouldBe(code, command);
    }

    [Fact]
    public void The_driver_reads_all_batches_of_a_query_whose_time_it_limits()
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 50).Select(i => new BsonDocument("_id", i)));
        things.Find("{}", new FindOptions { BatchSize = 7, MaxTime = TimeSpan.FromMinutes(1) }).ToList().Count.ShouldBe(50);
        things.Aggregate(new AggregateOptions { BatchSize = 7, MaxTime = TimeSpan.FromMinutes(1) }).Match("{_id:{$gte:10}}").ToList().Count.ShouldBe(40);
        things.Find("{}", new FindOptions { BatchSize = 7, NoCursorTimeout = true }).ToList().Count.ShouldBe(50);
    }
}
