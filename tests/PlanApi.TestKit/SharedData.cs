using System.Formats.Tar;
using System.IO.Compression;
using Xunit.v3;

namespace PlanApi.TestKit;

/// <summary>
/// Real data from others that lies in a folder named <c>shared</c> beside the repository on some machines. Tests that need it are skipped
/// elsewhere; where the folder is and <c>CI=true</c>, a file that is not in it fails them instead.
/// </summary>
public static class SharedData
{
    /// <summary>Unpacks an archive of the shared data folder into a temporary folder, once per process. Null where it is absent.</summary>
    /// <param name="archive">Path below <c>shared</c>, a <c>.tgz</c>.</param>
    public static string? Unpack(string archive)
    {
        if (Find(archive) is not { } path)
        {
            return null;
        }

        lock (Unpacked)
        {
            if (!Unpacked.TryGetValue(path, out var folder))
            {
                folder = Directory.CreateTempSubdirectory("planapi-shared-").FullName;
                using var file = File.OpenRead(path);
                using var plain = new GZipStream(file, CompressionMode.Decompress);
                TarFile.ExtractToDirectory(plain, folder, overwriteFiles: false);
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
                Unpacked[path] = folder;
            }

            return folder;
        }
    }

    /// <summary>A file of the shared data folder, or null where it is absent.</summary>
    public static string? Find(string file) =>
        Folder is { } folder && Path.Combine(folder, file) is var path && File.Exists(path) ? path : null;

    /// <summary>The shared data folder, or null where there is none.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>A file of the shared data folder; where it is absent the test goes no further.</summary>
    public static string Need(string file)
    {
        if (Find(file) is not { } path)
        {
            throw Miss(Absent(file));
        }

        return path;
    }

    /// <summary>What ends a test that cannot run here: skipped, or failed where it must run.</summary>
    public static Exception Miss(string why) => Environment.GetEnvironmentVariable("CI") == "true" && Folder is not null ? new Shouldly.ShouldAssertException(why) : new Skipped(why);

    /// <summary>What such a test says.</summary>
    public static string Absent(string file) => $"The shared data file {file} is not beside this repository.";

    /// <summary>The runner counts a test that throws this as skipped.</summary>
    private sealed class Skipped(string why) : Exception(DynamicSkipToken.Value + why);

    private static readonly Dictionary<string, string> Unpacked = [];

    private static string? FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PlanApi.sln")))
            {
                var path = Path.Combine(at.Parent?.FullName ?? "", "shared");
                return Directory.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
