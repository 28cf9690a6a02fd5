using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Contracts;
using PlanApi.Enrollment.Data;

namespace PlanApi.Enrollment.EnrollVendor;

public sealed record EnrollVendorView(EnrollmentForm Form, FormErrors Errors);

/// <param name="Lead">What happened, in words that are true whether or not the address is known.</param>
public sealed record LinkSentView(string Lead);

/// <summary>
/// A vendor asks to enroll. Whatever the address, the form is stored and the reply is the same; a job looks the address up and mails either the
/// link or a note that there is an account already.
/// </summary>
internal static class EnrollVendor
{
    public sealed class Show(TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(EnrollmentPaths.Enroll);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) =>
            Send.ResultAsync(Html.Page<EnrollVendorPage, EnrollVendorView>(new(new() { FormId = NewId.From(clock) }, FormErrors.None)));
    }

    public sealed class Submit(EnrollmentDb db, TimeProvider clock) : FormEndpoint<EnrollmentForm>
    {
        public override void Configure()
        {
            PostForm(EnrollmentPaths.Enroll);
            Validator<EnrollmentRules>();
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(EnrollmentForm form, CancellationToken ct)
        {
            if (ValidationFailed)
            {
                await Show(Html.Page<EnrollVendorPage, EnrollVendorView>(new(form, Errors), StatusCodes.Status422UnprocessableEntity));
                return;
            }

            await TryAdd(EnrollmentOf(form, clock.GetUtcNow()), ct);
            await SeeOther(EnrollmentLinks.SentPath);
        }

        private async Task TryAdd(VendorEnrollment enrollment, CancellationToken ct)
        {
            try
            {
                await db.Enrollments.InsertOneAsync(enrollment, cancellationToken: ct);
            }
            catch (MongoException e) when (e.IsDuplicateKey())
            {
                // The button was pressed twice; the first press enrolled.
            }
        }
    }

    public sealed class ShowSent : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(EnrollmentLinks.SentPath);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<LinkSentPage, LinkSentView>(
            new("We have sent a message to the address you entered. Its link lets you set a password, and works once within 24 hours.")));
    }

    private static VendorEnrollment EnrollmentOf(EnrollmentForm form, DateTimeOffset now)
    {
        var id = NewId.At(now);
        return new VendorEnrollment
        {
            Id = id,
            Submission = form.Submission,
            FirstName = form.FirstName.Trim(),
            LastName = form.LastName.Trim(),
            Email = form.Email.Trim(),
            EmailKey = EmailAddress.KeyOf(form.Email),
            Phone = Given(form.Phone),
            JobTitle = Given(form.JobTitle),
            OrganizationName = form.OrganizationName.Trim(),
            OrganizationWebsite = form.OrganizationWebsite.Trim(),
            Country = form.Country,
            Purpose = form.Purpose.Trim(),
            Terms = Terms.Terms.Edition,
            AskedAt = now,
            LinkExpiresAt = now + EnrollmentLinks.GoodFor,
            ForgetAt = now + EnrollmentLinks.RememberedFor,
        }.Tell(now, new VendorEnrollmentAsked(id));
    }

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;
}
