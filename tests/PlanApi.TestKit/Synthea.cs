using System.Text.Json;

namespace PlanApi.TestKit;

/// <summary>One patient's bundle, read as plain JSON: what a test expects is not read by our own code.</summary>
/// <param name="File">Its path.</param>
/// <param name="Ids">Ids of the resources that are about the patient, by type.</param>
public sealed record SyntheaPatient(string File, string PatientId, ILookup<string, string> Ids);

/// <summary>Real-looking patients made by others (Synthea), where this machine has them.</summary>
public static class Synthea
{
    /// <summary>Where the shared data have them.</summary>
    public const string Archive = "data/synthea-r4.tgz";

    private static readonly string[] Owning = ["subject", "patient"];

    /// <summary>All of them, in the order of their files; none where the archive is absent.</summary>
    public static IReadOnlyList<SyntheaPatient> Patients() => SharedData.Unpack(Archive) is not { } folder
        ? []
        : [.. Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read).OfType<SyntheaPatient>()];

    // The bundles of practitioners and hospitals have no patient.
    private static SyntheaPatient? Read(string file)
    {
        using var bundle = JsonDocument.Parse(File.ReadAllBytes(file));
        var resources = bundle.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")).ToList();
        if (resources.SingleOrDefault(r => Text(r, "resourceType") == "Patient") is not { ValueKind: JsonValueKind.Object } patient)
        {
            return null;
        }

        var id = Text(patient, "id");
        var own = resources.Where(r => Owning.Any(name => r.TryGetProperty(name, out var reference) && Text(reference, "reference") == $"urn:uuid:{id}"));
        return new(file, id, own.ToLookup(r => Text(r, "resourceType"), r => Text(r, "id")));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
