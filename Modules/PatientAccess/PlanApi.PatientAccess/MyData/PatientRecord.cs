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
    /// <summary>The newest of each type that is there.</summary>
    public async Task<IReadOnlyList<PatientRecordPage>> Overview(string organizationId, string patientId, int count, CancellationToken ct)
    {
        // One repository for all: providers that the pages before refer to are known to it when their turn comes, and are not looked up one by one.
        var records = As(organizationId, patientId);
        List<PatientRecordPage> pages = [];
        foreach (var type in RecordTypes.Names)
        {
            if (await Page(records, type, after: null, count, ct) is { } page)
            {
                pages.Add(page);
            }
        }

        return pages;
    }

    /// <summary>The newest of one type, behind one of them where <paramref name="after"/> names it. Null where none of the type are there.</summary>
    public Task<PatientRecordPage?> Page(string organizationId, string patientId, string type, string? after, int count, CancellationToken ct) =>
        Page(As(organizationId, patientId), type, after, count, ct);

    private async Task<PatientRecordPage?> Page(ISearchRepository records, string type, string? after, int count, CancellationToken ct)
    {
        var query = QueryOf(type) with { Count = count + 1, RemembersReferences = true };
        if (after is not null && await records.Find(type, after, ct) is { Deleted: false } last)
        {
            query = query with { After = new([HasMainDate(type) ? last.MainDate : last.LastUpdated], last.Id) };
        }

        var found = (await records.Search(query, ct)).Matches;
        // A first page that holds all of them has counted them.
        var total = query.After is null && found.Count <= count ? found.Count : await records.Count(query, ct);
        return total == 0 ? null : new(type, [.. found.Take(count)], total, found.Count > count ? found[count - 1].Id : null);
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
