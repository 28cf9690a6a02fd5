using PlanApi.EmbeddedMongo.Storage;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>The writer's promises that no driver can show: what a fault in one write does to the others, and what is acknowledged when.</summary>
public sealed class WriterTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("writer-").FullName;

    private string Database => Path.Combine(_directory, "store.db");

    private static void Insert(WriteSession session, int id) =>
        session.Tables.Insert(session.FindOrCreate("d", "c"), RawValue.ToBytes(new BsonDocument("_id", id)));

    [Fact]
    public async Task A_fault_in_one_write_undoes_that_write_whole_and_no_other()
    {
        var faults = new List<Exception>();
        using var store = Store.Open(Database, faults.Add);
        using var started = new ManualResetEventSlim();
        var slow = Task.Run(() => store.Writer.Run(s =>
        {
            started.Set();
            Thread.Sleep(100);
            Insert(s, 1);
            return true;
        }));
        started.Wait();
        // These wait together, and go into one transaction with each other.
        var good = Enumerable.Range(2, 5).Select(i => Task.Run(() => store.Writer.Run(s =>
        {
            Insert(s, i);
            return true;
        }))).ToList();
        var bad = Task.Run(() => store.Writer.Run<bool>(s =>
        {
            Insert(s, 99);
            throw new InvalidOperationException("a fault");
        }));
        await Task.WhenAll([slow, .. good]);
        (await Should.ThrowAsync<CommandException>(() => bad)).Code.ShouldBe(ErrorCode.InternalError);
        using var read = store.Read();
        read.File.Number($"SELECT count(*) FROM {store.Catalog.Find("d", "c")!.Table}").ShouldBe(6);
        faults.ShouldAllBe(f => f is InvalidOperationException);
    }

    [Fact]
    public void A_write_is_visible_to_readers_when_it_is_acknowledged_and_not_before_its_commit()
    {
        using var store = Store.Open(Database, _ => { });
        store.Writer.Run(s => s.Create("d", "c", []));
        var table = store.Catalog.Find("d", "c")!.Table;
        store.Writer.Run(s =>
        {
            Insert(s, 1);
            using var during = store.Read();
            return during.File.Number($"SELECT count(*) FROM {table}");
        }).ShouldBe(0, "a reader neither waits for the writer nor sees what is not committed");
        using var after = store.Read();
        after.File.Number($"SELECT count(*) FROM {table}").ShouldBe(1);
    }

    [Fact]
    public void A_damaged_file_stops_the_store_and_is_not_silent()
    {
        using var store = Store.Open(Database, _ => { });
        store.Writer.Run(s =>
        {
            for (var i = 0; i < 2000; i++) Insert(s, i);
            return true;
        });
        store.Writer.Fail(new PlanApi.EmbeddedMongo.Storage.Sqlite.SqliteException(11, "database disk image is malformed"));
        Should.Throw<CommandException>(() => store.Writer.Run(s => true)).Message.ShouldContain("stopped after a failure");
        Should.Throw<CommandException>(() => store.Read());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
