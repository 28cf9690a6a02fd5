using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Fhir;
using PlanApi.TestKit;

[assembly: AssemblyFixture(typeof(PlanApi.ProviderDirectory.Tests.Connecticut))]

namespace PlanApi.ProviderDirectory.Tests;

/// <summary>
/// The directory with real data of others in it (Plan-Net reference data of Connecticut), and that data as plain JSON, so that tests
/// compute what they expect from the files and not from our own code.
/// </summary>
public sealed class Connecticut : PlanApiHost
{
    public const string Archive = "data/plan-net-connecticut.tgz";

    /// <summary>What each run of the load command printed, and its exit code.</summary>
    public List<(int ExitCode, string Output)> Loads { get; } = [];

    public string Rejects { get; } = Directory.CreateTempSubdirectory("planapi-rejects-").FullName;

    /// <summary>The resources of a type that are well formed: those of the files without the defect that some have, a number as an identifier.</summary>
    public static IReadOnlyList<JsonElement> Of(string type) => WellFormed.GetOrAdd(type, static t => [.. All(t).Where(r => !HasNumberAsIdentifier(r))]);

    /// <summary>The resources of a type, with defects, in the order of the file.</summary>
    public static IReadOnlyList<JsonElement> All(string type) => Everything.GetOrAdd(type, static t =>
        [.. File.ReadLines(Path.Combine(SharedData.Unpack(Archive)!, "plan-net", t + ".ndjson")).Select(l => JsonDocument.Parse(l).RootElement)]);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (SharedData.Unpack(Archive) is not { } folder)
            return;
        for (var run = 0; run < 2; run++)
        {
            var output = new StringWriter();
            var exitCode = await Services.GetRequiredService<LoadTargets>().Run(["directory", Path.Combine(folder, "plan-net")], Rejects, output, CancellationToken.None);
            Loads.Add((exitCode, output.ToString()));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Rejects, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static readonly ConcurrentDictionary<string, IReadOnlyList<JsonElement>> WellFormed = new();
    private static readonly ConcurrentDictionary<string, IReadOnlyList<JsonElement>> Everything = new();

    private static bool HasNumberAsIdentifier(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(HasNumberAsIdentifier),
        JsonValueKind.Object => element.EnumerateObject().Any(p => HasNumberAsIdentifier(p.Value)
            || (p.Name == "identifier" && p.Value.ValueKind == JsonValueKind.Array
                && p.Value.EnumerateArray().Any(i => i.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number))),
        _ => false,
    };
}
