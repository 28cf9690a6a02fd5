using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Enrollment.Contracts;

namespace PlanApi.Enrollment.Data;

internal sealed class VendorOrganizations(EnrollmentDb db) : IVendorOrganizations
{
    public async Task<VendorOrganization?> Find(string organizationId, CancellationToken ct) =>
        await FindStored(organizationId, ct) is { } o ? new(o.Id, o.LegalName, o.Website, o.Country) : null;

    public async Task<StoredOrganization?> FindStored(string organizationId, CancellationToken ct) =>
        await db.Organizations.Find(o => o.Id == organizationId).FirstOrDefaultAsync(ct);

    /// <summary>Adds the organization unless it is there already.</summary>
    public async Task Ensure(StoredOrganization organization, CancellationToken ct)
    {
        try
        {
            await db.Organizations.InsertOneAsync(organization with { Revision = 1 }, cancellationToken: ct);
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            // An earlier press of the button, or a run that was cut off, got this far.
        }
    }
}
