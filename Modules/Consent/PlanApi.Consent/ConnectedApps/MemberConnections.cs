using PlanApi.Consent.Apps;
using PlanApi.Consent.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.ConnectedApps;

internal sealed class MemberConnections(Grants.Grants grants, KnownApps apps, IAccessLog accessLog) : IMemberConnections
{
    public async Task<IReadOnlyList<MemberConnection>> OfPatient(string patientId, CancellationToken ct)
    {
        List<MemberConnection> connections = [];
        foreach (var ofAccount in (await grants.OfPatient(patientId, ct)).GroupBy(g => g.AccountId))
        {
            var lastUsed = await accessLog.LastUsed(ofAccount.Key, ct);
            foreach (var grant in ofAccount)
            {
                connections.Add(new(
                    grant.GrantId,
                    grant.AccountId,
                    grant.PatientId,
                    (await apps.Find(sandbox: false, grant.ClientId, ct))?.Name ?? Texts.Say("An app that is no longer listed"),
                    Grants.GrantedData.Of(grant.Scopes),
                    grant.GrantedAt,
                    grant.ExpiresAt,
                    lastUsed.TryGetValue(grant.ClientId, out var at) ? at : null));
            }
        }

        return connections;
    }

    public Task<bool> Revoke(string grantId, string patientId, CancellationToken ct) => grants.RevokeOfPatient(grantId, patientId, ct);
}
