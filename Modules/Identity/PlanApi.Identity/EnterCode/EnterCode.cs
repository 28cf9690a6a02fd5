using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.EnterCode;

/// <param name="TakesCodes">Whether the account has an authenticator app; recovery codes are always taken.</param>
/// <param name="Passkey">What the browser is asked for; null where the account has no passkey.</param>
public sealed record EnterCodeView(string Path, string SignInPath, bool TakesCodes, PasskeyRequest? Passkey, string? ReturnUrl, FormErrors Errors);

/// <summary>The second step of signing in: a passkey, a code of the authenticator app, or a recovery code. Its cookie opens nothing else.</summary>
internal static class EnterCode
{
    private static readonly string[] Paths = PortalPaths.InEach(AfterSignIn.SecondFactorPage);

    public sealed record Form
    {
        public string Code { get; init; } = "";
        public string Challenge { get; init; } = "";
        public string Credential { get; init; } = "";
        public string Remember { get; init; } = "";
        public string? ReturnUrl { get; init; }
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Code).NotEmpty().When(static f => f.Credential.Length == 0).Says(static () => Texts.Say("Enter the code"));
    }

    public sealed class Show(SecondStep step) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SecondFactorPending);
        }

        public override async Task HandleAsync(CancellationToken ct) =>
            await Send.ResultAsync(await step.PageOf(HttpContext, Query<string>(SignInPaths.ReturnUrl, isRequired: false), FormErrors.None, ct));
    }

    public sealed class Submit(SecondFactor secondFactor, Passkeys passkeys, Sessions sessions, SecondStep step) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            Policies(PortalPolicies.SecondFactorPending);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = ValidationFailed ? null
                : form.Credential.Length > 0 ? await passkeys.Check(HttpContext, User.AccountId(), form.Challenge, form.Credential, ct)
                : await secondFactor.Check(User.AccountId(), form.Code, ct);
            if (account is null)
            {
                if (!ValidationFailed)
                {
                    AddError(f => f.Code, form.Credential.Length > 0 ? Texts.Say("The passkey was not accepted, or it took more than five minutes. Try again, or enter a code") : Texts.Say("The code is not right, or was used before. After five wrong tries you have to wait 15 minutes"));
                }

                await Show(await step.PageOf(HttpContext, form.ReturnUrl, Errors, ct));
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
}

/// <summary>The page of the second step: what it offers is what the account has.</summary>
internal sealed class SecondStep(UserManager<StoredAccount> users, Passkeys passkeys)
{
    public async Task<IResult> PageOf(HttpContext http, string? returnUrl, FormErrors errors, CancellationToken ct)
    {
        var account = await users.FindByIdAsync(http.User.AccountId());
        var challenge = account is { Passkeys.Count: > 0 } ? await passkeys.BeginSignIn(http, account, ct) : null;
        if (challenge is not null)
        {
            http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.ScriptPagePolicy;
        }

        var realm = PortalPaths.RealmAt(http.Request.Path);
        return Html.Page<EnterCodePage, EnterCodeView>(
            new(
                PortalPaths.In(realm, AfterSignIn.SecondFactorPage), SignInPaths.Of(realm), account is null or { AuthenticatorOn: true } or { Passkeys.Count: 0 },
                challenge is null ? null : new(challenge.Id, challenge.Options), LocalPath.Of(returnUrl), errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
