namespace PlanApi.EmbeddedMongo;

/// <summary>The store's directory: owned by one process at a time through a locked file, which the kernel releases when the process ends in whatever way.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockFile = "store.lock", EndpointFile = "store.endpoint", DatabaseFile = "store.db";
    private readonly string _directory;
    private readonly FileStream _lock;

    private DataDirectory(string directory, FileStream held) => (_directory, _lock) = (directory, held);

    public string Database => DatabaseIn(_directory);

    public static string DatabaseIn(string directory) => Path.Combine(directory, DatabaseFile);

    /// <summary>Makes a file that only this user may read.</summary>
    public static void MakePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    public static async Task<DataDirectory> Own(string directory, CancellationToken ct)
    {
        Directory.CreateDirectory(directory);
        Restrict(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Someone who looks whether a store runs holds the lock for a moment: try again before giving up.
        for (var attempt = 0; ; attempt++)
        {
            FileStream? file = null;
            try
            {
                // An endpoint left by an owner that was killed goes while nobody owns the directory, so that it is never taken for ours.
                using (Look(directory)) File.Delete(Path.Combine(directory, EndpointFile));
                file = new FileStream(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                var owned = new DataDirectory(directory, file);
                Restrict(owned.Database, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                return owned;
            }
            catch (IOException) when (attempt < 10)
            {
                file?.Dispose();
                await Task.Delay(50, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                file?.Dispose();
                throw new EmbeddedMongoException($"Another process uses the store in {directory}, or it cannot be opened. Stop that process, or give this one a directory of its own.", e);
            }
        }
    }

    /// <summary>Tells others how to connect; only this user may read it.</summary>
    public void Announce(string connectionString)
    {
        var path = Path.Combine(_directory, EndpointFile);
        var draft = path + ".new";
        File.Delete(draft);
        MakePrivate(draft);
        File.WriteAllText(draft, connectionString);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>What the directory's owner announced; null when nobody owns it.</summary>
    public static string? Announced(string directory)
    {
        var endpoint = Path.Combine(directory, EndpointFile);
        if (!File.Exists(endpoint)) return null;
        try
        {
            using var free = Look(directory);
            return null;
        }
        catch (IOException)
        {
            return ReadIfThere(endpoint);
        }
    }

    private static string? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            // Its owner has just stopped, or has not announced itself yet.
            return null;
        }
    }

    /// <summary>A shared lock: as many as like may look at once, and nobody owns the directory meanwhile.</summary>
    /// <exception cref="IOException">Someone owns it.</exception>
    private static FileStream Look(string directory) => new(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    private static void Restrict(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) return;
        if (!Directory.Exists(path) && !File.Exists(path)) MakePrivate(path);
        File.SetUnixFileMode(path, mode);
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_directory, EndpointFile));
        _lock.Dispose();
    }
}
