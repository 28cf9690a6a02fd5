using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>What was acknowledged is there after kill -9 at any moment, whole, in the table and in its indexes.</summary>
public sealed class DurabilityTests
{
    private const int Rounds = 4, Writers = 6;

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_minus_nine()
    {
        var directory = Directory.CreateTempSubdirectory("durable-").FullName;
        var inserted = new HashSet<int>();
        var counts = new int[Writers];
        var next = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var process = await StoreProcess.Start(directory);
            using var client = new MongoClient(process.ConnectionString);
            var things = client.GetDatabase("d").GetCollection<BsonDocument>("things");
            if (round == 0)
            {
                await things.Indexes.CreateManyAsync([new("{n:1}", new CreateIndexOptions { Unique = true }), new("{'l.p':1,'l.v':1}")]);
                await things.InsertManyAsync(Enumerable.Range(0, Writers).Select(w => new BsonDocument { { "_id", $"counter{w}" }, { "n", -1 - w }, { "count", 0 } }));
            }
            else Check(things, inserted, counts);
            // In the middle of the load, at another moment each round.
            using var gone = new CancellationTokenSource();
            var before = inserted.Count;
            var killed = Task.Run(async () =>
            {
                for (var wait = 0; wait < 2000 && Volatile.Read(ref next) < before + 20; wait++) await Task.Delay(5);
                await Task.Delay(20 + round * 53 % 200);
                process.Kill();
                await gone.CancelAsync();
            });
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        var n = Interlocked.Increment(ref next);
                        await things.InsertOneAsync(new BsonDocument { { "_id", n }, { "n", n }, { "l", new BsonArray { new BsonDocument { { "p", "a" }, { "v", n } }, new BsonDocument { { "p", "b" }, { "v", -n } } } }, { "x", new string('x', 3000) } }, null, gone.Token);
                        lock (inserted) inserted.Add(n);
                        await things.UpdateOneAsync(new BsonDocument("_id", $"counter{w}"), "{$inc:{count:1}}", null, gone.Token);
                        counts[w]++;
                    }
                }
                catch (Exception e) when (e is MongoException or TimeoutException or OperationCanceledException)
                {
                    // Killed: what was not answered may or may not be there.
                }
            })));
            await killed;
        }
        inserted.Count.ShouldBeGreaterThan(Rounds, "the load reached the store");
        using (var process = await StoreProcess.Start(directory))
        using (var client = new MongoClient(process.ConnectionString))
            Check(client.GetDatabase("d").GetCollection<BsonDocument>("things"), inserted, counts);
        Directory.Delete(directory, recursive: true);
    }

    private static void Check(IMongoCollection<BsonDocument> things, HashSet<int> inserted, int[] counts)
    {
        var all = things.Find("{}").ToList();
        var there = all.Where(d => d["_id"].IsInt32).Select(d => d["_id"].AsInt32).ToHashSet();
        inserted.Except(there).ShouldBeEmpty("acknowledged inserts");
        // At most one write of each writer was under way when the process was killed.
        there.Count.ShouldBeInRange(inserted.Count, inserted.Count + Rounds * Writers);
        for (var w = 0; w < counts.Length; w++)
            all.Single(d => d["_id"] == $"counter{w}")["count"].AsInt32.ShouldBeInRange(counts[w], counts[w] + Rounds);
        things.Find("{n:{$gte:1}}", new FindOptions { Hint = new BsonDocument("n", 1) }).ToList().Select(d => d["_id"].AsInt32).ShouldBe(there.Order());
        things.Find("{l:{$elemMatch:{p:'b',v:{$lt:0}}}}", new FindOptions { Hint = Json.Doc("{'l.p':1,'l.v':1}") }).ToList().Count.ShouldBe(there.Count);
    }
}
