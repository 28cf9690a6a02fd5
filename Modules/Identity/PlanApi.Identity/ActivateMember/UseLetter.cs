using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.Identity.ActivateMember;

public sealed record UseLetterView(UseLetterForm Form, FormErrors Errors);

public sealed record UseLetterForm : MemberDetailsForm
{
    public string Letter { get; init; } = "";
    public string Email { get; init; } = "";
}

/// <summary>
/// The first step of a member whose e-mail address the plan does not know: the code from a letter stands for it. The address that is typed gets a code of its own,
/// so that it is proved too. The reply is the same whatever is typed.
/// </summary>
internal static class UseLetter
{
    public sealed class Rules : MemberDetailsRules<UseLetterForm>
    {
        public Rules(TimeProvider clock)
            : base(clock)
        {
            RuleFor(f => f.Letter).NotBlank(static () => Texts.Say("Enter the code from the letter"));
            RuleFor(f => f.Email).Must(static e => EmailAddress.IsValid(e.Trim())).Says(static () => Texts.Say("Enter your e-mail address"));
        }
    }

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ActivatePaths.Letter);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(PageOf(new(), FormErrors.None));
    }

    public sealed class Submit(Activations activations, Letters letters) : FormEndpoint<UseLetterForm>
    {
        public override void Configure()
        {
            PostForm(ActivatePaths.Letter);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(UseLetterForm form, CancellationToken ct) =>
            await (ValidationFailed
                ? Show(PageOf(form, Errors))
                : SeeOther(ActivatePaths.Code(await activations.Ask(form.Details(), new(letters.TokenOf(form.Letter), form.Email.Trim()), ct))));
    }

    private static IResult PageOf(UseLetterForm form, FormErrors errors) => Html.Page<UseLetterPage, UseLetterView>(
        new(form, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
