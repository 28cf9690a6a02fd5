using System.Globalization;
using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Languages;

namespace PlanApi.Identity.ActivateMember;

public sealed record AskActivationView(string Path, string MemberNumber, string BirthDate, string PostalCode, FormErrors Errors);

/// <summary>A member's first step to an account: who they are. Whatever is typed, the reply is the same after the same work; a job looks for the member.</summary>
internal static class AskActivation
{
    public sealed record Form
    {
        public string MemberNumber { get; init; } = "";
        public string BirthDate { get; init; } = "";
        public string PostalCode { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(f => f.MemberNumber).Cascade(CascadeMode.Stop).NotBlank(static () => Texts.Say("Enter the member number on your card")).Line(40);
            RuleFor(f => f.BirthDate).Must(text => DateOf(text) is { } date && date.Year > 1880 && date <= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
                .Says(static () => Texts.Say("Enter your date of birth, such as 1984-09-30"));
            RuleFor(f => f.PostalCode).Must(static text => PostalCodeOf(text) is not null).Says(static () => Texts.Say("Enter the ZIP code of your address, five digits"));
        }
    }

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ActivatePaths.Ask);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(PageOf(new(), FormErrors.None));
    }

    public sealed class Submit(ActivationDb db, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(ActivatePaths.Ask);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (ValidationFailed)
            {
                await Show(PageOf(form, Errors));
                return;
            }

            var now = clock.GetUtcNow();
            // Whoever holds the id may try codes: it is a secret of this browser, and sorts by nothing.
            var activation = new Activation
            {
                Id = Secrets.New(),
                Details = new(form.MemberNumber.Trim(), DateOf(form.BirthDate)!.Value, PostalCodeOf(form.PostalCode)!),
                Language = Language.Current,
                ExpiresAt = now + ActivationCodes.GoodFor,
                ForgetAt = now.AddDays(1),
            };
            await db.Activations.InsertOneAsync(activation.Tell(now, new ActivationAsked(activation.Id)), cancellationToken: ct);
            await SeeOther(ActivatePaths.Code(activation.Id));
        }
    }

    private static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "M/d/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Five digits; those of a ZIP+4 code that come first.</summary>
    private static string? PostalCodeOf(string text) => text.Trim() is { Length: 5 or 10 } code && code.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0 && (code.Length == 5 || code[5] == '-') ? code[..5] : null;

    private static IResult PageOf(Form form, FormErrors errors) => Html.Page<AskActivationPage, AskActivationView>(
        new(ActivatePaths.Ask, form.MemberNumber, form.BirthDate, form.PostalCode, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
