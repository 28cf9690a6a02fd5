using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Enrollment.Data;

internal sealed class EnrollmentDb(IMongoDatabase database) : IModuleDb
{
    public const string EnrollmentsName = "enrollment.vendorEnrollments";
    public const string LinkRequestsName = "enrollment.linkRequests";
    public const string OrganizationsName = "enrollment.organizations";
    public const string InvitationsName = "enrollment.invitations";

    public IMongoCollection<VendorEnrollment> Enrollments { get; } = database.GetCollection<VendorEnrollment>(EnrollmentsName);

    public IMongoCollection<LinkRequest> LinkRequests { get; } = database.GetCollection<LinkRequest>(LinkRequestsName);

    public IMongoCollection<StoredOrganization> Organizations { get; } = database.GetCollection<StoredOrganization>(OrganizationsName);

    public IMongoCollection<Invitation> Invitations { get; } = database.GetCollection<Invitation>(InvitationsName);

    public async Task EnsureIndexes(CancellationToken ct)
    {
        var enrollments = Builders<VendorEnrollment>.IndexKeys;
        await Enrollments.Indexes.CreateManyAsync(
            [
                new(enrollments.Ascending(e => e.Submission), new CreateIndexOptions { Name = "submission", Unique = true }),
                new(enrollments.Ascending(e => e.EmailKey).Descending(e => e.AskedAt), new CreateIndexOptions { Name = "address" }),
                new(enrollments.Ascending(e => e.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
        var requests = Builders<LinkRequest>.IndexKeys;
        await LinkRequests.Indexes.CreateManyAsync(
            [
                new(requests.Ascending(r => r.EmailKey).Descending(r => r.AskedAt), new CreateIndexOptions { Name = "address" }),
                new(requests.Ascending(r => r.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
        var invitations = Builders<Invitation>.IndexKeys;
        await Invitations.Indexes.CreateManyAsync(
            [
                new(invitations.Ascending(i => i.OrganizationId).Ascending(i => i.EmailKey), new CreateIndexOptions { Name = "one_per_address", Unique = true }),
                new(invitations.Ascending(i => i.OrganizationId).Ascending(i => i.State).Ascending(i => i.InvitedAt), new CreateIndexOptions { Name = "open" }),
                new(invitations.Ascending(i => i.EmailKey).Descending(i => i.SentAt), new CreateIndexOptions { Name = "address" }),
                new(invitations.Ascending(i => i.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
    }
}
