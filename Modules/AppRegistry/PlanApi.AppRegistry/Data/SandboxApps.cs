using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;

namespace PlanApi.AppRegistry.Data;

internal sealed class SandboxApps(AppRegistryDb db) : ISandboxApps
{
    public async Task<SandboxApp?> Find(string appId, CancellationToken ct) =>
        (await db.Apps.Find(Builders<RegisteredApp>.Filter.Eq(a => a.Id, appId) & RegisteredApp.Standing).FirstOrDefaultAsync(ct))?.ToContract();

    public async Task<SandboxApp?> FindByClientId(string clientId, CancellationToken ct) =>
        (await db.Apps.Find(Builders<RegisteredApp>.Filter.Eq(a => a.ClientId, clientId) & RegisteredApp.Standing).FirstOrDefaultAsync(ct))?.ToContract();
}
