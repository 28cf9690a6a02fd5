using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests;

/// <summary>The real host, with members' records that a test may make up, and a note of every revocation of an app's tokens.</summary>
public class ReviewHost : PlanApiHost, IMemberPatients, IRevocations
{
    private readonly ConcurrentDictionary<string, PatientSummary> _records = new();
    private readonly ConcurrentQueue<(string ClientId, bool Sandbox)> _revoked = new();
    private int _count;

    /// <summary>Apps whose tokens were ended, in order; one may be ended more than once.</summary>
    public IReadOnlyCollection<(string ClientId, bool Sandbox)> RevokedApps => _revoked;

    public void AddRecord(PatientSummary patient) => _records[patient.PatientId] = patient;

    /// <summary>A name that no other app on this host has.</summary>
    public string NewName() => $"App number {Interlocked.Increment(ref _count)}";

    protected override void ConfigureServices(IServiceCollection services) => services
        .AddSingleton<IMemberPatients>(this)
        .AddSingleton<IRevocations>(this);

    Task<IReadOnlyList<PatientSummary>> IMemberPatients.Find(IReadOnlyList<string> patientIds, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PatientSummary>>([.. patientIds.Select(id => _records.GetValueOrDefault(id)).OfType<PatientSummary>()]);

    Task IRevocations.RevokeGrant(string grantId, CancellationToken ct) => Task.CompletedTask;

    Task<int> IRevocations.ExpireSandboxTokens(string clientId, CancellationToken ct) => Task.FromResult(0);

    Task IRevocations.RevokeAccount(string accountId, CancellationToken ct) => Task.CompletedTask;

    Task IRevocations.RevokeApp(string clientId, bool sandbox, CancellationToken ct)
    {
        _revoked.Enqueue((clientId, sandbox));
        return Task.CompletedTask;
    }
}
