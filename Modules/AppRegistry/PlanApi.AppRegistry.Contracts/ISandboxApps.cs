namespace PlanApi.AppRegistry.Contracts;

/// <summary>An app as its vendor last saved it: the copy that counts in the sandbox.</summary>
/// <param name="Revision">Raised by one at each save, from 1.</param>
/// <param name="CreatedBy">The vendor account that made it, whom decisions are mailed to.</param>
public sealed record SandboxApp(string AppId, string ClientId, string OrganizationId, string CreatedBy, AppDetails Details, long Revision, DateTimeOffset SavedAt)
{
    /// <summary>Which logo the app has now; empty for none.</summary>
    public string LogoHash { get; init; } = "";

    /// <summary>Where its pictures are; null when it has none.</summary>
    public string? LogoFolder => LogoHash.Length > 0 ? AppRegistryPaths.Logo(AppId, LogoHash) : null;
}

public interface ISandboxApps
{
    /// <summary>Null when there is none, or it was deleted.</summary>
    Task<SandboxApp?> Find(string appId, CancellationToken ct);

    Task<SandboxApp?> FindByClientId(string clientId, CancellationToken ct);
}

/// <summary>The one credential an app has in sandbox and production alike. It outlives the deletion of an approved app.</summary>
public interface IClientSecrets
{
    /// <summary>Whether this is the client's secret, or the one before it while a rotation overlaps. Takes the same time for an unknown client.</summary>
    Task<bool> Verify(string clientId, string secret, CancellationToken ct);
}
