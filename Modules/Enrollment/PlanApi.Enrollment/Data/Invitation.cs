using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.Enrollment.Data;

internal enum InvitationState
{
    Open,

    /// <summary>Its link was used, and the account is being made: from here nobody withdraws it, and the same link may finish.</summary>
    Accepted,

    Joined,
    Withdrawn,
}

/// <summary>An invitation of an address to an organization; one for each pair of them, renewed by inviting again.</summary>
internal sealed record Invitation : Aggregate
{
    public required string Id { get; init; }
    public required string OrganizationId { get; init; }
    public required string Email { get; init; }
    public required string EmailKey { get; init; }
    public required string InvitedByName { get; init; }
    public required string InvitedByEmail { get; init; }
    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>When its newest link was asked for.</summary>
    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Raised by each sending, which ends the link before it.</summary>
    public required int LinkNumber { get; init; }

    public required InvitationState State { get; init; }

    /// <summary>When the store forgets it, whatever became of it.</summary>
    public required DateTimeOffset ForgetAt { get; init; }
}

internal sealed record ColleagueInvited(string OrganizationId, string EmailKey);
