using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.AppRegistry.FetchLogo;

/// <summary>
/// The logos of sandbox apps. Pictures lie under app and content, and the app's document says which one counts: whoever fetched for an address that is
/// no longer declared changes nothing.
/// </summary>
internal sealed class LogoFetches(AppRegistryDb db, TimeProvider clock) : ISandboxLogos
{
    public async Task<LogoPicture?> Find(string appId, string hash, CancellationToken ct)
    {
        var id = StoredLogo.IdOf(appId, hash);
        return await db.Logos.Find(l => l.Id == id).FirstOrDefaultAsync(ct) is { } logo ? new(logo.Hash, logo.Small, logo.Large) : null;
    }

    /// <summary>Has the declared logo fetched, unless that is going on. Where none is declared, what there was is forgotten.</summary>
    public async Task Ask(RegisteredApp app, CancellationToken ct)
    {
        var (url, now) = (app.Saved.LogoUrl, clock.GetUtcNow());
        if (url.Length == 0)
        {
            await db.Apps.UpdateOneAsync(Declares(app.Id, url), Builders<RegisteredApp>.Update.Unset(a => a.Logo), cancellationToken: ct);
            await ForgetAll(app.Id, ct);
            return;
        }

        var longAgo = now - LogoState.Patience;
        var state = app.Logo is { } logo && logo.Url == url ? logo : new(url, now, Running: true);
        var idle = Builders<RegisteredApp>.Filter.Where(a => a.Logo == null || !a.Logo.Running || a.Logo.AskedAt <= longAgo || a.Logo.Url != url);
        var before = await db.Apps.FindOneAndUpdateAsync<RegisteredApp>(
            Declares(app.Id, url) & idle,
            Builders<RegisteredApp>.Update.Set(a => a.Logo, state with { AskedAt = now, Running = true }).Tell(now, new LogoAsked(app.Id)),
            cancellationToken: ct);
        await Forget(app.Id, before?.Logo?.Hash, but: state.Hash, ct);
    }

    /// <summary>Keeps what was fetched from an address, while that is the one declared.</summary>
    public async Task Keep(string appId, string url, LogoPicture logo, CancellationToken ct)
    {
        var id = StoredLogo.IdOf(appId, logo.Hash);
        await db.Logos.ReplaceOneAsync(l => l.Id == id, new(id, appId, logo.Hash, logo.Small, logo.Large), new ReplaceOptions { IsUpsert = true }, ct);
        var before = await db.Apps.FindOneAndUpdateAsync<RegisteredApp>(Asked(appId, url), Done("").Set(a => a.Logo!.Hash, logo.Hash), cancellationToken: ct);
        if (before is not null)
        {
            await Forget(appId, before.Logo?.Hash, but: logo.Hash, ct);
        }
        else
        {
            var standing = await db.Apps.Find(a => a.Id == appId).FirstOrDefaultAsync(ct);
            await Forget(appId, logo.Hash, but: standing?.LogoHash, ct);
        }
    }

    /// <summary>Notes why an address gave nothing. A picture that it gave before stays.</summary>
    public Task Note(string appId, string url, string problem, CancellationToken ct) => db.Apps.UpdateOneAsync(Asked(appId, url), Done(problem), cancellationToken: ct);

    public Task ForgetAll(string appId, CancellationToken ct) => db.Logos.DeleteManyAsync(l => l.AppId == appId, ct);

    /// <summary>Removes the one picture that no longer counts, and no other: someone else may just be bringing a newer one.</summary>
    private async Task Forget(string appId, string? hash, string? but, CancellationToken ct)
    {
        if (hash is { Length: > 0 } && hash != but)
        {
            var id = StoredLogo.IdOf(appId, hash);
            await db.Logos.DeleteOneAsync(l => l.Id == id, ct);
        }
    }

    private UpdateDefinition<RegisteredApp> Done(string problem) =>
        Builders<RegisteredApp>.Update.Set(a => a.Logo!.Running, false).Set(a => a.Logo!.CheckedAt, clock.GetUtcNow()).Set(a => a.Logo!.Problem, problem);

    private static FilterDefinition<RegisteredApp> Declares(string appId, string url) => Builders<RegisteredApp>.Filter.Where(a => a.Id == appId && a.Details!.LogoUrl == url);

    private static FilterDefinition<RegisteredApp> Asked(string appId, string url) => Declares(appId, url) & Builders<RegisteredApp>.Filter.Eq(a => a.Logo!.Url, url);
}
