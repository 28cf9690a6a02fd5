using FastEndpoints;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Approve;

/// <summary>Keeps the logo that a reviewer approves, so that whatever the vendor puts in its place changes nothing live.</summary>
internal sealed class ApprovedLogos(ReviewDb db, ISandboxApps apps, ISandboxLogos logos)
{
    /// <param name="seen">The hash of the logo that the reviewer saw; empty for none.</param>
    /// <returns>false when the app has another one now; otherwise the kept one, null for none.</returns>
    public async Task<(bool Same, ApprovedLogo? Logo)> TryKeep(string requestId, string seen, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId).FirstOrDefaultAsync(ct);
        if (request is not { State: RequestState.Pending })
        {
            return (true, null);
        }

        var current = (await apps.Find(request.AppId, ct))?.LogoHash ?? "";
        if (current != seen || current.Length == 0)
        {
            return (current == seen, null);
        }

        if (await logos.Find(request.AppId, current, ct) is not { } picture)
        {
            return (false, null);
        }

        var id = $"{requestId}-{picture.Hash}";
        await db.Logos.ReplaceOneAsync(l => l.Id == id, new(id, picture.Small, picture.Large), new ReplaceOptions { IsUpsert = true }, ct);
        return (true, new(id, picture.Hash));
    }
}

/// <summary>The logos of approved apps, for everyone.</summary>
internal static class ShowApprovedLogo
{
    public sealed class Show(ReviewDb db) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ReviewPaths.Logo("{id}") + "/{file}");
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var id = Route<string>("id")!;
            var logo = await db.Logos.Find(l => l.Id == id).FirstOrDefaultAsync(ct);
            await Send.ResultAsync(logo is null ? Html.NotFound : AppPicture.Reply(Route<string>("file")!, logo.Small, logo.Large));
        }
    }
}
