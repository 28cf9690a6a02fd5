using System.Text;

namespace PlanApi.EmbeddedMongo;

/// <summary>The store's directory: owned by one process at a time through a locked file, which the kernel releases when the process ends in whatever way.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockFile = "store.lock", EndpointFile = "store.endpoint", DatabaseFile = "store.db";
    private readonly string _directory;
    private readonly FileStream _lock;

    private DataDirectory(string directory, FileStream held) => (_directory, _lock) = (directory, held);

    public string Database => Path.Combine(_directory, DatabaseFile);

    public static async Task<DataDirectory> Own(string directory, CancellationToken ct)
    {
        Directory.CreateDirectory(directory);
        Restrict(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Someone who looks whether a store runs holds the lock for a moment: try again before giving up.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var file = new FileStream(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                var owned = new DataDirectory(directory, file);
                // Left by an owner that was killed: nobody may take it for ours.
                File.Delete(Path.Combine(directory, EndpointFile));
                Restrict(owned.Database, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                return owned;
            }
            catch (IOException) when (attempt < 10)
            {
                await Task.Delay(50, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
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
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options)) file.Write(Encoding.UTF8.GetBytes(connectionString));
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>What the directory's owner announced; null when nobody owns it.</summary>
    public static string? Announced(string directory)
    {
        var (lockFile, endpoint) = (Path.Combine(directory, LockFile), Path.Combine(directory, EndpointFile));
        if (!File.Exists(lockFile) || !File.Exists(endpoint)) return null;
        try
        {
            using var free = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return File.ReadAllText(endpoint);
        }
    }

    private static void Restrict(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) return;
        if (!Directory.Exists(path) && !File.Exists(path)) File.Create(path).Dispose();
        File.SetUnixFileMode(path, mode);
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_directory, EndpointFile));
        _lock.Dispose();
    }
}
