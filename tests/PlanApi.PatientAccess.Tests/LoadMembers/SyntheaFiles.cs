using System.Text.Json;

namespace PlanApi.PatientAccess.Tests.LoadMembers;

/// <summary>Real-looking patients made by others (Synthea), where this machine has them.</summary>
internal static class SyntheaFiles
{
    public const string Archive = "data/synthea-r4.tgz";
    private static readonly string[] Owning = ["subject", "patient"];

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
