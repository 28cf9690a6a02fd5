using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests.Guides;

/// <summary>A guide's package, unpacked once a machine.</summary>
internal static class Package
{
    private const string Archive = "igs/igs.tar.xz";
    private static readonly ConcurrentDictionary<string, IReadOnlyList<JsonObject>> Read = new();
    private static readonly Lazy<string?> Unpacked = new(Unpack);

    /// <summary>The guide's definitions of one type, without its examples.</summary>
    public static IReadOnlyList<JsonObject> Definitions(Guide guide, string type) => Resources(Folder(guide), type + "-*.json");

    /// <summary>The guide's example resources, in the order of their file names.</summary>
    public static IReadOnlyList<JsonObject> Examples(Guide guide) => Resources(Path.Combine(Folder(guide), "example"), "*.json");

    /// <summary>R4's own definition, such as the profile of body weight; null where R4 has none.</summary>
    public static JsonObject? R4(string type, string id) =>
        Resources(Path.Combine(Root(), "hl7.fhir.r4.core#4.0.1-from-medplum", "package"), $"{type}-{id}.json") is [var definition, ..] ? definition : null;

    private static string Folder(Guide guide) => Path.Combine(Root(), guide.Package, "package");

    private static IReadOnlyList<JsonObject> Resources(string folder, string pattern) => Read.GetOrAdd(Path.Combine(folder, pattern), static at =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(at)!, Path.GetFileName(at))
            .Where(f => !Path.GetFileName(f).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(f => JsonNode.Parse(File.ReadAllBytes(f))!.AsObject())
            .Where(r => r.ContainsKey("resourceType")),
    ]);

    private static string Root()
    {
        SharedData.Need(Archive);
        if (Unpacked.Value is null)
            throw SharedData.Miss("The guides can not be unpacked: tar with xz is needed.");
        return Unpacked.Value!;
    }

    // Into a folder named after the archive's state; it appears whole or not at all, whoever else unpacks at the same time.
    private static string? Unpack()
    {
        var archive = new FileInfo(SharedData.Need(Archive));
        var root = Path.Combine(Path.GetTempPath(), $"planapi-guides-{Environment.UserName}-{archive.Length:x}-{archive.LastWriteTimeUtc.Ticks:x}");
        if (Directory.Exists(root))
            return root;
        var making = Directory.CreateTempSubdirectory("planapi-guides-").FullName;
        try
        {
            using var tar = Process.Start("tar", ["-xJf", archive.FullName, "-C", making, "--strip-components=1", .. Guide.All.Select(g => "igs/" + g.Package), "igs/hl7.fhir.r4.core#4.0.1-from-medplum"]);
            tar.WaitForExit();
            if (tar.ExitCode != 0)
                return null;
            Directory.Move(making, root);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception || (e is IOException && Directory.Exists(root)))
        {
            // No tar here, or another run was first.
        }

        return Directory.Exists(root) ? root : null;
    }
}
