using System.Diagnostics;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo;
using PlanApi.TestMongo;

namespace PlanApi.Benchmarks.Store;

/// <summary>Operations per second of the embedded store against the server that <c>PLANAPI_TEST_MONGO</c> names, through the same driver, with one client and with eight.</summary>
internal static class StoreBenchmark
{
    public static async Task<int> Run(TimeSpan time)
    {
        if (ChosenMongo.ConnectionString is not { } second)
        {
            Console.Error.WriteLine("PLANAPI_TEST_MONGO names no server to compare with.");
            return 1;
        }

        var directory = Directory.CreateTempSubdirectory("planapi-bench-").FullName;
        await using (var server = await EmbeddedMongoServer.Start(directory, TimeProvider.System))
        {
            using var ours = new MongoClient(server.ConnectionString);
            using var theirs = new MongoClient(second);
            var (embedded, other) = (await StoreOperations.On(ours), await StoreOperations.On(theirs));
            foreach (var (_, operation) in StoreOperations.All)
            {
                // What comes first would be measured while it is compiled.
                await Loop(i => operation(embedded, i), 8, time);
                await Loop(i => operation(other, i), 8, time);
            }

            foreach (var clients in new[] { 1, 8 })
            {
                Console.WriteLine($"{clients} client{(clients == 1 ? "" : "s")}                embedded      second   ratio");
                foreach (var (name, operation) in StoreOperations.All)
                {
                    var rounds = await Rounds.Alternating(t => Loop(i => operation(embedded, i), clients, t), t => Loop(i => operation(other, i), clients, t), time);
                    Console.WriteLine($"{name,-22} {rounds.First,8:0} /s {rounds.Second,8:0} /s  {rounds.Ratio,6:0.00}");
                }
            }

            await ShowLimit(other, time);
            await theirs.DropDatabaseAsync(StoreOperations.Database);
        }

        Directory.Delete(directory, recursive: true);
        return 0;
    }

    // How much faster than the second server any server could be.
    private static async Task ShowLimit(StoreOperations other, TimeSpan time)
    {
        await using var server = new BareServer(StoreOperations.Any);
        using var client = new MongoClient(server.ConnectionString);
        var bare = StoreOperations.OnNothing(client);
        foreach (var (_, operation) in StoreOperations.OfOne)
        {
            await Loop(i => operation(bare, i), 8, time);
        }

        foreach (var clients in new[] { 1, 8 })
        {
            Console.WriteLine($"{clients} client{(clients == 1 ? "" : "s")}                the limit     second   ratio");
            foreach (var (name, operation) in StoreOperations.OfOne)
            {
                var rounds = await Rounds.Alternating(t => Loop(i => operation(bare, i), clients, t), t => Loop(i => operation(other, i), clients, t), time);
                Console.WriteLine($"{name,-22} {rounds.First,8:0} /s {rounds.Second,8:0} /s  {rounds.Ratio,6:0.00}");
            }
        }
    }

    private static async Task<double> Loop(Func<int, Task> operation, int clients, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(async () =>
        {
            var done = 0;
            for (; clock.Elapsed < time; done++)
            {
                await operation(done * clients + c);
            }

            return done;
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
