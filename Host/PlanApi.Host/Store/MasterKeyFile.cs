using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.Host.Store;

/// <summary>The file that holds the master key: 32 random bytes in base64, readable by its owner only.</summary>
internal static partial class MasterKeyFile
{
    /// <exception cref="StoreProblemException">The file is missing or does not hold such a key.</exception>
    public static MasterKey Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new StoreProblemException($"The master key file {path} does not exist. Set PlanApi__MasterKeyFile to one that does; make one with: openssl rand -base64 32");
        }

        var key = new byte[MasterKey.Length];
        return Convert.TryFromBase64String(Text(path).Trim(), key, out var length) && length == MasterKey.Length
            ? new MasterKey(key)
            : throw new StoreProblemException($"The master key file {path} must hold exactly {MasterKey.Length} bytes in base64. Set PlanApi__MasterKeyFile to the file of this store's key.");
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreProblemException($"The master key file {path} cannot be read: {e.Message} Set PlanApi__MasterKeyFile to one that this account may read.");
        }
    }

    /// <exception cref="StoreProblemException">The file is there and does not hold such a key, or it cannot be made.</exception>
    public static MasterKey ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Read(path);
    }

    /// <summary>Whole or not at all, and only where there is none by then: of hosts that start together one makes it, and the others read that one.</summary>
    private static void Create(string path)
    {
        var fresh = $"{path}.{Guid.CreateVersion7():n}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                Write(fresh);
                Publish(fresh, path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another host was first.
            }
            finally
            {
                File.Delete(fresh);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreProblemException($"The master key file {path} cannot be made: {e.Message} Set PlanApi__MasterKeyFile to a file that this account may write.");
        }
    }

    /// <exception cref="IOException">There is such a file by now, or none can be made.</exception>
    private static void Publish(string fresh, string path)
    {
        // Moving looks for the file first and replaces what comes in between; a link is made where there is none, in one step. Some file systems know no links.
        if (OperatingSystem.IsWindows() || Link(fresh, path) != 0)
        {
            File.Move(fresh, path, overwrite: false);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string another);

    private static void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Length)));
    }
}
