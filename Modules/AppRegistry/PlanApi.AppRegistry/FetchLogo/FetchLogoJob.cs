using Hangfire;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.AppRegistry.FetchLogo;

/// <summary>A save that declares another logo has it fetched.</summary>
internal sealed class AskForLogo(AppRegistryDb db, LogoFetches logos) : IHandle<AppSaved>
{
    public async Task Handle(AppSaved happened, string eventId, CancellationToken ct)
    {
        var app = await db.Apps.Find(Builders<RegisteredApp>.Filter.Eq(a => a.Id, happened.AppId) & RegisteredApp.Standing).FirstOrDefaultAsync(ct);
        if (app is not null && (app.Logo?.Url ?? "") != app.Saved.LogoUrl)
        {
            await logos.Ask(app, ct);
        }
    }
}

/// <summary>A deleted app keeps no picture; production has its own.</summary>
internal sealed class ForgetLogo(LogoFetches logos) : IHandle<AppDeleted>
{
    public Task Handle(AppDeleted happened, string eventId, CancellationToken ct) => logos.ForgetAll(happened.AppId, ct);
}

internal sealed class QueueLogoFetch(IBackgroundJobClient jobs) : IHandle<LogoAsked>
{
    public Task Handle(LogoAsked happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<FetchLogoJob>(job => job.Run(happened.AppId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Fetches the logo that an app declares and makes our own pictures of it. Run again, it does so anew.</summary>
internal sealed class FetchLogoJob(AppRegistryDb db, LogoSource source, LogoFetches logos)
{
    public async Task Run(string appId, CancellationToken ct)
    {
        var app = await db.Apps.Find(Builders<RegisteredApp>.Filter.Eq(a => a.Id, appId) & RegisteredApp.Standing).FirstOrDefaultAsync(ct);
        if (app is not { Saved.LogoUrl: { Length: > 0 } url })
        {
            return;
        }

        var fetched = await source.Fetch(url, ct);
        await (fetched.Logo is { } logo ? logos.Keep(appId, url, logo, ct) : logos.Note(appId, url, fetched.Problem, ct));
    }
}
