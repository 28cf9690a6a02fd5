using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace PlanApi.PatientAccess.Tests.LoadMembers;

/// <summary>Real-looking patients made by others (Synthea), where this machine has them: a folder <c>shared</c> beside the repository.</summary>
internal static class SyntheaFiles
{
    private static readonly string[] Owning = ["subject", "patient"];

    /// <summary>The archive, or null.</summary>
    public static string? Archive()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var archive = Path.Combine(folder.FullName, "shared", "data", "synthea-r4.tgz");
            if (File.Exists(archive))
            {
                return archive;
            }
        }

        return null;
    }

    public static async Task<string> Unpacked(string archive)
    {
        var folder = Directory.CreateTempSubdirectory("planapi-synthea-").FullName;
        await using var file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(unzipped, folder, overwriteFiles: true);
        return folder;
    }

    /// <summary>What one patient's bundle says: its patient, and how many resources of each type are that patient's.</summary>
    public static IEnumerable<(string PatientId, IReadOnlyDictionary<string, int> Counts)> Patients(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            using var bundle = JsonDocument.Parse(File.ReadAllBytes(path));
            var resources = bundle.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")).ToList();
            if (resources.SingleOrDefault(r => TypeOf(r) == "Patient") is not { ValueKind: JsonValueKind.Object } patient)
            {
                continue;
            }

            var id = patient.GetProperty("id").GetString()!;
            var own = resources.Where(r => Owning.Any(name =>
                r.TryGetProperty(name, out var reference) && reference.GetProperty("reference").GetString() == $"urn:uuid:{id}"));
            yield return (id, own.GroupBy(TypeOf).ToDictionary(g => g.Key, g => g.Count()));
        }
    }

    private static string TypeOf(JsonElement resource) => resource.GetProperty("resourceType").GetString()!;
}
