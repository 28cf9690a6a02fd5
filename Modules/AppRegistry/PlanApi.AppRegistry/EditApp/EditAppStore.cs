using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.AppRegistry.EditApp;

internal enum EditAppResult
{
    Saved,
    NameTaken,

    /// <summary>Someone saved since the form was opened, or deleted the app.</summary>
    Stale,
}

internal sealed class EditAppStore(AppRegistryDb db, TimeProvider clock)
{
    /// <param name="revision">The revision that the form was opened on.</param>
    /// <param name="by">Name of the person.</param>
    public async Task<EditAppResult> TrySave(RegisteredApp app, AppDetails details, long revision, string by, CancellationToken ct)
    {
        // Nothing to change: a form saved untouched, or its button pressed twice.
        if (app.Details == details)
        {
            return EditAppResult.Saved;
        }

        var now = clock.GetUtcNow();
        var update = Builders<RegisteredApp>.Update
            .Set(a => a.Details, details)
            .Set(a => a.NameKey, AppName.KeyOf(details.Name))
            .Set(a => a.SavedAt, now)
            .Set(a => a.SavedBy, by)
            .Set(a => a.Revision, revision + 1)
            .Tell(now, new AppSaved(app.Id, app.ClientId, app.OrganizationId, revision + 1, details, now));
        try
        {
            var result = await db.Apps.UpdateOneAsync(
                OwnApps.Filter(app.OrganizationId, app.Id) & Builders<RegisteredApp>.Filter.Eq(a => a.Revision, revision), update, cancellationToken: ct);
            return result.MatchedCount == 1 ? EditAppResult.Saved : EditAppResult.Stale;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return EditAppResult.NameTaken;
        }
    }
}
