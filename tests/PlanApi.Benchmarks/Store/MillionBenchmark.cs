using System.Diagnostics;
using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo;

namespace PlanApi.Benchmarks.Store;

/// <summary>Many documents of 4 KB in the embedded store: how fast they load, what memory they take, how long queries and the next opening take.</summary>
internal static class MillionBenchmark
{
    private const int Batch = 1000, PerOwner = 50, Queries = 2000;

    public static async Task Run(int documents)
    {
        var directory = Directory.CreateTempSubdirectory("planapi-million-").FullName;
        try
        {
            await using (var server = await EmbeddedMongoServer.Start(directory, TimeProvider.System))
            {
                using var client = new MongoClient(server.ConnectionString);
                await Load(Things(client), documents);
            }

            var clock = Stopwatch.StartNew();
            await using var again = await EmbeddedMongoServer.Start(directory, TimeProvider.System);
            using var reader = new MongoClient(again.ConnectionString);
            await Things(reader).Find(new BsonDocument("_id", Id(documents / 2))).SingleAsync();
            Console.WriteLine($"opened, and the first document read, in {clock.Elapsed.TotalSeconds:0.00} s");
            await Ask(Things(reader), documents);
            Memory("after the queries");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static IMongoCollection<BsonDocument> Things(MongoClient client) => client.GetDatabase("million").GetCollection<BsonDocument>("things");

    private static async Task Load(IMongoCollection<BsonDocument> things, int documents)
    {
        await things.Indexes.CreateManyAsync(((string[])["{owner:1,type:1}", "{at:-1}"]).Select(k => new CreateIndexModel<BsonDocument>(k)));
        var clock = Stopwatch.StartNew();
        for (var from = 0; from < documents; from += Batch)
        {
            await things.InsertManyAsync(Enumerable.Range(from, Math.Min(Batch, documents - from)).Select(Document), new InsertManyOptions { IsOrdered = false });
            if ((from / Batch + 1) % 100 == 0)
            {
                Console.WriteLine($"{from + Batch,9} loaded, {(from + Batch) / clock.Elapsed.TotalSeconds:0} /s");
            }
        }

        Console.WriteLine($"{documents} documents of 4 KB with three indexes in {clock.Elapsed.TotalSeconds:0} s: {documents / clock.Elapsed.TotalSeconds:0} /s");
        Memory("after the load");
    }

    private static async Task Ask(IMongoCollection<BsonDocument> things, int documents)
    {
        await Time("find by _id", i => things.Find(new BsonDocument("_id", Id(Spread(i, documents)))).ToListAsync());
        await Time("50 of one owner", i => things.Find(new BsonDocument { { "owner", Owner(Spread(i, documents)) }, { "type", "Claim" } }).ToListAsync());
        await Time("the latest 20 before a time", i => things.Find(new BsonDocument("at", new BsonDocument("$lt", At(Spread(i, documents))))).Sort("{at:-1}").Limit(20).ToListAsync());
        await Time("update by _id", i => things.UpdateOneAsync(new BsonDocument("_id", Id(Spread(i, documents))), "{$inc:{n:1}}"));
        var clock = Stopwatch.StartNew();
        await things.CountDocumentsAsync(new BsonDocument("at", new BsonDocument("$gte", At(0))));
        Console.WriteLine($"{"count over the whole index",-28} {clock.Elapsed.TotalMilliseconds,8:0.00} ms");
    }

    private static async Task Time(string name, Func<int, Task> query)
    {
        var times = new double[Queries];
        for (var i = 0; i < Queries; i++)
        {
            var clock = Stopwatch.StartNew();
            await query(i);
            times[i] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine($"{name,-28} {times[Queries / 2],8:0.00} ms median {times[Queries * 99 / 100],8:0.00} ms 99th");
    }

    private static void Memory(string when)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"memory {when}: {process.WorkingSet64 >> 20} MB resident with the mapped file, {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB managed");
    }

    private static BsonDocument Document(int number) => new()
    {
        { "_id", Id(number) }, { "owner", Owner(number) }, { "type", "Claim" }, { "at", At(number) }, { "n", 0 }, { "json", new byte[3900] },
    };

    private static int Spread(int number, int documents) => (int)((uint)number * 2654435761 % documents);

    private static string Id(int number) => "Claim/" + number.ToString("00000000", CultureInfo.InvariantCulture);

    private static string Owner(int number) => "member-" + (number / PerOwner).ToString("000000", CultureInfo.InvariantCulture);

    private static DateTime At(int number) => DateTime.UnixEpoch.AddSeconds(number);
}
