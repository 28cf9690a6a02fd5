using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Enrollment.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests;

/// <summary>The real host, with vendor organizations and synthetic patients that a test may name as it likes.</summary>
public class AppsHost : PlanApiHost, IVendorOrganizations, ISandboxPatients
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<PatientSummary>> _patients = new();

    public static VendorOrganization Organization(string id) => new(id, "Acme Health, Inc.", "https://acme.example/", "US");

    public void GivePatients(string organizationId, params PatientSummary[] patients) => _patients[organizationId] = patients;

    protected override void ConfigureServices(IServiceCollection services) => services
        .AddSingleton<IVendorOrganizations>(this)
        .AddSingleton<ISandboxPatients>(this);

    Task<VendorOrganization?> IVendorOrganizations.Find(string organizationId, CancellationToken ct) => Task.FromResult<VendorOrganization?>(Organization(organizationId));

    Task<IReadOnlyList<PatientSummary>> ISandboxPatients.Of(string organizationId, CancellationToken ct) =>
        Task.FromResult(_patients.GetValueOrDefault(organizationId) ?? []);
}
