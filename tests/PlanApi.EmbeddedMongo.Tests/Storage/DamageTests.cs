using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Storage;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>Damaged files and a full disk: an error and a refusal to go on. What the store answers until then is right.</summary>
public sealed class DamageTests(ITestOutputHelper output) : IDisposable
{
    private const int Documents = 400;
    private readonly string _directory = Directory.CreateTempSubdirectory("damage-").FullName;

    private string Database => Path.Combine(_directory, "store.db");

    private static BsonDocument Document(int i) => new() { { "_id", i }, { "n", i }, { "x", new string((char)('a' + i % 26), 500 + i * 37 % 3000) } };

    private async Task Fill()
    {
        await using var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System);
        using var client = new MongoClient(server.ConnectionString);
        var things = client.GetDatabase("d").GetCollection<BsonDocument>("things");
        await things.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{n:1}"));
        await things.InsertManyAsync(Enumerable.Range(0, Documents).Select(Document));
    }

    /// <summary>Reads every document; true when all are as they were written, false when the store refused; anything else fails the test.</summary>
    private async Task<bool> ReadsRight()
    {
        EmbeddedMongoServer server;
        try
        {
            server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System);
        }
        catch (EmbeddedMongoException)
        {
            return false;
        }
        await using (server)
        {
            using var client = new MongoClient(server.ConnectionString);
            var things = client.GetDatabase("d").GetCollection<BsonDocument>("things");
            try
            {
                var all = things.Find("{}").ToList();
                all.OrderBy(d => d["_id"].AsInt32).ShouldBe(Enumerable.Range(0, Documents).Select(Document));
                return true;
            }
            catch (MongoCommandException)
            {
                // Whatever is asked next is refused too.
                Should.Throw<MongoCommandException>(() => things.Find("{_id:1}").ToList()).Message.ShouldContain("stopped");
                Should.Throw<MongoCommandException>(() => things.InsertOne(new BsonDocument("_id", 9999))).Message.ShouldContain("stopped");
                Should.Throw<MongoCommandException>(() => things.Database.Run("{ping:1}")).Message.ShouldContain("stopped");
                return false;
            }
        }
    }

    [Fact]
    public async Task Flipped_bytes_are_never_answered_with()
    {
        await Fill();
        var whole = await File.ReadAllBytesAsync(Database);
        var dice = new Dice(7);
        var refused = 0;
        const int rounds = 25;
        for (var round = 0; round < rounds; round++)
        {
            var damaged = whole.ToArray();
            // A run of bytes, as a bad sector leaves it.
            var at = dice.Next(damaged.Length - 64);
            for (var i = 0; i < 64; i++) damaged[at + i] ^= (byte)dice.Next(1, 256);
            await File.WriteAllBytesAsync(Database, damaged);
            if (!await ReadsRight()) refused++;
            foreach (var log in Directory.GetFiles(_directory, "store.db-*")) File.Delete(log);
        }
        output.WriteLine($"{refused} of {rounds} refused; the others hit what reading all documents does not touch.");
        refused.ShouldBeGreaterThan(rounds / 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(97)]
    public async Task A_truncated_file_is_refused(int percent)
    {
        await Fill();
        using (var file = File.OpenWrite(Database)) file.SetLength(file.Length * percent / 100);
        (await ReadsRight()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_whose_document_is_gone_stops_the_store()
    {
        await Fill();
        using (var file = EmbeddedMongo.Storage.Sqlite.SqliteFile.Existing(Database)) file.Execute("DELETE FROM c1 WHERE rowid = 7");
        await using var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System);
        using var client = new MongoClient(server.ConnectionString);
        var things = client.GetDatabase("d").GetCollection<BsonDocument>("things");
        Should.Throw<MongoCommandException>(() => things.Find("{n:6}").ToList()).Message.ShouldContain("damaged");
        Should.Throw<MongoCommandException>(() => things.Find("{n:9}").ToList()).Message.ShouldContain("stopped");
    }

    [Fact]
    public async Task A_full_disk_refuses_the_write_and_everything_after_and_loses_nothing_acknowledged()
    {
        var acknowledged = 0;
        var faults = new List<string>();
        await using (var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System, faults.Add))
        {
            using var client = new MongoClient(server.ConnectionString);
            var things = client.GetDatabase("d").GetCollection<BsonDocument>("things");
            things.InsertOne(Document(acknowledged++));
            server.Store.Writer.Run(s => s.File.Number("PRAGMA max_page_count = 60"));
            Should.Throw<MongoCommandException>(() =>
            {
                while (acknowledged < 10_000) things.InsertOne(Document(acknowledged++));
            }).Code.ShouldBe(14031);
            acknowledged--;
            Should.Throw<MongoCommandException>(() => things.InsertOne(Document(0))).Code.ShouldBe(14031);
            Should.Throw<MongoCommandException>(() => things.Find("{_id:0}").ToList()).Message.ShouldContain("full");
        }
        faults.ShouldHaveSingleItem().ShouldContain("full");
        acknowledged.ShouldBeGreaterThan(10);
        using var store = Store.Open(Database, _ => { });
        using var session = store.Read();
        StoreCheck.Run(session.File).Problems.ShouldBeEmpty();
        session.File.Number($"SELECT count(*) FROM {store.Catalog.Find("d", "things")!.Table}").ShouldBe(acknowledged);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
