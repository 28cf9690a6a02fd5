using PlanApi.Consent.Contracts;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.ResetPassword;

namespace PlanApi.Identity.ManageMembers;

/// <summary>Does what staff ask for. The entry is written before and marked done after: nothing is done that is not entered, and what shows as done was.</summary>
internal sealed class MemberDeeds(
    MemberEntries entries, PasswordCheck passwords, SecondFactor secondFactor, EndAccount ending, ResetLinks resets, IPatientLinks links, IMemberConnections connections)
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

    private async Task<bool> Perform(MemberFile file, WantedDeed wanted, CancellationToken ct)
    {
        switch (wanted.Deed.Key)
        {
            case "unlock":
                await passwords.Unlock(file.Account!, ct);
                await secondFactor.Unlock(file.Account!.Id, ct);
                return true;
            case "send-reset-link":
                await resets.Ask(Realm.Member, file.Account!.Email, ct);
                return true;
            case "reset-second-factor":
                return await secondFactor.Reset(file.Account!);
            case "end-account":
                return await ending.End(file.Account!, ct);
            case "revoke":
                return await connections.Revoke(wanted.Target!, file.Patient.PatientId, ct);
            case "end-link":
                return await links.End(wanted.Link.AccountId, wanted.Link.PatientId, ct);
            default:
                throw new InvalidOperationException($"Nobody does {wanted.Deed.Key}.");
        }
    }

    // What changes an account's own safety is told by its own mail.
    private static string? ToTell(MemberFile file, WantedDeed wanted) => wanted.Deed.Key switch
    {
        "revoke" => file.Connections.First(c => c.GrantId == wanted.Target).AccountId,
        "end-link" => wanted.Link.AccountId,
        _ => null,
    };
}
