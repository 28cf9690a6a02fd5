using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.EnterCode;

public sealed record EnterCodeView(string? ReturnUrl, FormErrors Errors);

/// <summary>The second step of signing in: a code of the authenticator app, or a recovery code. Its cookie opens nothing else.</summary>
internal static class EnterCode
{
    public sealed record Form
    {
        public string Code { get; init; } = "";
        public string Remember { get; init; } = "";
        public string? ReturnUrl { get; init; }
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Code).NotEmpty().Says(static () => Texts.Say("Enter the code"));
    }

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(AfterSignIn.SecondFactorPath);
            Policies(SessionCookies.SecondFactorPending);
        }

        public override Task HandleAsync(CancellationToken ct) =>
            Send.ResultAsync(PageOf(Query<string>(SignInPaths.ReturnUrl, isRequired: false), FormErrors.None));
    }

    public sealed class Submit(SecondFactor secondFactor, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(AfterSignIn.SecondFactorPath);
            Policies(SessionCookies.SecondFactorPending);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = ValidationFailed ? null : await secondFactor.Check(User.AccountId(), form.Code, ct);
            if (account is null)
            {
                if (!ValidationFailed)
                {
                    AddError(f => f.Code, Texts.Say("The code is not right, or was used before. After five wrong tries you have to wait 15 minutes"));
                }

                await Show(PageOf(form.ReturnUrl, Errors));
                return;
            }

            if (form.Remember == "yes")
            {
                await sessions.RememberDevice(HttpContext, account);
            }

            await sessions.Start(HttpContext, account);
            await Show(AfterSignIn.Next(SignInStep.SignedIn, account.Realm, form.ReturnUrl));
        }
    }

    private static IResult PageOf(string? returnUrl, FormErrors errors) => Html.Page<EnterCodePage, EnterCodeView>(
        new(LocalPath.Of(returnUrl), errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
