using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>A capped collection keeps to its size, counted once and then kept up.</summary>
public sealed class CappedTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("capped-").FullName;

    private static byte[] Document(int id, int size) => RawValue.ToBytes(new BsonDocument { { "_id", id }, { "x", new BsonBinaryData(new byte[size - 22]) } });

    [Fact]
    public void It_keeps_to_its_size_whatever_is_changed_deleted_or_undone_between()
    {
        using var store = Store.Open(Path.Combine(_directory, "store.db"), _ => { });
        void Do(Action<TableWriter, Collection> write) => store.Writer.Run(s =>
        {
            write(s.Tables, s.Catalog.Find("d", "c")!);
            return true;
        });
        void Insert(int id) => Do((tables, collection) => tables.Insert(collection, Document(id, 100)));
        // Nothing else is inserted, so a document's row is its _id.
        List<long> Rows() => store.Writer.Run(s =>
        {
            var rows = new List<long>();
            using var all = s.File.Rent($"SELECT rowid FROM {s.Catalog.Find("d", "c")!.Table} ORDER BY rowid");
            while (all.Step()) rows.Add(all.Long(0));
            return rows;
        });
        store.Writer.Run(s => s.Create("d", "c", Json.Doc("{capped:true,size:{$numberLong:'1000'}}")));
        for (var id = 1; id <= 12; id++) Insert(id);
        Rows().ShouldBe([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

        Do((tables, collection) => tables.Delete(collection, 5, Document(5, 100)));
        Insert(13);
        Insert(14);
        Rows().ShouldBe([4, 6, 7, 8, 9, 10, 11, 12, 13, 14]);

        Do((tables, collection) => tables.Replace(collection, 14, Document(14, 100), Document(14, 250)));
        Insert(15);
        Rows().ShouldBe([8, 9, 10, 11, 12, 13, 14, 15], "150 bytes of growth and 100 of the new one");

        Should.Throw<CommandException>(() => Do((tables, collection) =>
        {
            tables.Delete(collection, 14, Document(14, 250));
            throw new InvalidOperationException("a fault");
        }));
        Insert(16);
        Rows().ShouldBe([9, 10, 11, 12, 13, 14, 15, 16]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
