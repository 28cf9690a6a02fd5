using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.SuspendApp;

public sealed record SuspendAppView(string AppId, string Name, string Criterion, string Reason, FormErrors Errors);

/// <summary>Suspends a live app: its tokens end, what members allowed is kept.</summary>
internal static class SuspendApp
{
    public static readonly string Path = ReviewPaths.Suspend("{id}");

    public sealed record Form
    {
        public string Criterion { get; init; } = "";
        public string Reason { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Criterion).IsPublished();
            RuleFor(f => f.Reason).IsReason();
        }
    }

    public sealed class Show(LiveAppDecisions decisions) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await decisions.Find(Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            await Send.ResultAsync(PageOf(app, new(), FormErrors.None));
        }
    }

    public sealed class Submit(LiveAppDecisions decisions, IRevocations revocations, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await decisions.Find(Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            if (ValidationFailed)
            {
                await Show(PageOf(app, form, Errors));
                return;
            }

            var now = clock.GetUtcNow();
            var decision = new Decision(
                NewId.At(now), DecisionKind.Suspended, User.AccountId(), User.DisplayName(), now, form.Criterion, form.Reason.Trim().ReplaceLineEndings("\n"));
            var done = await decisions.TryDecide(app, decision, new AppSuspended(app.Id, app.ClientId, decision.Id, now), ct);
            if (done)
            {
                // The event does this too, should we be killed here; done now, no token works once the page says so.
                await revocations.RevokeApp(app.ClientId, sandbox: false, ct);
            }

            await SeeOther($"{ReviewPaths.LiveApps}?done={(done ? "suspended" : "unchanged")}");
        }
    }

    private static IResult PageOf(LiveApp app, Form form, FormErrors errors) => Html.Page<SuspendAppPage, SuspendAppView>(
        new(app.Id, app.Details.Name, form.Criterion, form.Reason, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}

internal sealed class RevokeSuspended(IRevocations revocations) : IHandle<AppSuspended>
{
    public Task Handle(AppSuspended happened, string eventId, CancellationToken ct) => revocations.RevokeApp(happened.ClientId, sandbox: false, ct);
}
