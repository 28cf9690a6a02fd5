using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ResetPassword;

public sealed record AskResetView(string Path, string SignInPath, Area Area, string Email, FormErrors Errors);

public sealed record ResetSentView(Area Area, string AskPath);

/// <summary>Asks for a link to set a new password. Whatever the address, the reply is the same after the same work; a job looks for the account.</summary>
internal static class AskReset
{
    private static readonly string[] Paths = [.. ResetPaths.All];
    private static readonly string[] SentPaths = [.. ResetPaths.All.Select(ResetPaths.SentOf)];

    public sealed record Form
    {
        public string Email { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Email).Must(e => EmailAddress.IsValid(e.Trim())).Says(static () => Texts.Say("Enter the e-mail address you sign in with, such as name@company.com"));
    }

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(PageOf(ResetPaths.DoorAt(HttpContext), "", FormErrors.None));
    }

    public sealed class Submit(ResetLinks links) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var door = ResetPaths.DoorAt(HttpContext);
            if (ValidationFailed)
            {
                await Show(PageOf(door, form.Email, Errors));
                return;
            }

            await links.Ask(door.Realm, form.Email, ct);
            await SeeOther(ResetPaths.SentOf(door.ResetPath));
        }
    }

    public sealed class ShowSent : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(SentPaths);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct)
        {
            var door = ResetPaths.DoorAt(HttpContext);
            return Send.ResultAsync(Html.Page<ResetSentPage, ResetSentView>(new(door.Area, door.ResetPath)));
        }
    }

    private static IResult PageOf(Door door, string email, FormErrors errors) => Html.Page<AskResetPage, AskResetView>(
        new(door.ResetPath, door.Path, door.Area, email, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
