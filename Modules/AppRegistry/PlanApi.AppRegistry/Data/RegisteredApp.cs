using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.AppRegistry.Data;

/// <summary>An app of a vendor organization. A deleted one stays as a tombstone without details, so that its ids are never used again.</summary>
/// <param name="NameKey">What names are compared by within the organization; null once deleted, which frees the name.</param>
internal sealed record RegisteredApp(
    string Id, string ClientId, string OrganizationId, string CreatedBy, AppDetails? Details, string? NameKey, long Revision, DateTimeOffset SavedAt) : Aggregate
{
    /// <summary>Which documents are apps and not tombstones; also what lets a query use the index of names.</summary>
    public static readonly FilterDefinition<RegisteredApp> Standing = Builders<RegisteredApp>.Filter.Exists(a => a.NameKey);

    /// <summary>Who saved it last, by name; empty for what was saved before that was kept.</summary>
    public string SavedBy { get; init; } = "";

    /// <summary>What became of its logo; null when none was ever fetched.</summary>
    public LogoState? Logo { get; init; }

    /// <summary>The logo that counts: of the address that is declared now.</summary>
    public string LogoHash => Logo is { } logo && logo.Url == Details?.LogoUrl ? logo.Hash : "";

    /// <exception cref="InvalidOperationException">The app was deleted.</exception>
    public AppDetails Saved => Details ?? throw new InvalidOperationException("A deleted app has no details.");

    public SandboxApp ToContract() => new(Id, ClientId, OrganizationId, CreatedBy, Saved, Revision, SavedAt) { LogoHash = LogoHash };
}
