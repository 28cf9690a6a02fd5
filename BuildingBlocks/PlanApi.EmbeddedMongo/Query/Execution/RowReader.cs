using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>Reads documents by their rows.</summary>
internal sealed class RowReader(Collection collection)
{
    private readonly string _sql = $"SELECT doc, sum FROM {collection.Table} WHERE rowid = ?1";
    private Statement? _row;

    /// <summary>The document read last, until the next.</summary>
    public ReadOnlySpan<byte> Document => _row!.Blob(0);

    public void Read(SqliteFile file, long row)
    {
        _row ??= file.Rent(_sql);
        _row.Reset();
        _row.Bind(1, row).Step();
        _row.Document(0);
    }

    /// <summary>A copy of a document; no statement stays open behind it.</summary>
    public byte[] Copy(SqliteFile file, long row)
    {
        try
        {
            Read(file, row);
            return Document.ToArray();
        }
        finally
        {
            Suspend();
        }
    }

    public void Suspend()
    {
        _row?.Dispose();
        _row = null;
    }
}
