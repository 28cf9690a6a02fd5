using PlanApi.Consent.Contracts;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.ActivateMember;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.ResetPassword;

namespace PlanApi.Identity.ManageMembers;

/// <summary>Does what staff ask for. The entry is written before and marked done after: nothing is done that is not entered, and what shows as done was.</summary>
internal sealed class MemberDeeds(
    MemberEntries entries, PasswordCheck passwords, SecondFactor secondFactor, EndAccount ending, ResetLinks resets, IPatientLinks links, IMemberConnections connections, Letters letters)
{
    /// <returns>False when somebody else was first, and nothing was left to do.</returns>
    public async Task<bool> Do(MemberFile file, WantedDeed wanted, (string AccountId, string Name) by, string reason, CancellationToken ct)
    {
        var entry = await entries.Begin(file.Patient.PatientId, by, wanted.Deed.Key, wanted.To, reason, ct);
        if (!await Perform(file, wanted, ct))
        {
            return false;
        }

        await entries.Finish(entry, ToTell(file, wanted), ct);
        return true;
    }

    public async Task AddLink(MemberFile file, PatientLink link, string name, (string AccountId, string Name) by, string reason, CancellationToken ct)
    {
        var entry = await entries.Begin(file.Patient.PatientId, by, Deed.AddLink.Key, $"{name}, as {link.Relationship}", reason, ct);
        await links.Link(file.Account!.Id, link, ct);
        await entries.Finish(entry, file.Account.Id, ct);
    }

    /// <returns>The letter's code, to be shown once, and until when it is good.</returns>
    public async Task<(string Code, DateTimeOffset Until)> PostCode(MemberFile file, (string AccountId, string Name) by, string reason, CancellationToken ct)
    {
        var entry = await entries.Begin(file.Patient.PatientId, by, Deed.PostCode.Key, "", reason, ct);
        var letter = await letters.Issue(file.Patient.PatientId, ct);
        await entries.Finish(entry, tell: null, ct);
        return letter;
    }

    private async Task<bool> Perform(MemberFile file, WantedDeed wanted, CancellationToken ct)
    {
        if (wanted.Deed == Deed.Revoke)
        {
            return await connections.Revoke(wanted.Target!, file.Patient.PatientId, ct);
        }

        if (wanted.Deed == Deed.EndLink)
        {
            return await links.End(wanted.Link.AccountId, wanted.Link.PatientId, ct);
        }

        var account = file.Account ?? throw new InvalidOperationException($"{wanted.Deed.Key} is done to an account.");
        if (wanted.Deed == Deed.EndAccount)
        {
            return await ending.End(account, ct);
        }

        if (wanted.Deed == Deed.ResetSecondFactor)
        {
            return await secondFactor.Reset(account);
        }

        if (wanted.Deed == Deed.SendResetLink)
        {
            await resets.Ask(Realm.Member, account.Email, ct);
            return true;
        }

        await passwords.Unlock(account, ct);
        await secondFactor.Unlock(account.Id, ct);
        return true;
    }

    // What changes an account's own safety is told by its own mail.
    private static string? ToTell(MemberFile file, WantedDeed wanted) =>
        wanted.Deed == Deed.Revoke ? file.Connections.First(c => c.GrantId == wanted.Target).AccountId
        : wanted.Deed == Deed.EndLink ? wanted.Link.AccountId
        : null;
}
