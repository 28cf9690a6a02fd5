namespace PlanApi.Identity.Contracts;

/// <summary>An app about to be opened from a portal for one patient (SMART App Launch 2.2, launch context).</summary>
/// <param name="Sandbox">Which authorization server the token is good for; the other refuses it.</param>
/// <param name="AccountId">Who launches: only this account may complete the launch.</param>
public sealed record NewLaunch(bool Sandbox, string ClientId, string AccountId, string PatientId);

/// <summary>Makes the opaque <c>launch</c> values that portals put into launch URLs; the authorization server redeems them.</summary>
public interface ILaunchContexts
{
    /// <returns>An unguessable value, single use, good for five minutes. Only its hash is stored.</returns>
    Task<string> Create(NewLaunch launch, CancellationToken ct);
}
