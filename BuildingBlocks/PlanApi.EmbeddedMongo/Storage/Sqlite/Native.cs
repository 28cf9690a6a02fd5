using System.Runtime.InteropServices;

namespace PlanApi.EmbeddedMongo.Storage.Sqlite;

/// <summary>
/// What is called for every row and range, as plain functions of the library: through its handles a call costs more than what these do.
/// Those that only hand over what a step has found do not even let the garbage collector in.
/// </summary>
internal static partial class Native
{
    private const string Library = "e_sqlite3";

    /// <summary>Tells the library to copy what is bound.</summary>
    public const nint Transient = -1;

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    public static partial int Bind(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static partial int Bind(nint statement, int parameter, ReadOnlySpan<byte> value, int length, nint kept);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static partial long Long(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    public static unsafe partial byte* Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    public static partial int Length(nint statement, int column);
}
