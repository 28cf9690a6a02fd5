using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.ReinstateApp;

public sealed record ReinstateAppView(string AppId, string Name, string Reason, FormErrors Errors);

/// <summary>Lets a suspended app run again, on the approved details. It has to authorize anew.</summary>
internal static class ReinstateApp
{
    public static readonly string Path = ReviewPaths.Reinstate("{id}");

    public sealed record Form
    {
        public string Reason { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Reason).IsReason();
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

            await Send.ResultAsync(PageOf(app, "", FormErrors.None));
        }
    }

    public sealed class Submit(LiveAppDecisions decisions, TimeProvider clock) : FormEndpoint<Form>
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
                await Show(PageOf(app, form.Reason, Errors));
                return;
            }

            var now = clock.GetUtcNow();
            var decision = new Decision(
                NewId.At(now), DecisionKind.Reinstated, User.AccountId(), User.DisplayName(), now, Criterion: null, form.Reason.Trim().ReplaceLineEndings("\n"));
            var done = await decisions.TryDecide(app, decision, new AppReinstated(app.Id, app.ClientId, decision.Id, now), ct);
            await SeeOther($"{ReviewPaths.LiveApps}?done={(done ? "reinstated" : "unchanged")}");
        }
    }

    private static IResult PageOf(LiveApp app, string reason, FormErrors errors) => Html.Page<ReinstateAppPage, ReinstateAppView>(
        new(app.Id, app.Details.Name, reason, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
