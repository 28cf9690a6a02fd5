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
    private int _length;

    public override ReadOnlySpan<byte> Document => _document.AsSpan(0, _length);

    public override bool Next(SqliteFile file)
    {
        if (!_keys.Next(file))
        {
            _documents.Suspend();
            return false;
        }
        deadline?.Check();
        if (KeyDecoder.TryFind(_keys.Key, path.Index.IdField!.Value, out var id)) Make(id);
        else Read(file);
        return true;
    }

    public override void Suspend()
    {
        _keys.Suspend();
        _documents.Suspend();
    }

    private void Read(SqliteFile file)
    {
        _documents.Read(file, _keys.Row);
        statistics.DocumentsExamined++;
        _document = projection.Apply(_documents.Document);
        _length = _document.Length;
    }

    // { _id: "…" }, in place of the one before.
    private void Make(ReadOnlySpan<byte> encoded)
    {
        _id.ResetWrittenCount();
        KeyDecoder.Write(encoded, _id);
        var id = _id.WrittenSpan;
        _length = 4 + 1 + 4 + 4 + id.Length + 1 + 1;
        if (_document.Length < _length) _document = new byte[2 * _length];
        var document = _document.AsSpan(0, _length);
        BinaryPrimitives.WriteInt32LittleEndian(document, _length);
        document[4] = (byte)MongoDB.Bson.BsonType.String;
        "_id\0"u8.CopyTo(document[5..]);
        BinaryPrimitives.WriteInt32LittleEndian(document[9..], id.Length + 1);
        id.CopyTo(document[13..]);
        document[^2..].Clear();
    }
}
