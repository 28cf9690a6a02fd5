using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.ManageMembers;

/// <summary>The real host with members and connections that a test makes up.</summary>
public sealed class MembersHost : PlanApiHost, IMemberMatching, IMemberPatients, IMemberAddresses, IMemberConnections
{
    private readonly ConcurrentDictionary<string, MatchedMember> _members = new();
    private readonly ConcurrentDictionary<string, MemberConnection> _connections = new();
    private int _count;

    public const string PostalCode = "12207";

    /// <summary>A member of the plan, without an account.</summary>
    public (string Number, MatchedMember Member) NewMember(string name = "Jerome Quintero", DateOnly? born = null)
    {
        var count = Interlocked.Increment(ref _count);
        // All of one length: none is another's beginning.
        var number = $"M-{count:000000}";
        var member = new MatchedMember($"patient-{count}", name, born ?? new(1984, 9, 30), null);
        _members[number] = member;
        return (number, member);
    }

    /// <summary>A member with an account of their own, who is signed in.</summary>
    public async Task<(string Number, string PatientId, Person Person)> Activated(string name = "Jerome Quintero")
    {
        var (number, member) = NewMember(name);
        var person = await this.Member();
        await Links.Link(person.AccountId, new(member.PatientId, "self", null, "activation"), default);
        return (number, member.PatientId, person);
    }

    public IPatientLinks Links => Services.GetRequiredService<IPatientLinks>();

    public string Connect(string accountId, string patientId, string app)
    {
        var id = $"grant-{Interlocked.Increment(ref _count)}";
        _connections[id] = new(id, accountId, patientId, app, ["Insurance coverage", "Claims and costs"], Clock.GetUtcNow(), null, null);
        return id;
    }

    protected override void ConfigureServices(IServiceCollection services) =>
        services.AddSingleton<IMemberMatching>(this).AddSingleton<IMemberPatients>(this).AddSingleton<IMemberAddresses>(this).AddSingleton<IMemberConnections>(this);

    Task<MatchedMember?> IMemberMatching.Match(MemberDetails details, CancellationToken ct) =>
        Task.FromResult(_members.GetValueOrDefault(details.MemberNumber) is { } member && member.BirthDate == details.BirthDate && details.PostalCode == PostalCode ? member : null);

    Task<IReadOnlyList<string>> IMemberAddresses.Of(string patientId, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(["12 Elm Court", $"Albany, NY {PostalCode}"]);

    Task<MatchedMember?> IMemberMatching.FindByNumber(string memberNumber, CancellationToken ct) => Task.FromResult(_members.GetValueOrDefault(memberNumber));

    Task<IReadOnlyList<PatientSummary>> IMemberPatients.Find(IReadOnlyList<string> patientIds, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PatientSummary>>([.. _members.Values.Where(m => patientIds.Contains(m.PatientId)).Select(m => new PatientSummary(m.PatientId, m.DisplayName, m.BirthDate))]);

    Task<IReadOnlyList<MemberConnection>> IMemberConnections.OfPatient(string patientId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<MemberConnection>>([.. _connections.Values.Where(c => c.PatientId == patientId)]);

    Task<bool> IMemberConnections.Revoke(string grantId, string patientId, CancellationToken ct) => Task.FromResult(_connections.TryRemove(grantId, out _));
}
