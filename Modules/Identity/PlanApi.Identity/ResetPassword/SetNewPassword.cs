using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ResetPassword;

public sealed record SetNewPasswordView(string Path, Area Area, string Email, FormErrors Errors);

/// <summary>The link in the reset mail. Opening it changes nothing; setting the password ends it, and every session of the account.</summary>
internal static class SetNewPassword
{
    private static readonly string[] Paths = [.. ResetPaths.All.Select(static p => p + "/{link}")];
    private static readonly string[] DonePaths = [.. ResetPaths.All.Select(ResetPaths.DoneOf)];

    public sealed record Form
    {
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

    public sealed class Show(ResetLinks links) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var door = ResetPaths.DoorAt(HttpContext);
            var account = await links.Open(door.Realm, Route<string>("link") ?? "", ct);
            await Send.ResultAsync(account is null ? DeadLink(door) : FormPage(HttpContext, door, account, FormErrors.None));
        }
    }

    public sealed class Submit(ResetLinks links, Passwords passwords) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var door = ResetPaths.DoorAt(HttpContext);
            var account = await links.Open(door.Realm, Route<string>("link") ?? "", ct);
            if (account is null)
            {
                await Show(DeadLink(door));
                return;
            }

            if (!ValidationFailed)
            {
                switch (await passwords.Change(account, form.Password, ct))
                {
                    case ChangePasswordResult.Changed:
                        await SeeOther(ResetPaths.DoneOf(door.ResetPath));
                        return;
                    case ChangePasswordResult.Overtaken:
                        await Show(DeadLink(door));
                        return;
                    case ChangePasswordResult.Weak weak:
                        AddError(f => f.Password, weak.Problem);
                        break;
                }
            }

            await Show(FormPage(HttpContext, door, account, Errors));
        }
    }

    public sealed class ShowDone : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DonePaths);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct)
        {
            var door = ResetPaths.DoorAt(HttpContext);
            return Send.ResultAsync(Html.Page<MessagePage, MessageView>(
                new(Texts.Say("Your password is changed"), [Texts.Say("You were signed out everywhere. Sign in with the new password.")], new(Texts.Say("Sign in"), door.Path)) { Area = door.Area }));
        }
    }

    private static IResult DeadLink(Door door) => Html.Page<MessagePage, MessageView>(
        new(Texts.Say("This link does not work"), [Texts.Say("Links to reset a password work once, within an hour. This one was used, has run out, or is incomplete.")], new(Texts.Say("Send a new link"), door.ResetPath)) { Area = door.Area },
        StatusCodes.Status410Gone);

    private static IResult FormPage(HttpContext http, Door door, StoredAccount account, FormErrors errors) => Html.Page<SetNewPasswordPage, SetNewPasswordView>(
        new(http.Request.Path, door.Area, account.Email, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
