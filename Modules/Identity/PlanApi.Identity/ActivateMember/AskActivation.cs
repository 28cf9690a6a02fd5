using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.Identity.ActivateMember;

public sealed record AskActivationView(AskActivationForm Form, FormErrors Errors);

public sealed record AskActivationForm : MemberDetailsForm;

/// <summary>A member's first step to an account: who they are. Whatever is typed, the reply is the same after the same work; a job looks for the member.</summary>
internal static class AskActivation
{
    public sealed class Rules(TimeProvider clock) : MemberDetailsRules<AskActivationForm>(clock);

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ActivatePaths.Ask);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(PageOf(new(), FormErrors.None));
    }

    public sealed class Submit(Activations activations) : FormEndpoint<AskActivationForm>
    {
        public override void Configure()
        {
            PostForm(ActivatePaths.Ask);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(AskActivationForm form, CancellationToken ct) =>
            await (ValidationFailed ? Show(PageOf(form, Errors)) : SeeOther(ActivatePaths.Code(await activations.Ask(form.Details(), null, ct))));
    }

    private static IResult PageOf(AskActivationForm form, FormErrors errors) => Html.Page<AskActivationPage, AskActivationView>(
        new(form, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
