using MongoDB.Bson.Serialization.Attributes;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>
/// A person's account as stored. <c>UserManager</c> sets the settable properties and saves them; the others change by updates of their own.
/// </summary>
internal sealed record StoredAccount : Aggregate
{
    public required string Id { get; init; }

    public required Realm Realm { get; init; }

    /// <summary>The address as typed at enrollment; a test patient's user name.</summary>
    public required string Email { get; init; }

    /// <summary>What the address is found by; unique in its realm.</summary>
    public required string EmailKey { get; init; }

    public required string DisplayName { get; init; }

    public string? OrganizationId { get; init; }

    /// <summary>The synthetic patient of a test patient's sign-in.</summary>
    public string? PatientId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Disabled { get; init; }

    /// <summary>A tombstone: the account is gone, and only those who must hear of it still read this.</summary>
    public bool Ended { get; init; }

    /// <summary>Of the mails to a member (BCP 47); "" until one is chosen.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whose records a member may share, ended ones included until they are removed.</summary>
    public IReadOnlyList<PatientLink> Links { get; init; } = [];

    /// <summary>The newest sign-ins. A cookie whose session is not among them opens nothing: it was signed out, or fifty came after it.</summary>
    public IReadOnlyList<RunningSession> Sessions { get; init; } = [];

    /// <summary>The newest 30-second step whose authenticator code was accepted; no code counts twice.</summary>
    public long LastCodeStep { get; init; }

    /// <summary>Null for a test patient, whose password is derived.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with every credential; sessions and reset links of another stamp are dead.</summary>
    public string Stamp { get; set; } = "";

    /// <summary>An authenticator app is set up; until then its secret, made at the first look, opens nothing.</summary>
    [BsonElement("secondFactorOn")]
    public bool AuthenticatorOn { get; set; }

    /// <summary>The authenticator app's secret, encrypted under the master key.</summary>
    public byte[]? AuthenticatorSecret { get; set; }

    public IReadOnlyList<StoredPasskey> Passkeys { get; set; } = [];

    /// <summary>Hashes of the recovery codes not yet used; made with the first second factor, gone with the last.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    /// <summary>Raised by one at every save of the settable properties: a save that saw an older one is refused.</summary>
    public long Version { get; set; }

    /// <summary>Facts for the next save of the settable properties, which tells of them in the same write.</summary>
    [BsonIgnore]
    public IReadOnlyList<object> News { get; set; } = [];

    /// <summary>Whether signing in takes more than the password: an authenticator app, a passkey, or either of them.</summary>
    [BsonIgnore]
    public bool SecondFactorOn => AuthenticatorOn || Passkeys.Count > 0;

    public Account ToContract() => new(Id, Realm, Email, DisplayName, OrganizationId, Disabled) { Language = Language, CreatedAt = CreatedAt };
}

/// <param name="Stamp">The account's security stamp at that time: with another one the session is over.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Browser">What it was started with, in plain words.</param>
internal sealed record RunningSession(string SessionId, string Stamp, DateTimeOffset StartedAt, DateTimeOffset Until, string Browser);
