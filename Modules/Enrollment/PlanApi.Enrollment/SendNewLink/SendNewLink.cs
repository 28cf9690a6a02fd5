using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Data;
using PlanApi.Enrollment.EnrollVendor;

namespace PlanApi.Enrollment.SendNewLink;

public sealed record SendNewLinkView(string Email, FormErrors Errors);

/// <summary>Asks for a new enrollment link by address. The reply is the same whether or not anything waits for it.</summary>
internal static class SendNewLink
{
    public sealed record Form
    {
        public string Email { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Email).Must(e => EmailAddress.IsValid(e.Trim())).WithMessage("Enter the e-mail address you enrolled with, such as name@company.com");
    }

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(EnrollmentLinks.NewLinkPath);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<SendNewLinkPage, SendNewLinkView>(new("", FormErrors.None)));
    }

    public sealed class Submit(EnrollmentDb db, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(EnrollmentLinks.NewLinkPath);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (ValidationFailed)
            {
                await Show(Html.Page<SendNewLinkPage, SendNewLinkView>(new(form.Email, Errors), StatusCodes.Status422UnprocessableEntity));
                return;
            }

            var now = clock.GetUtcNow();
            var id = NewId.At(now);
            var request = new LinkRequest { Id = id, Email = form.Email.Trim(), EmailKey = EmailAddress.KeyOf(form.Email), AskedAt = now, ForgetAt = now.AddDays(1) };
            await db.LinkRequests.InsertOneAsync(request.Tell(now, new NewLinkAsked(id)), cancellationToken: ct);
            await SeeOther(EnrollmentLinks.NewLinkSentPath);
        }
    }

    public sealed class ShowSent : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(EnrollmentLinks.NewLinkSentPath);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<LinkSentPage, LinkSentView>(
            new("If an enrollment waits for the address you entered, a message with a new link is on its way. The link works once, within 24 hours.")));
    }
}
