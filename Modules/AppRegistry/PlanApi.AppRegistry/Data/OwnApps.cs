using MongoDB.Driver;

namespace PlanApi.AppRegistry.Data;

/// <summary>Apps as one vendor organization may see them: another organization's do not exist.</summary>
internal sealed class OwnApps(AppRegistryDb db)
{
    public async Task<RegisteredApp?> Find(string organizationId, string appId, CancellationToken ct) =>
        await db.Apps.Find(Filter(organizationId, appId)).FirstOrDefaultAsync(ct);

    public static FilterDefinition<RegisteredApp> Filter(string organizationId, string appId) =>
        Builders<RegisteredApp>.Filter.Where(a => a.Id == appId && a.OrganizationId == organizationId) & RegisteredApp.Standing;
}
