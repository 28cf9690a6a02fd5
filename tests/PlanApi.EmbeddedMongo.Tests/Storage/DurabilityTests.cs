using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>What was acknowledged is there after kill -9 at any moment, each command whole or not at all, and every index key belongs to its document.</summary>
public sealed class DurabilityTests(ITestOutputHelper output)
{
    private const int Clients = 6;

    /// <summary>PLANAPI_TEST_KILLS=500 kills as many times; by default a few. PLANAPI_TEST_SEED=7 tries one seed again, as far as time allows; by default another each run.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("PLANAPI_TEST_KILLS") is { Length: > 0 } kills ? kills : "5", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_minus_nine_and_no_write_is_done_in_part()
    {
        var directory = Directory.CreateTempSubdirectory("durable-").FullName;
        var clients = Enumerable.Range(1, Clients).Select(n => new KilledClient(n)).ToList();
        var indexes = new KilledIndexes();
        var seed = Environment.GetEnvironmentVariable("PLANAPI_TEST_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var moments = new Dice(seed);
        for (var round = 0; round < Rounds; round++)
        {
            using var process = await StoreProcess.Start(directory);
            using var client = new MongoClient(process.ConnectionString);
            var things = client.GetDatabase("d").GetCollection<BsonDocument>("things");
            if (round == 0)
                await things.Indexes.CreateManyAsync([
                    new("{n:1}", new CreateIndexOptions { Unique = true }), new("{'l.p':1,'l.v':1}"), new("{client:1,count:-1}"),
                    new("{count:1}", new CreateIndexOptions<BsonDocument> { PartialFilterExpression = "{count:{$gte:1}}", Name = "counted" }), new("{x:1}")]);
            var before = clients.Sum(c => c.Acknowledged);
            List<Task> writing = [Task.Run(() => indexes.Write(things)), .. clients.Select((c, i) => Task.Run(() => c.Write(things, new Dice(seed + round * Clients + i))))];
            // At another moment each round, when the load has reached the store.
            for (var wait = 0; wait < 5000 && clients.Sum(c => c.Acknowledged) < before + 10; wait++) await Task.Delay(2);
            await Task.Delay(moments.Next(150));
            process.Kill();
            await Task.WhenAll(writing);
            clients.Sum(c => c.Acknowledged).ShouldBeGreaterThan(before, "the load reached the store");
            Check(directory, clients, indexes);
            if (round % 20 == 19) output.WriteLine($"{round + 1} kills, {clients.Sum(c => c.Acknowledged)} acknowledged commands.");
        }
        output.WriteLine($"{Rounds} kills, {clients.Sum(c => c.Acknowledged)} acknowledged commands, {indexes.Acknowledged} times an index was made or dropped.");
        indexes.Acknowledged.ShouldBeGreaterThan(0);
        Directory.Delete(directory, recursive: true);
    }

    private static void Check(string directory, List<KilledClient> clients, KilledIndexes indexes)
    {
        using var store = Store.Open(Path.Combine(directory, "store.db"), _ => { });
        using var session = store.Read();
        StoreCheck.Run(session.File).Problems.ShouldBeEmpty();
        var there = new Dictionary<int, BsonDocument>();
        using (var rows = session.File.Rent($"SELECT rowid, doc, sum FROM {store.Catalog.Find("d", "things")!.Table}"))
            while (rows.Step())
            {
                var document = EmbeddedMongo.Values.RawValue.ToBson(rows.Document(1));
                there.Add(document["_id"].AsInt32, document);
            }
        foreach (var client in clients) client.Check(there);
        indexes.Check(store.Catalog.Find("d", "things")!);
    }

    [Fact]
    public void The_check_finds_keys_without_documents_and_documents_without_keys()
    {
        var directory = Directory.CreateTempSubdirectory("check-").FullName;
        using (var store = Store.Open(Path.Combine(directory, "store.db"), _ => { }))
        {
            StoreCheckResult Check(Action<SqliteFile> damage) => store.Writer.Run(s =>
            {
                s.File.Execute("SAVEPOINT damage");
                damage(s.File);
                var found = StoreCheck.Run(s.File);
                s.File.Execute("ROLLBACK TO damage");
                return found;
            });
            var collection = store.Writer.Run(s =>
            {
                var made = s.AddIndexes(s.FindOrCreate("d", "c"), [Json.Doc("{v:2,key:{a:1},name:'a',unique:true}")]);
                for (var i = 0; i < 20; i++) s.Tables.Insert(made, EmbeddedMongo.Values.RawValue.ToBytes(new BsonDocument { { "_id", i }, { "a", new BsonArray { i, -1 - i } } }));
                return made;
            });
            var (table, index) = (collection.Table, collection.Indexes[1].Table);
            Check(_ => { }).ShouldSatisfyAllConditions(c => c.Problems.ShouldBeEmpty(), c => c.Documents.ShouldBe(20), c => c.Keys.ShouldBe(60));
            Check(f => f.Execute($"DELETE FROM {index} WHERE r = 3")).Problems.ShouldBe(["Index a of d.c: 2 keys are missing"]);
            Check(f => f.Execute($"UPDATE {index} SET r = 4 WHERE r = 3")).Problems.ShouldBe(["Index a of d.c: 2 keys are missing", "Index a of d.c: 2 keys belong to no document"]);
            Check(f => f.Execute($"INSERT INTO {index} SELECT k, 99 FROM {index} WHERE r = 3")).Problems.ShouldBe(["Index a of d.c: 2 keys belong to no document", "Index a of d.c: a key is repeated though it is unique"]);
            Check(f => f.Execute($"UPDATE {table} SET sum = sum + 1 WHERE rowid = 5")).Problems.ShouldHaveSingleItem().ShouldContain("does not match its checksum");
        }
        Directory.Delete(directory, recursive: true);
    }
}
