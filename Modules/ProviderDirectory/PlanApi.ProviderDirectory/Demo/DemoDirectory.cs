using PlanApi.BuildingBlocks.Modules;
using PlanApi.Fhir;
using PlanApi.ProviderDirectory.Serve;
using PlanApi.SyntheticData;

namespace PlanApi.ProviderDirectory.Demo;

/// <summary>The demo plan's directory and formulary: the same providers, with the same ids, and the same drugs as in its members' records.</summary>
internal sealed class DemoDirectory(DirectoryDb db, TimeProvider clock) : IDemoData
{
    private const string Plan = "demo";

    // Enough to search in every town and specialty, and no more than the first start has time for.
    private const int Clinicians = 120;

    // Members' records refer to the directory's people and places.
    public int Order => 10;

    public async Task Add(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var resources = SyntheticPlan.Directory(Plan, Clinicians, today).Concat(SyntheticPlan.Formulary(Plan, today)).Select(r => new ReadOnlyMemory<byte>(r.ToJson())).ToList();
        var changes = await db.Branch.Changes.Put(resources, null, ct);
        if (changes.FirstOrDefault(c => c.Kind is ChangeKind.Rejected or ChangeKind.NotServed) is { } refused)
            throw new InvalidOperationException($"The demo directory's {refused.Reference} was refused: {refused.Reason}");
    }
}
