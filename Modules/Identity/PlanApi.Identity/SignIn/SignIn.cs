using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.SignIn;

public sealed record SignInView(
    string Path, Area Area, string Title, string Lead, bool TakesTestPatients, bool OffersActivation, bool OffersEnrollment, ProviderView? Provider, string ResetPath, string Email, string? ReturnUrl, FormErrors Errors);

/// <param name="Name">The plan's own provider, as members know it.</param>
public sealed record ProviderView(string Name, string Path);

internal static class SignIn
{
    private static readonly string[] Paths = [.. Door.All.Select(d => d.Path)];

    public sealed record Form
    {
        public string Email { get; init; } = "";
        public string Password { get; init; } = "";
        public string? ReturnUrl { get; init; }
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Email).NotEmpty().Says(static () => Texts.Say("Enter your e-mail address"));
            RuleFor(f => f.Password).NotEmpty().Says(static () => Texts.Say("Enter your password"));
        }
    }

    public sealed class Show(ProviderSettings provider) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) =>
            Send.ResultAsync(PageOf(provider, Door.At(HttpContext.Request.Path), Query<string>(SignInPaths.LoginHint, isRequired: false) ?? "", Query<string>(SignInPaths.ReturnUrl, isRequired: false), FormErrors.None));
    }

    public sealed class Submit(PasswordCheck passwords, Sessions sessions, ProviderSettings provider) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var door = Door.At(HttpContext.Request.Path);
            var account = ValidationFailed ? null : await passwords.Check(door.RealmOf(form.Email), form.Email, form.Password, ct);
            if (account is null)
            {
                if (!ValidationFailed)
                {
                    AddError(f => f.Email, Texts.Say("This address and password do not match. After five wrong tries you have to wait 15 minutes"));
                }

                await Show(PageOf(provider, door, form.Email, form.ReturnUrl, Errors));
                return;
            }

            if (door.Second is { } other && account.Realm != other)
            {
                await HttpContext.SignOutAsync(RealmSchemes.Of(other).SignedIn);
            }

            var step = await sessions.AfterPassword(HttpContext, account);
            await Show(AfterSignIn.Next(step, account.Realm, form.ReturnUrl));
        }
    }

    private static IResult PageOf(ProviderSettings provider, Door door, string email, string? returnUrl, FormErrors errors) => Html.Page<SignInPage, SignInView>(
        new(door.Path, door.Area, door.Title, door.Lead, door.Second is not null, door.Realm is Realm.Member, door.Realm is Realm.Vendor or Realm.Member,
            door.Realm is Realm.Member && provider.IsSet ? new(provider.Name, ProviderSettings.Path + AfterSignIn.QueryOf(returnUrl)) : null, door.ResetPath, email, LocalPath.Of(returnUrl), errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
