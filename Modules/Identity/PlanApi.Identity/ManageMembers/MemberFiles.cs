using MongoDB.Driver;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.ActivateMember;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.ManageMembers;

/// <summary>What staff see of a member: the account and what stands on it, and nothing of the record but the name.</summary>
/// <param name="Account">Whose own record it is; null without an account.</param>
/// <param name="MayActivate">Whether the member has no account and is of age for one.</param>
/// <param name="ActingFor">Accounts of others that are linked to this record.</param>
/// <param name="Others">Names of the other records that the account is linked to, by patient id.</param>
internal sealed record MemberFile(
    PatientSummary Patient, StoredAccount? Account, bool IsLocked, bool MayActivate, IReadOnlyList<StoredAccount> ActingFor, IReadOnlyDictionary<string, string> Others, IReadOnlyList<MemberConnection> Connections);

internal sealed class MemberFiles(IdentityDb db, MemberEntries entries, PasswordCheck passwords, SecondFactor secondFactor, ActivationAge age, IMemberPatients patients, IMemberConnections connections)
{
    /// <summary>Null when no member has this record, and for staff who did not find the member by number.</summary>
    public async Task<MemberFile?> Find(string patientId, string staffId, CancellationToken ct)
    {
        if (!await entries.HasLookedUp(patientId, staffId, ct) || await patients.Find([patientId], ct) is not [var patient])
        {
            return null;
        }

        var account = await db.Accounts.Find(FindMember.Owns(patientId)).FirstOrDefaultAsync(ct);
        var linked = await db.Accounts.Find(Builders<StoredAccount>.Filter.ElemMatch(a => a.Links, l => l.PatientId == patientId)).ToListAsync(ct);
        var others = account is null ? [] : await patients.Find([.. account.Links.Where(l => l.PatientId != patientId).Select(l => l.PatientId)], ct);
        return new(
            patient,
            account,
            account is not null && (await passwords.IsLocked(account, ct) || await secondFactor.IsLocked(account.Id, ct)),
            account is null && patient.BirthDate is { } born && age.IsReached(born),
            [.. linked.Where(a => a.Id != account?.Id)],
            others.ToDictionary(p => p.PatientId, p => p.DisplayName),
            await connections.OfPatient(patientId, ct));
    }
}
