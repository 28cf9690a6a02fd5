using System.Security.Cryptography;
using System.Text;
using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ActivateMember;

public sealed record EnterActivationCodeView(string Path, string AskPath, string Code, FormErrors Errors);

/// <summary>The code from the mail, and a password: they make the account, linked to the member's own record, and sign in.</summary>
internal static class EnterActivationCode
{
    private static readonly string Path = ActivatePaths.Code("{id}");

    private static IReadOnlyList<string> TakenLines =>
    [
        Texts.Say("The record, or the e-mail address on it, has an account here. Sign in with it; a forgotten password can be set anew."),
        Texts.Say("If two of you share one address, ask the plan to change it on your record."),
    ];

    public sealed record Form
    {
        public string Code { get; init; } = "";
        public string Password { get; init; } = "";
        public string Repeat { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Code).NotBlank(static () => Texts.Say("Enter the code from the e-mail"));
            RuleFor(f => f.Password).NotEmpty().Says(static () => Texts.Say("Choose a password"));
            RuleFor(f => f.Repeat).Repeats(f => f.Password);
        }
    }

    public sealed class Show(ActivationDb db, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var (id, now) = (Route<string>("id")!, clock.GetUtcNow());
            var open = await db.Activations.Find(a => a.Id == id && a.ExpiresAt > now).AnyAsync(ct);
            await Send.ResultAsync(open ? PageOf(id, "", FormErrors.None) : Over());
        }
    }

    public sealed class Submit(ActivationDb db, ActivationCodes codes, Attempts attempts, NewMember newMember, Sessions sessions, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var (id, now) = (Route<string>("id")!, clock.GetUtcNow());
            if (await db.Activations.Find(a => a.Id == id && a.ExpiresAt > now).FirstOrDefaultAsync(ct) is not { } activation)
            {
                await Show(Over());
                return;
            }

            if (!ValidationFailed)
            {
                if (!await attempts.TryCount($"activation/{id}", ct) || !IsRight(activation, form.Code))
                {
                    AddError(f => f.Code, Texts.Say("This is not the code of the newest e-mail, or it was tried too often. Each code can be tried five times"));
                }
                else
                {
                    await attempts.Forget($"activation/{id}", ct);
                    switch (await newMember.Make(activation, form.Password, ct))
                    {
                        case NewMemberResult.Made made:
                            await Show(AfterSignIn.Next(await sessions.AfterPassword(HttpContext, made.Account), Realm.Member, null));
                            return;
                        case NewMemberResult.Weak weak:
                            AddError(f => f.Password, weak.Problem);
                            break;
                        default:
                            await Show(Taken());
                            return;
                    }
                }
            }

            await Show(PageOf(id, form.Code, Errors));
        }

        private bool IsRight(Activation activation, string typed) => activation.Member is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(codes.Of(activation)), Encoding.UTF8.GetBytes(typed.Replace(" ", "", StringComparison.Ordinal)));
    }

    private static IResult PageOf(string id, string code, FormErrors errors) => Html.Page<EnterActivationCodePage, EnterActivationCodeView>(
        new(ActivatePaths.Code(id), ActivatePaths.Ask, code, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IResult Over() => Html.Page<MessagePage, MessageView>(
        new(Texts.Say("This page has run out"), [Texts.Say("Codes are good for an hour. Begin again, and a new one is sent.")], new(Texts.Say("Begin again"), ActivatePaths.Ask)) { Area = Area.Member }, StatusCodes.Status410Gone);

    private static IResult Taken() => Html.Page<MessagePage, MessageView>(
        new(Texts.Say("There is an account already"), TakenLines, new(Texts.Say("Sign in"), SignInPaths.Member)) { Area = Area.Member }, StatusCodes.Status409Conflict);
}
