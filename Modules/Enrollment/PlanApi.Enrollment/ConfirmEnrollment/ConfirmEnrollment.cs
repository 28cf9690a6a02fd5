using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.ConfirmEnrollment;

public sealed record ConfirmEnrollmentView(string Link, string Email, string OrganizationName, FormErrors Errors);

/// <summary>The link in the mail. Opening it changes nothing, since mail scanners open links too; setting the password does.</summary>
internal static class ConfirmEnrollment
{
    private const string Path = EnrollmentLinks.ConfirmPath + "/{link}";
    private const string HomeAfter = "/sandbox/apps";

    public sealed record Form
    {
        public string Password { get; init; } = "";
        public string Repeat { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Password).NotEmpty().WithMessage("Choose a password");
            RuleFor(f => f.Repeat).Repeats(f => f.Password);
        }
    }

    public sealed class Show(EnrollmentLinks links, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var link = Route<string>("link") ?? "";
            var enrollment = await links.Find(link, ct);
            await Send.ResultAsync(RefusalOf(enrollment, clock) ?? UsedPageOf(enrollment!) ?? FormPage(link, enrollment!, FormErrors.None));
        }
    }

    public sealed class Submit(EnrollmentLinks links, VendorConfirmation confirmation, IAccounts accounts, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var link = Route<string>("link") ?? "";
            var enrollment = await links.Find(link, ct);
            if (RefusalOf(enrollment, clock) is { } refusal)
            {
                await Show(refusal);
                return;
            }

            var result = ValidationFailed ? null : await confirmation.Confirm(enrollment!, form.Password, ct);
            if (result is ConfirmResult.Confirmed confirmed)
            {
                await accounts.SignIn(confirmed.AccountId, ct);
                await SeeOther(HomeAfter);
                return;
            }

            if (result is ConfirmResult.WeakPassword weak)
            {
                AddError(f => f.Password, string.Join(". ", weak.Problems));
            }

            await Show(result switch
            {
                ConfirmResult.UsedBefore => LinkPages.Used(),
                ConfirmResult.HasAccount => LinkPages.HasAccount(),
                _ => UsedPageOf(enrollment!) ?? FormPage(link, enrollment!, Errors),
            });
        }
    }

    private static IResult? RefusalOf(VendorEnrollment? enrollment, TimeProvider clock) => enrollment switch
    {
        null => LinkPages.Unknown(),
        { State: EnrollmentState.LinkSent } when enrollment.LinkExpiresAt <= clock.GetUtcNow() => LinkPages.Expired(),
        _ => null,
    };

    private static IResult? UsedPageOf(VendorEnrollment enrollment) => enrollment.State == EnrollmentState.Confirmed ? LinkPages.Used() : null;

    private static IResult FormPage(string link, VendorEnrollment enrollment, FormErrors errors) => Html.Page<ConfirmEnrollmentPage, ConfirmEnrollmentView>(
        new($"{EnrollmentLinks.ConfirmPath}/{link}", enrollment.Email, enrollment.OrganizationName, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}

/// <summary>What a link that no longer works tells, and what to do instead.</summary>
internal static class LinkPages
{
    private static readonly AreaLink SendNew = new("Send a new link", EnrollmentLinks.NewLinkPath);
    private static readonly AreaLink SignIn = new("Sign in", SignInPaths.Vendor);

    public static IResult Unknown() => Page("This link does not work", ["It may be incomplete, or a newer link has taken its place. If you have a newer message from us, use the link in it."], SendNew, StatusCodes.Status404NotFound);

    public static IResult Expired() => Page("This link has expired", ["Links work for 24 hours. Ask for a new one; what you entered when you enrolled is still here."], SendNew, StatusCodes.Status410Gone);

    public static IResult Used() => Page("This link has been used", ["Your password is set, and a link works only once. Sign in with your e-mail address and that password."], SignIn, StatusCodes.Status410Gone);

    public static IResult HasAccount() => Page("You already have an account", ["This address was enrolled before. Sign in, or reset your password if you have forgotten it."], SignIn, StatusCodes.Status409Conflict);

    private static IResult Page(string title, IReadOnlyList<string> paragraphs, AreaLink next, int status) =>
        Html.Page<MessagePage, MessageView>(new(title, paragraphs, next), status);
}
