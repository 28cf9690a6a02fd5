using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ChangePassword;

public sealed record ChangePasswordView(string Path, string AccountPath, Area Area, string Email, FormErrors Errors);

/// <summary>A new password for whom knows the old one. Every other session ends; this browser goes on.</summary>
internal static class ChangePassword
{
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.Password);

    public sealed record Form
    {
        public string Current { get; init; } = "";
        public string Password { get; init; } = "";
        public string Repeat { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Password).NotEmpty().Says(static () => Texts.Say("Choose a new password"));
            RuleFor(f => f.Repeat).Repeats(f => f.Password);
        }
    }

    public sealed class Show(OwnAccount own) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(PageOf(await own.Of(User, ct), FormErrors.None));
    }

    public sealed class Submit(OwnAccount own, Passwords passwords, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            // The new one is looked at first: a typing mistake in it is no wrong try of the old one.
            if (!ValidationFailed && await own.Disproof(User, account, nameof(form.Current), form.Current, ct) is { } wrong)
            {
                AddError(wrong);
            }

            if (!ValidationFailed)
            {
                switch (await passwords.Change(account, form.Password, ct))
                {
                    case ChangePasswordResult.Changed:
                        await sessions.Renew(HttpContext, await own.Of(User, ct));
                        await SeeOther(MyAccountPaths.Done(account.Realm, "password"));
                        return;
                    case ChangePasswordResult.Overtaken:
                        await SeeOther(PortalPaths.In(account.Realm, MyAccountPaths.Page));
                        return;
                    case ChangePasswordResult.Weak weak:
                        AddError(f => f.Password, weak.Problem);
                        break;
                }
            }

            await Show(PageOf(account, Errors));
        }
    }

    private static IResult PageOf(StoredAccount account, FormErrors errors) => Html.Page<ChangePasswordPage, ChangePasswordView>(
        new(PortalPaths.In(account.Realm, MyAccountPaths.Password), PortalPaths.In(account.Realm, MyAccountPaths.Page), Door.Of(account.Realm).Area, account.Email, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
