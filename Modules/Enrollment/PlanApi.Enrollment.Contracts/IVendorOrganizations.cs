namespace PlanApi.Enrollment.Contracts;

/// <summary>The company behind a vendor's apps, as it enrolled. Equal names never merge.</summary>
public sealed record VendorOrganization(string OrganizationId, string LegalName, string Website, string Country);

public interface IVendorOrganizations
{
    Task<VendorOrganization?> Find(string organizationId, CancellationToken ct);
}
