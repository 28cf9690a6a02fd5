using System.Globalization;
using System.Text.Json;
using PlanApi.Fhir;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.MyData;
using PlanApi.PatientAccess.ServeRecords;
using static PlanApi.PatientAccess.MemberRecords.PatientElements;

namespace PlanApi.PatientAccess.MemberRecords;

/// <summary>
/// Matches by the member number that the Patient or its Coverage carries (identifier type MB), the whole date of birth, and the ZIP code of a
/// current address. A person whom two records fit is not matched: nobody may open another's.
/// </summary>
internal sealed class MemberMatching(RecordBranches branches) : IMemberMatching
{
    private const string MemberNumberType = "http://terminology.hl7.org/CodeSystem/v2-0203|MB|";
    private const int Candidates = 50;

    public async Task<MatchedMember?> Match(MemberDetails details, CancellationToken ct) =>
        Only((await WithNumber(details.MemberNumber, ct)).Select(Describe).Where(f => f.Member?.BirthDate == details.BirthDate && f.PostalCodes.Any(c => c.StartsWith(details.PostalCode, StringComparison.Ordinal))).Select(f => f.Member));

    public async Task<MatchedMember?> FindByNumber(string memberNumber, CancellationToken ct) => Only((await WithNumber(memberNumber, ct)).Select(p => Describe(p).Member));

    private async Task<IEnumerable<StoredResource>> WithNumber(string memberNumber, CancellationToken ct)
    {
        var members = branches.Members.As(Access.Everything);
        var number = MemberNumberType + Escape(memberNumber);
        List<StoredResource> found = [.. await Search(members, "Patient", ("identifier:of-type", number), ct)];
        foreach (var coverage in await Search(members, "Coverage", ("identifier:of-type", number), ct))
        {
            if (BeneficiaryOf(coverage) is { } id && await members.Find("Patient", id, ct) is { Deleted: false } patient)
            {
                found.Add(patient);
            }
        }

        return found.DistinctBy(p => p.Id);
    }

    private static MatchedMember? Only(IEnumerable<MatchedMember?> fitting) => fitting.OfType<MatchedMember>().Take(2).ToList() is [var only] ? only : null;

    private async Task<IReadOnlyList<StoredResource>> Search(ISearchRepository members, string type, (string, string) by, CancellationToken ct) =>
        (await members.Search(branches.Members.Query(type, by, ("_count", $"{Candidates}")), ct)).Matches;

    // Without a whole date of birth a record is nobody's to open.
    private static (MatchedMember? Member, IReadOnlyList<string> PostalCodes) Describe(StoredResource patient)
    {
        using var json = JsonDocument.Parse(patient.Json);
        var root = json.RootElement;
        var member = DateOnly.TryParseExact(Text(root, "birthDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
            ? new MatchedMember(patient.Id, ResourceSummary.Of(patient).What, born, EmailOf(root))
            : null;
        return (member, [.. Items(root, "address").Where(IsCurrent).Select(a => Text(a, "postalCode")?.Trim() ?? "")]);
    }

    private static string? EmailOf(JsonElement patient) => Items(patient, "telecom").Where(t => Text(t, "system") == "email" && IsCurrent(t))
        .OrderBy(t => t.TryGetProperty("rank", out var rank) ? rank.GetInt32() : int.MaxValue).Select(t => Text(t, "value")).FirstOrDefault();

    private static string? BeneficiaryOf(StoredResource coverage)
    {
        using var json = JsonDocument.Parse(coverage.Json);
        return json.RootElement.TryGetProperty("beneficiary", out var reference) && Text(reference, "reference")?.Split('/') is ["Patient", var id] ? id : null;
    }

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
}
