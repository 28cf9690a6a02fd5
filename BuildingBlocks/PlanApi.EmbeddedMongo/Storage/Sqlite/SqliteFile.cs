using SQLitePCL;

namespace PlanApi.EmbeddedMongo.Storage.Sqlite;

/// <summary>One connection to the database file, used by one thread at a time. Statements are prepared once and pooled here.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Stack<Statement>> _idle = [];

    static SqliteFile()
    {
        Batteries_V2.Init();
        // Counting what is allocated would take a lock that all connections share. It can only be turned off before the library starts.
        raw.sqlite3_shutdown();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        raw.sqlite3_initialize();
    }

    /// <summary>Opens the file and waits for nobody: the writer's connection makes it and decides how it is kept, a reader's changes nothing.</summary>
    public SqliteFile(string path, bool writer) : this(path)
    {
        if (writer)
        {
            // page_size counts only while the file is empty.
            Execute("PRAGMA page_size = 8192");
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = FULL");
            Execute("PRAGMA wal_autocheckpoint = 8000");
            Execute("PRAGMA cache_size = -65536");
        }
        else
        {
            Execute("PRAGMA query_only = 1");
            // For what lies behind the mapped part of the file.
            Execute("PRAGMA cache_size = -16384");
        }
        // As much as SQLite maps at most.
        Execute("PRAGMA mmap_size = 2147418112");
    }

    private SqliteFile(string path)
    {
        var result = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        Check(result);
        raw.sqlite3_extended_result_codes(_handle, 1);
        raw.sqlite3_busy_timeout(_handle, 5000);
        // A statement stays as it was prepared: SQLite would prepare one anew whenever another limit is bound to it.
        raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        // Nothing goes to the system's folder for temporary files: were that full, the store would stop as if its own disk were.
        Execute("PRAGMA temp_store = MEMORY");
    }

    /// <summary>A file that is there, as it is, perhaps another process's.</summary>
    public static SqliteFile Existing(string path) => File.Exists(path) ? new SqliteFile(path) : throw new FileNotFoundException("There is no such file.", path);

    /// <summary>A prepared statement for this SQL, the caller's until it is disposed.</summary>
    public Statement Rent(string sql)
    {
        if (_idle.TryGetValue(sql, out var idle) && idle.TryPop(out var statement)) return statement;
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
        return new Statement(this, sql, prepared);
    }

    internal void Return(string sql, Statement statement)
    {
        if (!_idle.TryGetValue(sql, out var idle)) _idle[sql] = idle = new();
        if (idle.Count < 4) idle.Push(statement);
        else statement.Finish();
    }

    public void Execute(string sql)
    {
        using var statement = Rent(sql);
        while (statement.Step()) { }
    }

    public long Number(string sql)
    {
        using var statement = Rent(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public string Text(string sql)
    {
        using var statement = Rent(sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    /// <summary>SQLite ends a transaction by itself after some failures.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public long LastRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Forgets the prepared statements, as their tables are gone.</summary>
    public void ForgetStatements()
    {
        foreach (var statement in _idle.Values.SelectMany(s => s)) statement.Finish();
        _idle.Clear();
    }

    internal void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new SqliteException(result, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose()
    {
        ForgetStatements();
        _handle.Dispose();
    }
}

/// <summary>SQLite refused: its result code and sentence.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite: {message} ({code})")
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>Damage that SQLite itself cannot see.</summary>
    public static SqliteException Damaged(string what) => new(raw.SQLITE_CORRUPT, what);

    /// <summary>The table is gone: its collection or index was dropped after the plan was made.</summary>
    public bool TableIsGone => Code == raw.SQLITE_ERROR && Message.Contains("no such table", StringComparison.Ordinal);

    /// <summary>The files are damaged or unreadable: nothing more may be trusted to them.</summary>
    public bool IsFatal => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_IOERR or raw.SQLITE_FULL;

    public bool DiskIsFull => Code == raw.SQLITE_FULL;
}
