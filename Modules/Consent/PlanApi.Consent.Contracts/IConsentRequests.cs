namespace PlanApi.Consent.Contracts;

/// <summary>A patient the person may choose to share, as the consent page names them.</summary>
public sealed record PatientChoice(string PatientId, string DisplayName, string Relationship);

/// <summary>What the authorization server asks the person about.</summary>
/// <param name="Patients">Whose data may be shared; one means the choice is fixed.</param>
/// <param name="Scopes">Asked for, already narrowed to what is supported and declared.</param>
/// <param name="RequestHash">Hash of the authorization request; an answer counts for this very request only.</param>
/// <param name="ReturnTo">Our authorize path with the original query. The browser goes on there after the answer, with the consent's id added as the query parameter <see cref="IConsentRequests.AnswerParameter"/>.</param>
public sealed record NewConsentRequest(
    bool Sandbox, string ClientId, string AccountId, string? OrganizationId, IReadOnlyList<PatientChoice> Patients, IReadOnlyList<string> Scopes,
    string RequestHash, string ReturnTo);

/// <summary>The person's answer.</summary>
public abstract record ConsentAnswer
{
    private ConsentAnswer() { }

    public sealed record Allowed(Grant Grant) : ConsentAnswer;

    public sealed record Denied : ConsentAnswer;
}

/// <summary>Asks people for consent on pages of this module, and remembers the answer until it is taken once.</summary>
public interface IConsentRequests
{
    /// <summary>The query parameter that brings the consent's id back to the authorize endpoint.</summary>
    const string AnswerParameter = "consent";

    /// <returns>The path of the page to send the browser to.</returns>
    Task<string> Ask(NewConsentRequest request, CancellationToken ct);

    /// <summary>The answer, once: null when there is none, it was taken, it is over ten minutes old, or it is another account's or another request's.</summary>
    Task<ConsentAnswer?> TakeAnswer(string consentId, bool sandbox, string clientId, string accountId, string requestHash, CancellationToken ct);
}
