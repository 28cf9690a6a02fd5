using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.Enrollment.Data;

internal enum EnrollmentState
{
    /// <summary>The link was sent; nothing exists yet but this.</summary>
    LinkSent,

    /// <summary>The person set a password: organization and account are there.</summary>
    Confirmed,
}

/// <summary>One vendor's way from the form to an account. The organization it makes has its id.</summary>
internal sealed record VendorEnrollment : Aggregate
{
    public required string Id { get; init; }

    /// <summary>Hash of one filled-in form: pressing its button twice is one enrollment.</summary>
    public required string Submission { get; init; }

    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string Email { get; init; }
    public required string EmailKey { get; init; }
    public string? Phone { get; init; }
    public string? JobTitle { get; init; }
    public required string OrganizationName { get; init; }
    public required string OrganizationWebsite { get; init; }
    public required string Country { get; init; }
    public required string Purpose { get; init; }

    /// <summary>Which terms were accepted, by their date.</summary>
    public required string Terms { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
    public EnrollmentState State { get; init; } = EnrollmentState.LinkSent;

    /// <summary>Raised by each new link, which ends the one before.</summary>
    public int LinkNumber { get; init; } = 1;

    public required DateTimeOffset LinkExpiresAt { get; init; }

    /// <summary>The request that the newest link answers, so that a repeated delivery makes no further one.</summary>
    public string? LinkRequestId { get; init; }

    /// <summary>When the store forgets an enrollment that nobody confirmed; absent once confirmed.</summary>
    public DateTimeOffset? ForgetAt { get; init; }

    public string FullName => $"{FirstName} {LastName}";
}

/// <summary>Someone asked for a new link. Stored whether or not the address is known, so that nothing outside tells the two apart.</summary>
internal sealed record LinkRequest : Aggregate
{
    public required string Id { get; init; }
    public required string Email { get; init; }
    public required string EmailKey { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ForgetAt { get; init; }
}

internal sealed record VendorEnrollmentAsked(string EnrollmentId);

internal sealed record NewLinkAsked(string RequestId);
