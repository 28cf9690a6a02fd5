using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Execution;

/// <summary>What a sort keeps in memory is counted, keys and all; beyond its limit it is refused.</summary>
public sealed class SortLimitTests
{
    private const int Size = 1000;

    private sealed class Given(IEnumerable<BsonDocument> documents) : DocumentSource
    {
        private readonly IEnumerator<BsonDocument> _documents = documents.GetEnumerator();

        public override ReadOnlySpan<byte> Document => RawValue.ToBytes(_documents.Current);

        public override bool Next(SqliteFile file) => _documents.MoveNext();

        public override void Suspend() { }
    }

    /// <summary>Sorts a hundred documents of about a kilobyte, the last first, and counts what comes out.</summary>
    private static int Sorted(string by, long? limit, long maxBytes)
    {
        var documents = Enumerable.Range(0, 100).Select(i => new BsonDocument { { "_id", 100 - i }, { "text", new string((char)('a' + i % 26), Size) } });
        var sort = new SortStage(new Given(documents), SortOrder.Parse(RawValue.From(new BsonDocument(by, 1)))!, limit, maxBytes);
        var count = 0;
        while (sort.Next(null!)) count++;
        return count;
    }

    [Theory]
    [InlineData(null, 100)]
    [InlineData(60L, 60)]
    [InlineData(20_000L, 100)]
    public void A_sort_that_keeps_too_much_is_refused_with_a_limit_and_without(long? limit, int kept)
    {
        Should.Throw<CommandException>(() => Sorted("_id", limit, kept * Size)).Code.ShouldBe(ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed);
        Sorted("_id", limit, kept * (Size + 100)).ShouldBe(kept);
        // Here the keys are as long as the documents.
        Should.Throw<CommandException>(() => Sorted("text", limit, kept * (Size + 100))).Code.ShouldBe(ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed);
        Sorted("text", limit, kept * (Size + 100) * 2).ShouldBe(kept);
    }
}
