using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.Enrollment.Data;

/// <summary>The company behind a vendor's apps.</summary>
internal sealed record StoredOrganization(string Id, string LegalName, string Website, string Country, DateTimeOffset EnrolledAt) : Aggregate
{
    /// <summary>Raised by one at each save; a form names the one it was opened on. Absent, and so 0, in what was stored before there were any.</summary>
    public long Revision { get; init; }

    /// <summary>Who was removed. Two people who remove each other meet here: the second of them removes nobody, so somebody is always left.</summary>
    public IReadOnlyList<RemovedPerson> Removed { get; init; } = [];

    public static FilterDefinition<StoredOrganization> At(string id, long revision) => Builders<StoredOrganization>.Filter.Eq(o => o.Id, id)
        & (revision == 0 ? Builders<StoredOrganization>.Filter.Exists(o => o.Revision, false) : Builders<StoredOrganization>.Filter.Eq(o => o.Revision, revision));
}

/// <param name="By">The account that removed this one.</param>
/// <param name="Email">Where the person is told; empty once that is done.</param>
/// <param name="Name">Empty as soon as the address is.</param>
internal sealed record RemovedPerson(string AccountId, string By, DateTimeOffset At, string Email, string Name);

internal sealed record ColleagueRemoved(string OrganizationId, string AccountId);
