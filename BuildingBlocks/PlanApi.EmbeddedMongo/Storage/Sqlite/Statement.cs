using SQLitePCL;

namespace PlanApi.EmbeddedMongo.Storage.Sqlite;

/// <summary>A prepared statement. Disposing resets it and gives it back to its connection. Blobs it returns live until the next step.</summary>
internal sealed class Statement(SqliteFile file, string sql, sqlite3_stmt prepared) : IDisposable
{
    private readonly nint _handle = prepared.DangerousGetHandle();

    public Statement Bind(int parameter, long value)
    {
        file.Check(Native.Bind(_handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        file.Check(raw.sqlite3_bind_text(prepared, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        file.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(prepared, parameter, 0) : Native.Bind(_handle, parameter, value, value.Length, Native.Transient));
        return this;
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Step()
    {
        var result = Native.Step(_handle);
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

    public void Reset() => _ = Native.Reset(_handle);

    public long Long(int column) => Native.Long(_handle, column);

    public string Text(int column) => raw.sqlite3_column_text(prepared, column).utf8_to_string();

    public unsafe ReadOnlySpan<byte> Blob(int column) => new(Native.Blob(_handle, column), Native.Length(_handle, column));

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
        _ = Native.Reset(_handle);
        file.Return(sql, this);
    }

    internal void Finish() => prepared.Dispose();
}
