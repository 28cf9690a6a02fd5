using PlanApi.Fhir;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.PatientAccess.ServeRecords.Declarations;

namespace PlanApi.PatientAccess.MyData;

/// <param name="Total">How many there are.</param>
/// <param name="After">The id behind which the next page begins; null on the last.</param>
internal sealed record PatientRecordPage(string Type, IReadOnlyList<StoredResource> Resources, long Total, string? After);

/// <summary>One synthetic patient's whole record, as the vendor whose patient it is may see it.</summary>
internal sealed class PatientRecord(RecordBranches branches)
{
    /// <summary>The newest of one type, behind one of them where <paramref name="after"/> names it. Null where none of the type are there.</summary>
    public async Task<PatientRecordPage?> Page(string organizationId, string patientId, string type, string? after, int count, CancellationToken ct)
    {
        var records = As(organizationId, patientId);
        var query = QueryOf(type) with { Count = count + 1 };
        var total = await records.Count(query, ct);
        if (total == 0)
        {
            return null;
        }

        if (after is not null && await records.Find(type, after, ct) is { Deleted: false } last)
        {
            query = query with { After = new([HasMainDate(type) ? last.MainDate : last.LastUpdated], last.Id) };
        }

        var found = (await records.Search(query, ct)).Matches;
        return new(type, [.. found.Take(count)], total, found.Count > count ? found[count - 1].Id : null);
    }

    /// <summary>Null when the patient's record neither holds nor names it.</summary>
    public ValueTask<StoredResource?> Find(string organizationId, string patientId, string type, string id, CancellationToken ct) =>
        As(organizationId, patientId).Find(type, id, ct);

    private SearchQuery QueryOf(string type) => branches.Sandbox.Query(type) with
    {
        Order = new(new SortKey(HasMainDate(type) ? SortField.MainDate : SortField.LastUpdated, Descending: true)),
    };

    private static bool HasMainDate(string type) => RecordTypes.All.Single(t => t.Type == type).MainDate is not null;

    private ISearchRepository As(string organizationId, string patientId) =>
        branches.Sandbox.As(Access.ToCompartment(patientId, OpenType.All(RecordTypes.Names), OpenType.All(RecordTypes.Names), organizationId));
}
