using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.AppRegistry.Data;

/// <summary>
/// The secret of one client, for sandbox and production alike. It is made when the form of a new app opens, and forgotten after a while unless
/// the app is saved; once saved it outlives the app, because a live copy may still use it.
/// </summary>
/// <param name="Id">The client id.</param>
/// <param name="SealedSecret">The secret, encrypted under the master key, to be shown on demand.</param>
/// <param name="Hash">What presented secrets are checked against.</param>
/// <param name="Version">Raised by each rotation; a form names the version it was opened on.</param>
/// <param name="ForgetAt">When an unsaved reservation is removed; null once the app is saved.</param>
internal sealed record ClientCredential(
    string Id, string AppId, string OrganizationId, byte[] SealedSecret, string Hash, DateTimeOffset MadeAt, long Version, DateTime? ForgetAt) : Aggregate
{
    /// <summary>The secret before the last rotation, while it is still taken.</summary>
    public EarlierSecret? Earlier { get; init; }

    public Showing? LastShown { get; init; }
}

internal sealed record EarlierSecret(string Hash, DateTimeOffset Until);

/// <summary>Who last had the secret shown.</summary>
internal sealed record Showing(string AccountId, string Name, DateTimeOffset At);
