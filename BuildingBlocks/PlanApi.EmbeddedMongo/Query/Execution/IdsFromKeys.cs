using System.Buffers;
using System.Buffers.Binary;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Projections;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>The <c>_id</c>s of the documents of an index's ranges, read from its keys; a document is read only where its key does not tell.</summary>
internal sealed class IdsFromKeys(IndexAccess path, Projection projection, ScanStatistics statistics, Deadline? deadline) : DocumentSource
{
    private readonly IndexScan _keys = new(path, statistics, onlyKeys: true);
    private readonly RowReader _documents = new(path.Collection);
    private readonly ArrayBufferWriter<byte> _id = new();
    private byte[] _document = [];

    public override ReadOnlySpan<byte> Document => _document;

    public override bool Next(SqliteFile file)
    {
        if (!_keys.Next(file))
        {
            _documents.Suspend();
            return false;
        }
        deadline?.Check();
        _document = KeyDecoder.TryFind(_keys.Key, path.Index.IdField!.Value, out var id) ? Made(id) : Read(file);
        return true;
    }

    public override void Suspend()
    {
        _keys.Suspend();
        _documents.Suspend();
    }

    private byte[] Read(SqliteFile file)
    {
        _documents.Read(file, _keys.Row);
        statistics.DocumentsExamined++;
        return projection.Apply(_documents.Document);
    }

    // { _id: "…" }
    private byte[] Made(ReadOnlySpan<byte> encoded)
    {
        _id.ResetWrittenCount();
        KeyDecoder.Write(encoded, _id);
        var id = _id.WrittenSpan;
        var document = new byte[4 + 1 + 4 + 4 + id.Length + 1 + 1];
        BinaryPrimitives.WriteInt32LittleEndian(document, document.Length);
        document[4] = (byte)MongoDB.Bson.BsonType.String;
        "_id\0"u8.CopyTo(document.AsSpan(5));
        BinaryPrimitives.WriteInt32LittleEndian(document.AsSpan(9), id.Length + 1);
        id.CopyTo(document.AsSpan(13));
        return document;
    }
}
