using PlanApi.Fhir;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.PatientAccess.ServeRecords.Declarations;

namespace PlanApi.PatientAccess.MyData;

/// <summary>One synthetic patient's whole record, as the vendor whose patient it is may see it.</summary>
internal sealed class PatientRecord(RecordBranches branches)
{
    public async Task<IReadOnlyList<StoredResource>> All(string organizationId, string patientId, CancellationToken ct)
    {
        var records = As(organizationId, patientId);
        List<StoredResource> all = [];
        foreach (var type in RecordTypes.Names)
        {
            var query = branches.Sandbox.Query(type, ("_count", "500"));
            while (true)
            {
                var page = await records.Search(query, ct);
                all.AddRange(page.Matches);
                if (page.Next is not { } next)
                {
                    break;
                }

                query = query with { After = next };
            }
        }

        return all;
    }

    /// <summary>Null when the patient's record neither holds nor names it.</summary>
    public ValueTask<StoredResource?> Find(string organizationId, string patientId, string type, string id, CancellationToken ct) =>
        As(organizationId, patientId).Find(type, id, ct);

    private ISearchRepository As(string organizationId, string patientId) =>
        branches.Sandbox.As(Access.ToCompartment(patientId, OpenType.All(RecordTypes.Names), OpenType.All(RecordTypes.Names), organizationId));
}
