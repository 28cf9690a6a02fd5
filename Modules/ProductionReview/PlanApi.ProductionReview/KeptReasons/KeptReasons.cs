using FastEndpoints;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.KeptReasons;

public sealed record KeptReasonsView(IReadOnlyList<KeptReasonView> Reasons, string Typed, FormErrors Errors);

public sealed record KeptReasonView(string Id, string Text, string By, DateTimeOffset At);

/// <summary>The reasons that staff keep, to turn requests down in the same words each time.</summary>
internal static class KeptReasons
{
    public sealed record Form
    {
        public string Reason { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Reason).IsReason();
    }

    public sealed class Show(KeptReasonStore store) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ReviewPaths.Reasons);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(PageOf(await store.All(ct), "", FormErrors.None));
    }

    public sealed class Submit(KeptReasonStore store, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(ReviewPaths.Reasons);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var (there, now) = (await store.All(ct), clock.GetUtcNow());
            if (!ValidationFailed && there.Count >= KeptReasonStore.Most)
            {
                AddError(new ValidationFailure(nameof(form.Reason), $"The list holds {KeptReasonStore.Most} already: remove one first"));
            }

            if (ValidationFailed)
            {
                await Show(PageOf(there, form.Reason, Errors));
                return;
            }

            var text = form.Reason.Trim().ReplaceLineEndings("\n");
            if (there.All(r => r.Text != text))
            {
                await store.Add(new(NewId.At(now), text, User.DisplayName(), now), ct);
            }

            await SeeOther(ReviewPaths.Reasons);
        }
    }

    public sealed class Remove(KeptReasonStore store) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(ReviewPaths.RemoveReason("{id}"));
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            await store.Remove(Route<string>("id")!, ct);
            await SeeOther(ReviewPaths.Reasons);
        }
    }

    private static IResult PageOf(IReadOnlyList<KeptReason> reasons, string typed, FormErrors errors) => Html.Page<KeptReasonsPage, KeptReasonsView>(
        new([.. reasons.Select(r => new KeptReasonView(r.Id, r.Text, r.By, r.At))], typed, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
