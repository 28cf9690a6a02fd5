using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.EnterCode;

public sealed record EnterCodeView(string Path, string SignInPath, string? ReturnUrl, FormErrors Errors);

/// <summary>The second step of signing in: a code of the authenticator app, or a recovery code. Its cookie opens nothing else.</summary>
internal static class EnterCode
{
    private static readonly string[] Paths = PortalPaths.InEach(AfterSignIn.SecondFactorPage);

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
            Get(Paths);
            Policies(SessionCookies.SecondFactorPending);
        }

        public override Task HandleAsync(CancellationToken ct) =>
            Send.ResultAsync(PageOf(HttpContext, Query<string>(SignInPaths.ReturnUrl, isRequired: false), FormErrors.None));
    }

    public sealed class Submit(SecondFactor secondFactor, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
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

                await Show(PageOf(HttpContext, form.ReturnUrl, Errors));
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

    private static IResult PageOf(HttpContext http, string? returnUrl, FormErrors errors) => Html.Page<EnterCodePage, EnterCodeView>(
        ViewOf(PortalPaths.RealmAt(http.Request.Path), LocalPath.Of(returnUrl), errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static EnterCodeView ViewOf(Realm realm, string? returnUrl, FormErrors errors) =>
        new(PortalPaths.In(realm, AfterSignIn.SecondFactorPage), SignInPaths.Of(realm), returnUrl, errors);
}
