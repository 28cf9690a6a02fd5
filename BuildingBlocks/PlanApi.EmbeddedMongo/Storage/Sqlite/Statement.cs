using SQLitePCL;

namespace PlanApi.EmbeddedMongo.Storage.Sqlite;

/// <summary>A prepared statement. Disposing resets it and gives it back to its connection. Blobs it returns live until the next step.</summary>
internal sealed class Statement(SqliteFile file, string sql, sqlite3_stmt prepared) : IDisposable
{
    public Statement Bind(int parameter, long value)
    {
        file.Check(raw.sqlite3_bind_int64(prepared, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        file.Check(raw.sqlite3_bind_text(prepared, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        file.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(prepared, parameter, 0) : raw.sqlite3_bind_blob(prepared, parameter, value));
        return this;
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(prepared);
        if (result == raw.SQLITE_ROW) return true;
        file.Check(result);
        return false;
    }

    /// <summary>Runs a statement that returns no rows, ready to be bound again.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    public void Reset() => raw.sqlite3_reset(prepared);

    public long Long(int column) => raw.sqlite3_column_int64(prepared, column);

    public string Text(int column) => raw.sqlite3_column_text(prepared, column).utf8_to_string();

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(prepared, column);

    /// <summary>A document and, in the next column, its checksum.</summary>
    /// <exception cref="SqliteException">The document is not there or not as it was written.</exception>
    public ReadOnlySpan<byte> Document(int column)
    {
        var document = Blob(column);
        return !document.IsEmpty && Long(column + 1) == Checksum.Of(document) ? document : throw SqliteException.Damaged("a document is missing or does not match its checksum");
    }

    /// <summary>Binds a document and, to the next parameter, its checksum.</summary>
    public Statement BindDocument(int parameter, ReadOnlySpan<byte> document) => Bind(parameter, document).Bind(parameter + 1, Checksum.Of(document));

    public void Dispose()
    {
        raw.sqlite3_reset(prepared);
        file.Return(sql, this);
    }

    internal void Finish() => prepared.Dispose();
}
