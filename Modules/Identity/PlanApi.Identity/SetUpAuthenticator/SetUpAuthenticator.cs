using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.SetUpAuthenticator;

public sealed record SetUpAuthenticatorView(AuthenticatorKey Key, string? ReturnUrl, FormErrors Errors);

public sealed record RecoveryCodesView(Area Area, IReadOnlyList<string> Codes, string NextPath);

/// <summary>Where the plan requires a second factor, staff set it up between their first password and their first page.</summary>
internal static class SetUpAuthenticator
{
    public sealed record Form
    {
        public string Code { get; init; } = "";
        public string? ReturnUrl { get; init; }
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Code).NotEmpty().WithMessage("Enter the six digits that the app shows");
    }

    public sealed class Show(SecondFactor secondFactor) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(AfterSignIn.SetUpSecondFactorPath);
            Policies(PortalPolicies.SecondFactorPending);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var secret = await secondFactor.SecretToSetUp(User.AccountId(), asFirst: true, ct);
            await Send.ResultAsync(secret is null ? AlreadyOn() : PageOf(secret, User.Email(), Query<string>(SignInPaths.ReturnUrl, isRequired: false), FormErrors.None));
        }
    }

    public sealed class Submit(SecondFactor secondFactor, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(AfterSignIn.SetUpSecondFactorPath);
            Policies(PortalPolicies.SecondFactorPending);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (!ValidationFailed)
            {
                if (await secondFactor.TurnOn(User.AccountId(), form.Code, asFirst: true, ct) is var (account, codes))
                {
                    // Shown in the reply to the post, and nowhere else: they are not kept in a form that could be shown again.
                    await sessions.Start(HttpContext, account);
                    await Show(Html.Page<RecoveryCodesPage, RecoveryCodesView>(new(Area.Public, codes, LocalPath.Of(form.ReturnUrl) ?? Door.Of(account.Realm).Home)));
                    return;
                }

                AddError(f => f.Code, "The code is not right. Check that the time on your phone is, and enter the newest code");
            }

            var secret = await secondFactor.SecretToSetUp(User.AccountId(), asFirst: true, ct);
            await Show(secret is null ? AlreadyOn() : PageOf(secret, User.Email(), form.ReturnUrl, Errors));
        }
    }

    private static IResult AlreadyOn() => Html.Page<MessagePage, MessageView>(
        new("Your second factor is set up", ["Sign in again and show it then."], new("Sign in", SignInPaths.Staff)), StatusCodes.Status409Conflict);

    private static IResult PageOf(string secret, string email, string? returnUrl, FormErrors errors) => Html.Page<SetUpAuthenticatorPage, SetUpAuthenticatorView>(
        new(AuthenticatorKey.Of(secret, email), LocalPath.Of(returnUrl), errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
