using FastEndpoints;
using FluentValidation.Results;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.ReviewRequest;

namespace PlanApi.ProductionReview.ClaimRequest;

/// <param name="From">The account that has it.</param>
public sealed record TakeOverView(string RequestId, string Name, string From, string By, DateTimeOffset Since);

/// <summary>"Claim" and "Take over": the others see who looks after a request.</summary>
internal static class ClaimRequest
{
    public static readonly string Path = ReviewPaths.Claim("{id}");

    public sealed record Form
    {
        /// <summary>The account that had the claim when the page was opened, or <see cref="ClaimView.Nobody"/>.</summary>
        public string From { get; init; } = "";
    }

    /// <summary>Asks whether to take over what another has.</summary>
    public sealed class Show(Claims claims) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var request = await claims.Find(Route<string>("id")!, ct);
            await Send.ResultAsync(
                request is null ? Html.NotFound
                : request is { State: RequestState.Pending, Claim: { } claim } && claim.AccountId != User.AccountId()
                    ? Html.Page<TakeOverPage, TakeOverView>(new(request.Id, request.Details.Name, claim.AccountId, claim.Name, claim.At))
                : new SeeOtherResult(ReviewPaths.Review(request.Id)));
        }
    }

    public sealed class Submit(Claims claims, RequestPages pages, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var requestId = Route<string>("id")!;
            var claim = new Claim(User.AccountId(), User.DisplayName(), clock.GetUtcNow());
            if (!await claims.TryTake(requestId, form.From is ClaimView.Nobody ? null : form.From, claim, ct)
                && (await claims.Find(requestId, ct))?.Claim?.AccountId != claim.AccountId)
            {
                AddError(new ValidationFailure("", "Who looks after this request, or whether it still waits, changed after you opened the page. Nothing was changed by you"));
                await Show(await pages.Of(requestId, User.AccountId(), seen: null, Typed.Nothing, Errors, ct));
                return;
            }

            await SeeOther(ReviewPaths.Review(requestId));
        }
    }

    public sealed class Release(Claims claims) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(ReviewPaths.Release("{id}"));
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            await claims.Release(Route<string>("id")!, User.AccountId(), ct);
            await SeeOther(ReviewPaths.Review(Route<string>("id")!));
        }
    }
}
