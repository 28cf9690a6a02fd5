using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo;

/// <summary>A finished backup.</summary>
/// <param name="Bytes">The size of the file.</param>
/// <param name="Documents">How many documents it has, each checked.</param>
/// <param name="Keys">How many index keys it has, each checked against its document.</param>
public sealed record EmbeddedMongoBackup(long Bytes, long Documents, long Keys)
{
    /// <summary>
    /// Copies the store in a directory to a file: one consistent snapshot, while whoever owns the store reads and writes. The copy is on
    /// disk and was checked from end to end before it has its name; only this user may read it. To restore it, put it in the place of
    /// <c>store.db</c> while no process owns the directory.
    /// </summary>
    /// <param name="directory">The store's directory.</param>
    /// <param name="file">The copy to make; it must not be there yet.</param>
    /// <exception cref="EmbeddedMongoException">There is no store, the file is there already or cannot be written, or the check found damage; the message is a sentence for people.</exception>
    public static EmbeddedMongoBackup Make(string directory, string file)
    {
        if (File.Exists(file)) throw new EmbeddedMongoException($"{file} is there already. Name a file that is not.");
        var draft = file + ".part";
        try
        {
            File.Delete(draft);
            DataDirectory.MakePrivate(draft);
            Copy(DataDirectory.DatabaseIn(directory), draft);
            var check = Check(draft);
            if (check.Problems.Count > 0) throw new EmbeddedMongoException($"The store is damaged, and no backup was made: {string.Join("; ", check.Problems)}.");
            File.Move(draft, file);
            return new EmbeddedMongoBackup(new FileInfo(file).Length, check.Documents, check.Keys);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedMongoException($"The store in {directory} could not be copied to {file}: {e.Message}", e);
        }
        finally
        {
            Discard(draft);
        }
    }

    private static void Discard(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is missing or not ours, which is what the exception on its way says.
        }
    }

    private static void Copy(string database, string draft)
    {
        // One statement reads one snapshot; in WAL mode no writer waits for it.
        using var store = SqliteFile.Existing(database);
        using (var copy = store.Rent("VACUUM INTO ?1")) copy.Bind(1, draft).Run();
        using var written = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static StoreCheckResult Check(string draft)
    {
        using var copy = SqliteFile.Existing(draft);
        return StoreCheck.Run(copy);
    }
}
