namespace PlanApi.Identity.Contracts;

/// <summary>A patient whose record a member's account may share: the member, or a person the member represents.</summary>
/// <param name="PatientId">The id of the Patient resource in the production store.</param>
/// <param name="Relationship">What the member is to the patient, one of <see cref="Relationships"/>.</param>
/// <param name="Until">The last day on which the link counts; null without end.</param>
/// <param name="Source">Where it comes from: activation, staff, record or operator.</param>
public sealed record PatientLink(string PatientId, string Relationship, DateOnly? Until, string Source);

/// <summary>Links between member accounts and patients. They are kept with the account, so that one write changes both.</summary>
public interface IPatientLinks
{
    /// <summary>The links that count today; empty when the account has none.</summary>
    Task<IReadOnlyList<PatientLink>> Of(string accountId, CancellationToken ct);

    /// <summary>Adds the link, or replaces the account's link to the same patient. False when there is no such member account.</summary>
    Task<bool> Link(string accountId, PatientLink link, CancellationToken ct);

    /// <summary>Ends a link, and with it the grants and tokens that stand on it.</summary>
    Task<bool> End(string accountId, string patientId, CancellationToken ct);
}
