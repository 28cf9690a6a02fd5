using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Fhir;
using PlanApi.ProviderDirectory.Serve;
using Task = System.Threading.Tasks.Task;

namespace PlanApi.ProviderDirectory.Demo;

/// <summary>The demo plan's directory: a payer with two networks, a clinic, a hospital, two pharmacies, and a dozen practitioners.</summary>
internal sealed class DemoDirectory(DirectoryDb db) : IDemoData
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    // Members' records refer to the directory's people and places.
    public int Order => 10;

    public async Task Add(CancellationToken ct)
    {
        var resources = DemoResources.All().Select(r => new ReadOnlyMemory<byte>(JsonSerializer.SerializeToUtf8Bytes(r, Json))).ToList();
        var changes = await db.Branch.Changes.Put(resources, null, ct);
        if (changes.FirstOrDefault(c => c.Kind is ChangeKind.Rejected or ChangeKind.NotServed) is { } refused)
            throw new InvalidOperationException($"The demo directory's {refused.Reference} was refused: {refused.Reason}");
    }
}
