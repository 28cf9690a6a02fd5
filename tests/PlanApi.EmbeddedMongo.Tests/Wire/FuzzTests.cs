using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Tests.Wire;

/// <summary>Runs while no other test of the process does: memory is measured, and theirs would count.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Recorded traffic of the driver, spoiled in many ways, before and after signing in: the store answers or closes the connection, and goes on.</summary>
[Collection(nameof(Alone))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const long MostMemory = 300L << 20;

    /// <summary>PLANAPI_TEST_FUZZ=1000000 sends as many, PLANAPI_TEST_SEED=7 others; by default a thousand, always the same.</summary>
    private static readonly int Frames = int.Parse(Environment.GetEnvironmentVariable("PLANAPI_TEST_FUZZ") is { Length: > 0 } frames ? frames : "1000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_frame_crashes_hangs_or_swells_the_store(bool signedIn)
    {
        var directory = Directory.CreateTempSubdirectory("fuzz-").FullName;
        var faults = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var seed = Environment.GetEnvironmentVariable("PLANAPI_TEST_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : 1;
        var (answered, closed) = (0, 0);
        await using (var server = await EmbeddedMongoServer.Start(directory, TimeProvider.System, f => faults.AddOrUpdate(Place(f), 1, (_, n) => n + 1)))
        {
            var url = new MongoUrl(server.ConnectionString);
            var frames = RecordedTraffic.Of(server.ConnectionString);
            var recorded = frames.Select(f => WireMessage.Parse(f).Body.Elements().First().Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            CommandTable.Commands.Keys.Where(c => c != "deleteIndexes" && !recorded.Contains(c)).ShouldBeEmpty("commands that are not recorded");
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await Parallel.ForEachAsync(Enumerable.Range(0, 4), new ParallelOptions { MaxDegreeOfParallelism = 4 }, (part, _) =>
            {
                var dice = new Dice(seed + part);
                for (var i = 0; i < Frames / 4; i++)
                {
                    var frame = Mutation.Of(frames[dice.Next(frames.Count)], frames, dice);
                    try
                    {
                        using var client = signedIn ? RawClient.SignedIn(url) : new RawClient(url);
                        var reply = client.SendLast(frame);
                        if (reply is null) Interlocked.Increment(ref closed);
                        else Interlocked.Increment(ref answered);
                    }
                    catch (Exception e)
                    {
                        throw new InvalidOperationException($"Seed {seed}, part {part}, frame {i}: {Convert.ToHexString(frame.AsSpan(0, Math.Min(frame.Length, 4000)))}", e);
                    }
                    // Most of the time a glance is enough; only what is not garbage counts.
                    if (GC.GetTotalMemory(forceFullCollection: false) - before > MostMemory)
                        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostMemory, $"seed {seed}, part {part}, frame {i}");
                }
                return ValueTask.CompletedTask;
            });
            (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostMemory);
            using var honest = new MongoClient(server.ConnectionString);
            var things = honest.GetDatabase("after").GetCollection<BsonDocument>("things");
            things.InsertOne(new BsonDocument("_id", 1));
            things.Ids("{}").ShouldBe([1]);
        }
        using (var store = Store.Open(Path.Combine(directory, "store.db"), _ => { }))
        using (var session = store.Read())
            StoreCheck.Run(session.File).Problems.ShouldBeEmpty();
        Directory.Delete(directory, recursive: true);
        output.WriteLine($"Seed {seed}: {answered} answered, {closed} closed.");
        foreach (var (fault, count) in faults.OrderByDescending(f => f.Value)) output.WriteLine($"{count} × {fault}");
        answered.ShouldBeGreaterThan(0);
        closed.ShouldBeGreaterThan(0);
        faults.ShouldBeEmpty("faults of the store's own");
    }

    /// <summary>What a fault is and where in the store it came from.</summary>
    private static string Place(string fault)
    {
        var lines = fault.Split('\n').Select(l => l.Trim()).ToList();
        return string.Join(" < ", lines.Take(1).Concat(lines.Where(l => l.Contains("PlanApi.EmbeddedMongo.", StringComparison.Ordinal)).Take(2)));
    }
}
