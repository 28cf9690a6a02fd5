using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>An index over documents that are there already, also when its keys are more than memory should hold.</summary>
public sealed class IndexBuilderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("build-").FullName;

    [Theory]
    [InlineData(0, 501, 501)]
    [InlineData(5000, 10, 50)]
    [InlineData(10_000_000, 1, 1)]
    public void Built_in_many_parts_or_in_one_it_has_the_same_keys(long maxBytes, int leastParts, int mostParts)
    {
        using var store = Store.Open(Path.Combine(_directory, "store.db"), _ => { });
        store.Writer.Run(s =>
        {
            var dice = new Dice(5);
            var kept = s.AddIndexes(s.Create("d", "c", []), [Json.Doc("{v:2,key:{a:1,b:-1},name:'a'}")]);
            for (var i = 0; i < 500; i++)
                s.Tables.Insert(kept, RawValue.ToBytes(new BsonDocument { { "_id", i }, { "a", new BsonArray { dice.Next(50), dice.Next(50) } }, { "b", new string('b', dice.Next(40)) } }));
            var built = new IndexDefinition(99, kept.Id, kept.Indexes[1].Spec);
            IndexBuilder.Build(s, kept, built, maxBytes).ShouldBeInRange(leastParts, mostParts);
            s.File.Number($"SELECT count(*) FROM {built.Table}").ShouldBeGreaterThan(900);
            s.File.Number($"SELECT count(*) FROM (SELECT k, r FROM {built.Table} EXCEPT SELECT k, r FROM {kept.Indexes[1].Table})").ShouldBe(0);
            s.File.Number($"SELECT count(*) FROM (SELECT k, r FROM {kept.Indexes[1].Table} EXCEPT SELECT k, r FROM {built.Table})").ShouldBe(0);
            return true;
        });
    }

    [Fact]
    public void Nothing_is_kept_in_the_systems_folder_for_temporary_files()
    {
        using var store = Store.Open(Path.Combine(_directory, "store.db"), _ => { });
        using var read = store.Read();
        (read.File.Number("PRAGMA temp_store"), store.Writer.Run(s => s.File.Number("PRAGMA temp_store"))).ShouldBe((2, 2));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
