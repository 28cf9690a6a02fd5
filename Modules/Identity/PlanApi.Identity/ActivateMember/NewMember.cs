using MongoDB.Driver;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.ActivateMember;

/// <summary>How making a member's account ended.</summary>
internal abstract record NewMemberResult
{
    public sealed record Made(StoredAccount Account) : NewMemberResult;

    public sealed record Weak(string Problem) : NewMemberResult;

    /// <summary>The record or its address has an account, with another password; or the letter was used for another address.</summary>
    public sealed record Taken : NewMemberResult;
}

/// <summary>Makes the account of a member who has proved to be it, and links it to the member's own record.</summary>
internal sealed class NewMember(IdentityDb db, IAccounts accounts, IPatientLinks links, Letters letters, PasswordCheck passwords)
{
    public async Task<NewMemberResult> Make(Activation activation, string password, CancellationToken ct)
    {
        var member = activation.Member!;
        var owner = await db.Accounts.Find(FindMember.Owns(member.PatientId)).FirstOrDefaultAsync(ct);
        if (owner is null && activation.Letter is { } letter && !await letters.TryClaim(member.PatientId, letter, ct))
        {
            return new NewMemberResult.Taken();
        }

        if (owner is null && await accounts.TryCreate(new(Realm.Member, member.Email!, member.DisplayName, password) { Language = activation.Language }, ct) is CreateAccountResult.WeakPassword weak)
        {
            return new NewMemberResult.Weak(string.Join(". ", weak.Problems));
        }

        // Made just now or by an earlier press of the button, which may have been cut off before the link: the password that was set tells.
        var account = await passwords.Check(Realm.Member, owner?.Email ?? member.Email!, password, ct);
        if (account is null || account.Links.Any(l => l.Relationship == Relationships.Self && l.PatientId != member.PatientId))
        {
            return new NewMemberResult.Taken();
        }

        await links.Link(account.Id, new(member.PatientId, Relationships.Self, null, "activation"), ct);
        return new NewMemberResult.Made(account);
    }
}
