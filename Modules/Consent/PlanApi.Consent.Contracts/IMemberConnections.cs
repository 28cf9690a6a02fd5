namespace PlanApi.Consent.Contracts;

/// <summary>An app that may read a member's record in production now.</summary>
/// <param name="AccountId">Who allowed it: the member, or somebody who acts for the member.</param>
/// <param name="Categories">What it may read, in plain words.</param>
/// <param name="Until">When it ends by itself; null for never.</param>
/// <param name="LastUsed">When the app last read anything under that account; null for not yet.</param>
public sealed record MemberConnection(
    string GrantId, string AccountId, string PatientId, string AppName, IReadOnlyList<string> Categories, DateTimeOffset Since, DateTimeOffset? Until, DateTimeOffset? LastUsed);

/// <summary>Who reads a member's record, whoever allowed it.</summary>
public interface IMemberConnections
{
    Task<IReadOnlyList<MemberConnection>> OfPatient(string patientId, CancellationToken ct);

    /// <summary>Ends one, with all its tokens. False when it is none of this patient's, or ended already.</summary>
    Task<bool> Revoke(string grantId, string patientId, CancellationToken ct);
}
