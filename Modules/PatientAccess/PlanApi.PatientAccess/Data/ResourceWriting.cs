using Hl7.Fhir.Model;
using PlanApi.Fhir;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.Data;

/// <summary>Brings generated resources into a FHIR branch.</summary>
internal static class ResourceWriting
{
    /// <exception cref="InvalidOperationException">The branch refused one: the generator made something that is not FHIR.</exception>
    public static async System.Threading.Tasks.Task PutAll(this IResourceChangeRepository changes, IEnumerable<Resource> resources, string? organization, CancellationToken ct)
    {
        var written = await changes.Put([.. resources.Select(r => new ReadOnlyMemory<byte>(r.ToJson()))], organization, ct);
        if (written.FirstOrDefault(w => w.Kind is ChangeKind.Rejected or ChangeKind.NotServed) is { } refused)
        {
            throw new InvalidOperationException($"{refused.Reference} was refused: {refused.Reason}");
        }
    }
}
