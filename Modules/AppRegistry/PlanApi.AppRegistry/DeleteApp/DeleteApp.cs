using FastEndpoints;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.DeleteApp;

public sealed record DeleteAppView(string AppId, string Name, IReadOnlyList<string> Consequences);

/// <summary>Deletes an app from the sandbox, after saying what that means. A tombstone stays; so do the credential and the live copy.</summary>
internal static class DeleteApp
{
    public static readonly string Path = AppPaths.Delete("{id}");

    public sealed class Show(OwnApps apps, IReviewStatuses reviews) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var review = await reviews.Of([(app.Id, app.Revision)], ct);
            await Send.ResultAsync(Html.Page<DeleteAppPage, DeleteAppView>(new(app.Id, app.Saved.Name, [.. ConsequencesOf(review[0].Status)])));
        }

        private static IEnumerable<string> ConsequencesOf(ReviewStatus status)
        {
            yield return "In the sandbox the application stops working at once: its sign-ins, permissions and tokens end.";
            if (status is not (ReviewStatus.Draft or ReviewStatus.InReview or ReviewStatus.Rejected))
            {
                yield return "Members keep using it: production runs on with the approved details and the secret in use now. You can no longer see or replace that secret, or change anything.";
            }

            if (status is ReviewStatus.InReview or ReviewStatus.ApprovedChangesInReview)
            {
                yield return "Your production request is withdrawn.";
            }

            yield return "Its client ID is never used again, not even for a new application of the same name.";
        }
    }

    public sealed class Submit(Deletion deletion) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            if (!await deletion.Delete(User.OrganizationId(), Route<string>("id")!, ct))
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            await SeeOther($"{AppRegistryPaths.List}?{AppPaths.Deleted}");
        }
    }
}

/// <summary>Deletes apps. Again changes nothing.</summary>
internal sealed class Deletion(AppRegistryDb db, TimeProvider clock)
{
    /// <returns>False when the organization has no such app.</returns>
    public async Task<bool> Delete(string organizationId, string appId, CancellationToken ct)
    {
        var app = await db.Apps.Find(a => a.Id == appId && a.OrganizationId == organizationId).FirstOrDefaultAsync(ct);
        if (app is null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var update = Builders<RegisteredApp>.Update
            .Unset(a => a.Details)
            .Unset(a => a.NameKey)
            .Unset(a => a.Logo)
            .Set(a => a.SavedAt, now)
            .Tell(now, new AppDeleted(app.Id, app.ClientId, app.OrganizationId, now));
        await db.Apps.UpdateOneAsync(OwnApps.Filter(organizationId, appId), update, cancellationToken: ct);
        return true;
    }
}

/// <summary>Ends the deleted app's tokens in the sandbox; production's live copy keeps its own.</summary>
internal sealed class EndSandboxTokens(IRevocations revocations) : IHandle<AppDeleted>
{
    public Task Handle(AppDeleted happened, string eventId, CancellationToken ct) => revocations.RevokeApp(happened.ClientId, sandbox: true, ct);
}

/// <summary>Deletes the apps of an organization whose last person has gone: nobody could look after them.</summary>
internal sealed class DeleteAppsOfNobody(IAccounts accounts, AppRegistryDb db, Deletion deletion) : IHandle<AccountEnded>
{
    public async Task Handle(AccountEnded happened, string eventId, CancellationToken ct)
    {
        if (happened is not { Realm: Realm.Vendor, OrganizationId: { } organizationId } || (await accounts.OfOrganization(organizationId, ct)).Count > 0)
        {
            return;
        }

        foreach (var appId in await db.Apps.Find(Builders<RegisteredApp>.Filter.Eq(a => a.OrganizationId, organizationId) & RegisteredApp.Standing).Project(a => a.Id).ToListAsync(ct))
        {
            await deletion.Delete(organizationId, appId, ct);
        }
    }
}
