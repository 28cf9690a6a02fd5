using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>A backup is one moment of the store, taken while it is written to, and opens as a store.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("backup-").FullName;

    private string Store => Path.Combine(_directory, "store");

    private string File => Path.Combine(_directory, "copy.db");

    [Fact]
    public async Task A_backup_taken_under_load_holds_what_was_acknowledged_before_it_and_no_write_in_part()
    {
        var written = new int[2];
        using var enough = new CancellationTokenSource();
        int[] before;
        EmbeddedMongoBackup backup;
        await using (var server = await EmbeddedMongoServer.Start(Store, TimeProvider.System))
        {
            using var client = new MongoClient(server.ConnectionString);
            var things = client.GetDatabase("d").GetCollection<BsonDocument>("things");
            await things.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{writer:1,n:1}", new CreateIndexOptions { Unique = true }));
            var writing = Enumerable.Range(0, 2).Select(w => Task.Run(() =>
            {
                // Pairs, in one command each: a backup has both or none.
                for (var n = 1; !enough.IsCancellationRequested; n++)
                {
                    things.InsertMany([new() { { "writer", w }, { "n", n } }, new() { { "writer", w }, { "n", -n } }]);
                    Volatile.Write(ref written[w], n);
                }
            })).ToList();
            SpinWait.SpinUntil(() => written.All(n => n > 20), TimeSpan.FromSeconds(30)).ShouldBeTrue();
            before = [.. written];
            backup = EmbeddedMongoBackup.Make(Store, File);
            SpinWait.SpinUntil(() => written.Zip(before).All(n => n.First > n.Second + 5), TimeSpan.FromSeconds(30)).ShouldBeTrue("writers go on");
            await enough.CancelAsync();
            await Task.WhenAll(writing);
        }
        if (!OperatingSystem.IsWindows()) System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var restored = Directory.CreateDirectory(Path.Combine(_directory, "restored")).FullName;
        System.IO.File.Copy(File, Path.Combine(restored, "store.db"));
        await using var again = await EmbeddedMongoServer.Start(restored, TimeProvider.System);
        using var reader = new MongoClient(again.ConnectionString);
        var copied = reader.GetDatabase("d").GetCollection<BsonDocument>("things");
        var all = copied.Find("{}").ToList();
        all.Count.ShouldBe((int)backup.Documents);
        backup.Keys.ShouldBe(2 * backup.Documents);
        for (var w = 0; w < 2; w++)
        {
            var numbers = all.Where(d => d["writer"] == w).Select(d => d["n"].AsInt32).ToHashSet();
            var last = numbers.Max();
            last.ShouldBeInRange(before[w], written[w]);
            numbers.Order().ShouldBe(Enumerable.Range(1, last).SelectMany(n => new[] { n, -n }).Order());
        }
        Should.Throw<MongoWriteException>(() => copied.InsertOne(new() { { "writer", 0 }, { "n", 1 } }), "the unique index came along");
    }

    [Fact]
    public async Task A_damaged_store_gives_no_backup_and_a_file_that_is_there_is_left_alone()
    {
        await using (var server = await EmbeddedMongoServer.Start(Store, TimeProvider.System))
        {
            using var client = new MongoClient(server.ConnectionString);
            client.GetDatabase("d").GetCollection<BsonDocument>("things").InsertMany(Enumerable.Range(0, 50).Select(i => new BsonDocument { { "_id", i } }));
        }
        EmbeddedMongoBackup.Make(Store, File).Documents.ShouldBe(50);
        Should.Throw<EmbeddedMongoException>(() => EmbeddedMongoBackup.Make(Store, File)).Message.ShouldContain("is there already");
        using (var file = EmbeddedMongo.Storage.Sqlite.SqliteFile.Existing(Path.Combine(Store, "store.db"))) file.Execute("DELETE FROM i1 WHERE r = 7");
        var other = Path.Combine(_directory, "other.db");
        Should.Throw<EmbeddedMongoException>(() => EmbeddedMongoBackup.Make(Store, other)).Message.ShouldContain("Index _id_ of d.things: 1 keys are missing");
        Should.Throw<EmbeddedMongoException>(() => EmbeddedMongoBackup.Make(Path.Combine(_directory, "nothing"), other)).Message.ShouldContain("could not be copied");
        Should.Throw<EmbeddedMongoException>(() => EmbeddedMongoBackup.Make(Store, Path.Combine(_directory, "nowhere", "copy.db"))).Message.ShouldContain("could not be copied");
        Directory.GetFiles(_directory).ShouldBe([File]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
