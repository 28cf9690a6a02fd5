using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.AppRegistry.RegisterApp;

internal enum RegisterAppResult
{
    Added,
    NameTaken,

    /// <summary>The reservation became an app before: a second press, or another window.</summary>
    SavedBefore,
}

internal sealed class RegisterAppStore(AppRegistryDb db)
{
    /// <remarks>The credential is kept first: a kill in between leaves a credential without an app, which opens nothing, and the form can be sent again.</remarks>
    public async Task<RegisterAppResult> TryAdd(RegisteredApp app, CancellationToken ct)
    {
        var credential = await db.Credentials.FindOneAndUpdateAsync<ClientCredential>(
            c => c.Id == app.ClientId, Builders<ClientCredential>.Update.Unset(c => c.ForgetAt), cancellationToken: ct);
        try
        {
            await db.Apps.InsertOneAsync(
                app.Tell(app.SavedAt, new AppSaved(app.Id, app.ClientId, app.OrganizationId, app.Revision, app.Saved, app.SavedAt)),
                cancellationToken: ct);
            return RegisterAppResult.Added;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            if (await db.Apps.Find(a => a.Id == app.Id).AnyAsync(ct))
            {
                return RegisterAppResult.SavedBefore;
            }

            await db.Credentials.UpdateOneAsync(c => c.Id == app.ClientId, Builders<ClientCredential>.Update.Set(c => c.ForgetAt, credential.ForgetAt), cancellationToken: ct);
            return RegisterAppResult.NameTaken;
        }
    }
}
