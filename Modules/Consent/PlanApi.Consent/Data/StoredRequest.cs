using PlanApi.Consent.Contracts;

namespace PlanApi.Consent.Data;

internal enum RequestState
{
    Asked,
    Allowed,
    Denied,

    /// <summary>The authorization server has had the answer; it counts once.</summary>
    Taken,
}

/// <summary>A question to a person, and the answer once it is there. Its id is a secret: it stands in the page's address.</summary>
/// <param name="PatientId">Whose record: fixed from the start when there is one choice, else once the person has picked.</param>
internal sealed record StoredRequest(
    string Id,
    RequestState State,
    bool Sandbox,
    string ClientId,
    string AccountId,
    string? OrganizationId,
    IReadOnlyList<PatientChoice> Patients,
    string? PatientId,
    IReadOnlyList<string> Scopes,
    string RequestHash,
    string ReturnTo,
    DateTimeOffset ExpiresAt)
{
    public IReadOnlyList<string> AllowedScopes { get; init; } = [];
    public bool Offline { get; init; }
    public GrantDuration Duration { get; init; } = GrantDuration.Year;

    public string ReturnPath => $"{ReturnTo}{(ReturnTo.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{IConsentRequests.AnswerParameter}={Id}";
}

/// <summary>How long a grant lasts, as the person chooses.</summary>
internal enum GrantDuration
{
    /// <summary>One access token, no refresh.</summary>
    Once,
    NinetyDays,
    Year,
    UntilRevoked,
}
