using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.FollowApp;

namespace PlanApi.ProductionReview.Approve;

/// <summary>Makes an approved request's details the live ones. Doing it again changes nothing, and a suspension stays.</summary>
internal sealed class Publishing(ReviewDb db, ListedApps listed)
{
    public async Task Publish(string requestId, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId && r.State == RequestState.Approved).FirstAsync(ct);
        var approvedAt = request.Decision!.At;
        var update = Builders<LiveApp>.Update
            .Set(a => a.ClientId, request.ClientId)
            .Set(a => a.OrganizationId, request.OrganizationId)
            .Set(a => a.CreatedBy, request.CreatedBy)
            .Set(a => a.Details, request.Details)
            .Set(a => a.NameKey, LiveApp.KeyOf(request.Details.Name))
            .Set(a => a.Logo, request.Logo)
            .Set(a => a.Revision, request.Revision)
            .Set(a => a.ApprovedAt, approvedAt)
            .SetOnInsert(a => a.Suspended, false)
            .SetOnInsert(a => a.Decisions, [])
            .SetOnInsert(a => a.Outbox, []);
        try
        {
            // The same revision again: with another logo.
            await db.LiveApps.UpdateOneAsync(
                a => a.Id == request.AppId && (a.Revision < request.Revision || (a.Revision == request.Revision && a.ApprovedAt < approvedAt)),
                update,
                new UpdateOptions { IsUpsert = true },
                ct);
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            // There already, at this revision or a later one.
        }

        listed.Changed();
    }
}

internal sealed class PublishApproved(Publishing publishing, ISandboxApps apps, LiveCopies live) : IHandle<AppApproved>
{
    public async Task Handle(AppApproved happened, string eventId, CancellationToken ct)
    {
        await publishing.Publish(happened.RequestId, ct);
        if (await apps.Find(happened.AppId, ct) is { } app)
        {
            await live.NoteIfSame(app.AppId, app.Revision, app.Details, ct);
        }
    }
}
