using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>Whose records a person may share with an app.</summary>
internal sealed class PatientChoices(IPatientLinks links, IMemberPatients members, ISandboxPatients sandbox)
{
    public Task<IReadOnlyList<PatientChoice>> Of(Person person, CancellationToken ct) => person.Realm is Realm.Member ? OfMember(person, ct) : OfSandbox(person, ct);

    /// <summary>The FHIR user is the patient; acting for another it would be a RelatedPerson, and without one there is none to name.</summary>
    public static bool IsFhirUser(PatientChoice choice) => choice.Relationship is Relationships.Self;

    private async Task<IReadOnlyList<PatientChoice>> OfMember(Person person, CancellationToken ct)
    {
        var linked = await links.Of(person.AccountId, ct);
        var patients = await members.Find([.. linked.Select(l => l.PatientId)], ct);
        return [.. patients.Select(p => new PatientChoice(p.PatientId, p.DisplayName, linked.First(l => l.PatientId == p.PatientId).Relationship))];
    }

    private async Task<IReadOnlyList<PatientChoice>> OfSandbox(Person person, CancellationToken ct)
    {
        if (person.OrganizationId is null)
        {
            return [];
        }

        var patients = await sandbox.Of(person.OrganizationId, ct);
        return [.. patients
            .Where(p => person.Realm is Realm.Vendor || p.PatientId == person.PatientId)
            .Select(p => new PatientChoice(p.PatientId, p.DisplayName, Relationships.Self))];
    }
}
