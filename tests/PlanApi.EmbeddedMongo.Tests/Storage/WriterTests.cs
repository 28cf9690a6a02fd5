using PlanApi.EmbeddedMongo.Storage;
using MongoDB.Bson;
using MongoDB.Driver;
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
    public async Task In_a_pause_of_writing_the_log_is_emptied_into_the_file()
    {
        using var store = Store.Open(Database, _ => { });
        store.Writer.Run(s =>
        {
            s.Tables.Insert(s.FindOrCreate("d", "c"), RawValue.ToBytes(new BsonDocument { { "_id", 1 }, { "text", new string('x', 1_000_000) } }));
            return true;
        });
        for (var wait = 0; wait < 5000 && new FileInfo(Database).Length < 1_000_000; wait++) await Task.Delay(2);
        new FileInfo(Database).Length.ShouldBeGreaterThan(1_000_000);
        using var read = store.Read();
        StoreCheck.Run(read.File).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_that_nobody_uses_sees_the_next_commit_and_keeps_no_log_from_being_emptied()
    {
        using var store = Store.Open(Database, _ => { });
        store.Writer.Run(s => s.Create("d", "c", []));
        var count = $"SELECT count(*) FROM {store.Catalog.Find("d", "c")!.Table}";
        for (var written = 1; written <= 4; written++)
        {
            // Three connections, which stay on this state until it is over.
            using (var one = store.Read())
            using (var two = store.Read())
            using (var three = store.Read())
                foreach (var session in new[] { one, two, three }) session.File.Number(count).ShouldBe(written - 1);
            store.Writer.Run(s =>
            {
                s.Tables.Insert(s.FindOrCreate("d", "c"), RawValue.ToBytes(new BsonDocument { { "_id", written }, { "text", new string('x', 1_000_000) } }));
                return true;
            });
            using (var after = store.Read()) after.File.Number(count).ShouldBe(written);
            for (var wait = 0; wait < 5000 && new FileInfo(Database).Length < written * 1_000_000; wait++) await Task.Delay(2);
            new FileInfo(Database).Length.ShouldBeGreaterThan(written * 1_000_000);
        }
        // Emptied each time, the log was begun anew each time.
        new FileInfo(Database + "-wal").Length.ShouldBeLessThan(2_500_000);
    }

    [Fact]
    public async Task A_log_that_cannot_be_emptied_is_told_once_and_stops_the_store()
    {
        var faults = new List<Exception>();
        using var store = Store.Open(Database, faults.Add);
        using (store.Read())
        {
            // A reader of the state before keeps the log from being emptied until it is cut.
            store.Writer.Run(s =>
            {
                Insert(s, 1);
                return true;
            });
            using var log = new FileStream(Database + "-wal", FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            log.SetLength(0);
        }
        for (var wait = 0; wait < 5000 && faults.Count == 0; wait++) await Task.Delay(2);
        // As long as several pauses.
        await Task.Delay(300);
        faults.ShouldHaveSingleItem();
        Should.Throw<CommandException>(store.Writer.ThrowIfFailed).Message.ShouldContain("stopped");
    }

    [Fact]
    public async Task A_write_is_acknowledged_after_its_commit_which_is_after_the_fsync()
    {
        using var store = Store.Open(Database, _ => { });
        // The connection's setting makes a commit return after the fsync of the log.
        store.Writer.Run(s => (s.File.Number("PRAGMA synchronous"), s.File.Text("PRAGMA journal_mode"))).ShouldBe((2L, "wal"));
        // Many at once, so that they form groups: each, once acknowledged, is committed.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Factory.StartNew(
            () =>
            {
                for (var i = 1; i <= 50; i++)
                {
                    store.Writer.Run(s =>
                    {
                        Insert(s, w * 100 + i);
                        return true;
                    });
                    using var after = store.Read();
                    after.File.Number($"SELECT count(*) FROM {after.Catalog.Find("d", "c")!.Table}").ShouldBeGreaterThanOrEqualTo(i);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        // And one whose commit fails, after all of it was done, is not acknowledged.
        Should.Throw<CommandException>(() => store.Writer.Run(s =>
        {
            Insert(s, -1);
            s.File.Execute("ROLLBACK");
            return true;
        })).Message.ShouldContain("was undone");
        using var last = store.Read();
        last.File.Number($"SELECT count(*) FROM {last.Catalog.Find("d", "c")!.Table}").ShouldBe(400);
    }

    [Fact]
    public async Task Reads_of_every_kind_go_on_while_the_writer_is_busy()
    {
        var directory = Path.Combine(_directory, "served");
        await using var server = await EmbeddedMongoServer.Start(directory, TimeProvider.System);
        using (var client = new MongoClient(server.ConnectionString))
        {
            var things = client.GetDatabase("d").GetCollection<BsonDocument>("c");
            things.InsertMany(Enumerable.Range(0, 300).Select(i => new BsonDocument { { "_id", i }, { "n", i % 7 } }));
            // Inside the writer's transaction: whoever waited for the writer would wait for ever.
            server.Store.Writer.Run(s =>
            {
                Insert(s, 1000);
                things.Find("{}", new FindOptions { BatchSize = 50 }).ToList().Count.ShouldBe(300);
                things.CountDocuments("{n:3}").ShouldBe(43);
                things.Distinct<int>("n", "{}").ToList().Count.ShouldBe(7);
                things.Aggregate().Group("{_id:'$n',c:{$sum:1}}").ToList().Count.ShouldBe(7);
                things.Indexes.List().ToList().Count.ShouldBe(1);
                return true;
            });
            things.CountDocuments("{}").ShouldBe(301);
        }
    }

    [Fact]
    public void Reads_go_on_while_indexes_come_and_indexes_are_made_all_or_none()
    {
        using var store = Store.Open(Database, _ => { });
        store.Writer.Run(s =>
        {
            for (var i = 0; i < 20; i++) s.Tables.Insert(s.FindOrCreate("d", "c"), RawValue.ToBytes(new BsonDocument { { "_id", i }, { "a", i }, { "b", i % 2 } }));
            return true;
        });
        Should.Throw<CommandException>(() => store.Writer.Run(s => s.AddIndexes(s.Catalog.Find("d", "c")!, [Json.Doc("{v:2,key:{a:1},name:'a'}"), Json.Doc("{v:2,key:{b:1},name:'b',unique:true}")]))).Code.ShouldBe(ErrorCode.DuplicateKey);
        store.Catalog.Find("d", "c")!.Indexes.Length.ShouldBe(1);
        using var before = store.Read();
        store.Writer.Run(s => s.AddIndexes(s.Catalog.Find("d", "c")!, [Json.Doc("{v:2,key:{a:1},name:'a'}")]));
        // A reader's catalog is its snapshot's: it plans on no index that is not there.
        before.Catalog.Find("d", "c")!.Indexes.Length.ShouldBe(1);
        using var after = store.Read();
        after.Catalog.Find("d", "c")!.Indexes.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("undone")]
    public void An_index_that_met_arrays_and_came_to_nothing_does_not_take_the_next_ones_place_in_the_catalog(string how)
    {
        using (var store = Store.Open(Database, _ => { }))
        {
            bool Build(WriteSession s, string spec) => s.AddIndexes(s.FindOrCreate("d", "c"), [Json.Doc(spec)]).Indexes.Length > 1;
            store.Writer.Run(s =>
            {
                foreach (var i in (int[])[1, 2]) s.Tables.Insert(s.FindOrCreate("d", "c"), RawValue.ToBytes(new BsonDocument { { "_id", i }, { "a", new BsonArray { 1, i } }, { "b", i } }));
                return true;
            });
            if (how == "undone") Should.Throw<CommandException>(() => store.Writer.Run(s => Build(s, "{v:2,key:{a:1},name:'a'}") ? throw new InvalidOperationException("a fault") : true));
            store.Writer.Run(s =>
            {
                // One transaction, as of commands that waited together.
                if (how == "refused") Should.Throw<CommandException>(() => Build(s, "{v:2,key:{a:1},name:'a',unique:true}")).Code.ShouldBe(ErrorCode.DuplicateKey);
                return Build(s, "{v:2,key:{b:1},name:'b'}");
            });
        }
        using var again = Store.Open(Database, _ => { });
        again.Catalog.Find("d", "c")!.Indexes.Select(i => i.Name).ShouldBe(["_id_", "b"]);
        using var read = again.Read();
        StoreCheck.Run(read.File).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_store_that_failed_refuses_reads_and_writes()
    {
        using var store = Store.Open(Database, _ => { });
        store.Writer.Fail(PlanApi.EmbeddedMongo.Storage.Sqlite.SqliteException.Damaged("a test"));
        Should.Throw<CommandException>(() => store.Writer.Run(s => true)).Message.ShouldContain("stopped after a failure");
        Should.Throw<CommandException>(() => store.Read());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
