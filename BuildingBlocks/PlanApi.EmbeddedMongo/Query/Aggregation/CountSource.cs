using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>How a count is answered: the field it goes into, and the _id of a $group (none for $count).</summary>
internal sealed record CountShape(string Field, BsonValue? Id);

/// <summary>The answer of a pipeline that only counts (what drivers send for countDocuments): from an index where that is exact.</summary>
internal sealed class CountSource(Collection collection, Request request, long skip, CountShape shape) : DocumentSource
{
    private byte[] _answer = [];
    private bool _done;

    public override ReadOnlySpan<byte> Document => _answer;

    public override bool Next(SqliteFile file)
    {
        if (_done) return false;
        _done = true;
        var count = Counting.Count(file, collection, request, skip);
        if (count == 0) return false;
        var answer = new BsonDocument();
        if (shape.Id is not null) answer.Add("_id", shape.Id);
        answer.Add(shape.Field, count <= int.MaxValue ? new BsonInt32((int)count) : new BsonInt64(count));
        _answer = RawValue.ToBytes(answer);
        return true;
    }

    public override void Suspend() { }
}
