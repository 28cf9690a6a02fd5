using System.Globalization;
using System.Text.Json;
using PlanApi.Fhir;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.ServeRecords;

namespace PlanApi.PatientAccess.MemberRecords;

/// <summary>What other modules may know of members' records: names and birth dates, for choosing whose record it is.</summary>
internal sealed class MemberPatients(RecordBranches branches) : IMemberPatients
{
    public async Task<IReadOnlyList<PatientSummary>> Find(IReadOnlyList<string> patientIds, CancellationToken ct)
    {
        var members = branches.Members.As(Access.Everything);
        List<PatientSummary> found = [];
        foreach (var id in patientIds)
        {
            if (await members.Find("Patient", id, ct) is { Deleted: false } patient)
            {
                found.Add(Summarize(patient));
            }
        }

        return found;
    }

    private static PatientSummary Summarize(StoredResource patient)
    {
        using var json = JsonDocument.Parse(patient.Json);
        var root = json.RootElement;
        var birth = root.TryGetProperty("birthDate", out var date) && DateOnly.TryParseExact(date.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        return new(patient.Id, MyData.ResourceSummary.Of(patient).What, birth);
    }
}
