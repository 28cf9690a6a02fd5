using System.Text.Json;
using PlanApi.Fhir;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.ServeRecords;
using static PlanApi.PatientAccess.MemberRecords.PatientElements;

namespace PlanApi.PatientAccess.MemberRecords;

/// <summary>The first current address of a Patient that a letter can be sent to, a postal one before others.</summary>
internal sealed class MemberAddresses(RecordBranches branches) : IMemberAddresses
{
    public async Task<IReadOnlyList<string>> Of(string patientId, CancellationToken ct)
    {
        if (await branches.Members.As(Access.Everything).Find("Patient", patientId, ct) is not { Deleted: false } patient)
        {
            return [];
        }

        using var json = JsonDocument.Parse(patient.Json);
        return Items(json.RootElement, "address").Where(IsCurrent).OrderByDescending(a => Text(a, "type") is "postal" or "both").Select(LinesOf).FirstOrDefault(l => l.Count > 1) ?? [];
    }

    private static IReadOnlyList<string> LinesOf(JsonElement address) => (Text(address, "city"), Text(address, "state"), Text(address, "postalCode")) is ({ } city, var state, { } zip)
        ? [.. Items(address, "line").Where(l => l.ValueKind == JsonValueKind.String).Select(l => l.GetString()!), $"{city}, {state} {zip}"]
        : [];
}
