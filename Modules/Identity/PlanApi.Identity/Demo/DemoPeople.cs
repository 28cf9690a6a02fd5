using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Demo;

/// <summary>The demo plan's reviewer, who is an administrator too, and members, one of whom has a record of her own and represents her younger child.</summary>
internal sealed class DemoPeople(IAccounts accounts, Administrators administrators, IPatientLinks links) : IDemoData
{
    public int Order => 10;

    public async Task Add(CancellationToken ct)
    {
        await accounts.TryCreate(new(Realm.Staff, DemoPlan.Reviewer, "Rita Reviewer", DemoPlan.Password), ct);
        var reviewer = await accounts.FindByEmail(Realm.Staff, DemoPlan.Reviewer, ct) ?? throw new InvalidOperationException("The demo reviewer was not made.");
        await administrators.Appoint(reviewer.AccountId, invitation: null, ct);
        await accounts.TryCreate(new(Realm.Member, DemoPlan.MemberWithoutRecord, "Noah Newman", DemoPlan.Password), ct);
        await accounts.TryCreate(new(Realm.Member, DemoPlan.Member, "Maria Alvarez", DemoPlan.Password), ct);
        var member = await accounts.FindByEmail(Realm.Member, DemoPlan.Member, ct) ?? throw new InvalidOperationException("The demo member was not made.");
        await links.Link(member.AccountId, new(DemoPlan.MemberPatientId, Relationships.Self, null, "operator"), ct);
        await links.Link(member.AccountId, new(DemoPlan.ChildPatientId, "parent", null, "operator"), ct);
    }
}
