using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.FollowApp;

/// <summary>A save changes the pending request, and may bring the sandbox copy back to what is live.</summary>
internal sealed class FollowSaved(PendingRequests requests, LiveCopies live) : IHandle<AppSaved>
{
    public async Task Handle(AppSaved happened, string eventId, CancellationToken ct)
    {
        await requests.Follow(happened.AppId, happened.Revision, happened.Details, ct);
        await live.NoteIfSame(happened.AppId, happened.Revision, happened.Details, ct);
    }
}

/// <summary>A deleted app asks for nothing any more.</summary>
internal sealed class FollowDeleted(PendingRequests requests) : IHandle<AppDeleted>
{
    public Task Handle(AppDeleted happened, string eventId, CancellationToken ct) => requests.Withdraw(happened.AppId, ct);
}

/// <summary>Catches up with what was saved or deleted between the vendor's look and the arrival of the request, whose events found no request to change.</summary>
internal sealed class CatchUpWithApp(ISandboxApps apps, PendingRequests requests) : IHandle<RequestSent>
{
    public async Task Handle(RequestSent happened, string eventId, CancellationToken ct)
    {
        if (await apps.Find(happened.AppId, ct) is { } app)
        {
            await requests.Follow(app.AppId, app.Revision, app.Details, ct);
        }
        else
        {
            await requests.Withdraw(happened.AppId, ct);
        }
    }
}
