using Microsoft.AspNetCore.WebUtilities;
using PlanApi.Fhir;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.PatientAccess.ServeRecords.Declarations;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>Whose records a member's account may open: links that count today, to patients who have a record. The member's own is first.</summary>
internal sealed class LinkedRecords(IPatientLinks links, IMemberPatients patients)
{
    public async Task<IReadOnlyList<LinkedRecord>> Of(string accountId, CancellationToken ct)
    {
        var linked = await links.Of(accountId, ct);
        var found = await patients.Find([.. linked.Select(l => l.PatientId)], ct);
        return [.. found.Select(p => (Patient: p, Link: linked.First(l => l.PatientId == p.PatientId))).OrderBy(p => p.Link.Relationship != Relationships.Self)
            .Select((p, n) => new LinkedRecord(p.Patient, p.Link, n == 0))];
    }
}

/// <summary>A record that the account may open.</summary>
/// <param name="IsFirst">Whether it is the one that pages show without being told whose.</param>
internal sealed record LinkedRecord(PatientSummary Patient, PatientLink Link, bool IsFirst)
{
    public string PatientId => Patient.PatientId;

    public bool IsOwn => Link.Relationship == Relationships.Self;

    /// <summary>All of the record; of somebody else's, without what is labelled sensitive: representatives do not see it.</summary>
    public Access Access { get; } = Access.ToCompartment(
        Patient.PatientId, OpenType.All(RecordTypes.Names), OpenType.All(RecordTypes.Names), withheld: Link.Relationship == Relationships.Self ? [] : SensitiveLabels.All);

    /// <summary>A page about this record.</summary>
    public string PathOf(string path, params (string Name, string Value)[] query) =>
        QueryHelpers.AddQueryString(path, [.. IsFirst ? [] : Whose, .. query.Select(q => KeyValuePair.Create(q.Name, (string?)q.Value))]);

    private KeyValuePair<string, string?>[] Whose => [new(MemberData.Person, PatientId)];
}
