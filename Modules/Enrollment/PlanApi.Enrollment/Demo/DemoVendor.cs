using PlanApi.BuildingBlocks.Modules;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.Demo;

/// <summary>The demo plan's app vendor: an organization with one developer.</summary>
internal sealed class DemoVendor(VendorOrganizations organizations, IAccounts accounts, TimeProvider clock) : IDemoData
{
    private const string OrganizationId = "demo-vendor-organization";

    public int Order => 20;

    public async Task Add(CancellationToken ct)
    {
        await organizations.Ensure(new(OrganizationId, "Demo Health Apps, Inc.", "https://apps.demo.example", "United States", clock.GetUtcNow()), ct);
        await accounts.TryCreate(new(Realm.Vendor, DemoPlan.Vendor, "Vera Vendor", DemoPlan.Password, OrganizationId), ct);
    }
}
