using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.ReviewRequest;

/// <summary>How a decision about a request ended.</summary>
internal abstract record DecideResult
{
    private DecideResult() { }

    public sealed record Decided : DecideResult;

    public sealed record NotFound : DecideResult;

    /// <summary>The request was decided or withdrawn before.</summary>
    public sealed record TooLate(ProductionRequest Request) : DecideResult;

    /// <summary>The vendor changed the details after the revision that the reviewer saw.</summary>
    public sealed record Moved : DecideResult;

    /// <summary>The logo is another one than the reviewer saw.</summary>
    public sealed record LogoMoved : DecideResult;

    /// <summary>Another reviewer looks after the request.</summary>
    public sealed record Claimed(Claim Claim) : DecideResult;

    /// <summary>It cannot be approved: facts are missing.</summary>
    public sealed record Incomplete : DecideResult;
}

/// <summary>Decides a request once: its state, the revision that the reviewer saw and who looks after it stand in the filter of the one write.</summary>
internal sealed class Decisions(ReviewDb db)
{
    /// <param name="seen">The revision that the reviewer saw.</param>
    /// <param name="told">The event that tells of the decision.</param>
    /// <param name="logo">What is approved as the app's logo; null for none.</param>
    public async Task<DecideResult> TryDecide(string requestId, long seen, Decision decision, Func<ProductionRequest, object> told, ApprovedLogo? logo, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId).FirstOrDefaultAsync(ct);
        if (request is null)
        {
            return new DecideResult.NotFound();
        }

        if (request.State != RequestState.Pending)
        {
            return Before(request, decision);
        }

        if (OfAnother(request, decision) is { } claim)
        {
            return new DecideResult.Claimed(claim);
        }

        if (!IsWhatWasSeen(request, seen))
        {
            return new DecideResult.Moved();
        }

        var approves = decision.Kind == DecisionKind.Approved;
        if (approves && ForProduction.Missing(request.Details).Count > 0)
        {
            return new DecideResult.Incomplete();
        }

        var update = Builders<ProductionRequest>.Update
            .Set(r => r.State, approves ? RequestState.Approved : RequestState.Rejected)
            .Set(r => r.Decision, decision)
            .Set(r => r.Logo, logo)
            .Tell(decision.At, told(request));
        var result = await db.Requests.UpdateOneAsync(
            r => r.Id == requestId && r.State == RequestState.Pending && r.Revision == request.Revision && (r.Claim == null || r.Claim.AccountId == decision.AccountId),
            update,
            cancellationToken: ct);
        return result.MatchedCount == 1 ? new DecideResult.Decided() : await WhyNot(requestId, decision, ct);
    }

    /// <summary>A save that changes nothing in production moves the revision, yet not what the reviewer decides about.</summary>
    private static bool IsWhatWasSeen(ProductionRequest request, long seen) =>
        request.Revision == seen || request.Earlier.Any(e => e.Revision == seen && e.Details == request.Details);

    private async Task<DecideResult> WhyNot(string requestId, Decision decision, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == requestId).FirstAsync(ct);
        return request.State != RequestState.Pending ? Before(request, decision)
            : OfAnother(request, decision) is { } claim ? new DecideResult.Claimed(claim)
            : new DecideResult.Moved();
    }

    private static Claim? OfAnother(ProductionRequest request, Decision decision) => request.Claim is { } claim && claim.AccountId != decision.AccountId ? claim : null;

    /// <summary>The same person's same decision, again: the button was pressed twice, and all is as it was meant.</summary>
    private static DecideResult Before(ProductionRequest request, Decision decision) =>
        request.Decision is { } first && (first.AccountId, first.Kind) == (decision.AccountId, decision.Kind) ? new DecideResult.Decided() : new DecideResult.TooLate(request);
}
